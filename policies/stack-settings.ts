/** What a stack asks of the policies beyond their defaults: levels and values, from `stacks/<stack>.yaml`. */
import type { EnforcementLevel, Policies, PolicyPackConfig } from "@pulumi/policy";
import { parse } from "yaml";
import { isDeviable } from "./policy";
import { isRecord } from "./record";

/** `remediate` is none of them: a check that mends what it checks hides that the program is wrong. */
const LEVELS: readonly string[] = ["mandatory", "advisory", "disabled"] satisfies EnforcementLevel[];

/**
 * Reads the text of such a file. Throws an error that names every fault: policies and settings that do not exist, which
 * the engine would let pass, and levels that are lower than they may be. The values themselves are checked by the engine.
 */
export function readStackSettings(yaml: string, policies: Policies): PolicyPackConfig {
    const content: unknown = parse(yaml) ?? {};
    if (!isRecord(content))
        throw new Error("The policy settings must name policies, each with its settings.");
    const faults = Object.entries(content).flatMap(([name, given]) => faultsOf(name, given, policies));
    if (faults.length > 0) {
        throw new Error(`The policy settings have ${faults.length} faults:\n- ${faults.join("\n- ")}`);
    }
    return content as PolicyPackConfig;
}

function faultsOf(name: string, given: unknown, policies: Policies): string[] {
    const policy = policies.find((one) => one.name === name);
    if (!policy) return [`${name} is no policy of the pack.`];
    const { enforcementLevel: level, ...values } = isRecord(given) ? given : { enforcementLevel: given };
    const allowed = Object.keys(policy.configSchema?.properties ?? {});
    return [
        ...(level === undefined || LEVELS.includes(shown(level))
            ? []
            : [`${name} has the level ${shown(level)}; allowed are ${LEVELS.join(", ")}.`]),
        ...(level !== undefined && level !== "mandatory" && !isDeviable(policy)
            ? [`${name} can't be lowered to ${shown(level)}: nobody may deviate from it.`]
            : []),
        ...Object.keys(values)
            .filter((key) => !allowed.includes(key))
            .map((key) => `${name} has no setting ${key}; it has ${allowed.join(", ") || "none"}.`),
    ];
}

const shown = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
