/** Reads a stack's levels and values for the policies from `policy-settings/<stack>.yaml`. */
import type { EnforcementLevel, Policies, PolicyPackConfig } from "@pulumi/policy";
import { parse } from "yaml";
import { isRecord } from "./record";

/** From the highest. `remediate` is not allowed, because a check that changes its subject hides a wrong program. */
const LEVELS: readonly string[] = ["mandatory", "advisory"] satisfies EnforcementLevel[];

/**
 * Reads the text of such a file. Throws an error that names every fault: unknown policies and settings, which the engine
 * would accept, and levels below the policy's own. Lowering a policy requires a deviation with a name, a reason and an
 * end. The engine checks the values themselves.
 */
export function readStackSettings(yaml: string, policies: Policies): PolicyPackConfig {
    const content: unknown = parse(yaml) ?? {};
    if (!isRecord(content))
        throw new Error("The policy settings must name policies, each with its settings.");
    const faults = Object.entries(content).flatMap(([name, given]) => faultsOf(name, given, policies));
    if (faults.length > 0) {
        throw new Error(`The policy settings have ${faults.length} faults:\n- ${faults.join("\n- ")}`);
    }
    return withLevels(content as PolicyPackConfig, policies);
}

/** Adds a level to each policy with settings. Without one, the SDK sends level 0, which the engine treats as advisory. */
export function withLevels(config: PolicyPackConfig, policies: Policies): PolicyPackConfig {
    return Object.fromEntries<PolicyPackConfig[string]>(
        Object.entries(config).map(([name, given]) => {
            if (!isRecord(given)) return [name, given] as const;
            const own = policies.find((policy) => policy.name === name)?.enforcementLevel ?? "mandatory";
            return [name, { enforcementLevel: own, ...given }] as const;
        }),
    );
}

function faultsOf(name: string, given: unknown, policies: Policies): string[] {
    const policy = policies.find((one) => one.name === name);
    if (!policy) return [`${name} is not a policy of the pack.`];
    const { enforcementLevel: level, ...values } = isRecord(given) ? given : { enforcementLevel: given };
    const allowed = Object.keys(policy.configSchema?.properties ?? {});
    return [
        ...(level === undefined || LEVELS.includes(shown(level))
            ? []
            : [`${name} has the level ${shown(level)}; allowed are ${LEVELS.join(", ")}.`]),
        ...(LEVELS.indexOf(shown(level)) > LEVELS.indexOf(policy.enforcementLevel ?? "mandatory")
            ? [
                  `${name} can't be lowered to ${shown(level)} here. Sign a deviation without a resource for it in the ` +
                      "register: it names who approved it, why and until when.",
              ]
            : []),
        ...Object.keys(values)
            .filter((key) => !allowed.includes(key))
            .map((key) => `${name} has no setting ${key}; it has ${allowed.join(", ") || "none"}.`),
    ];
}

const shown = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
