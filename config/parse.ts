import * as pulumi from "@pulumi/pulumi";
import { closest, distance } from "fastest-levenshtein";
import type { Profile, Setting } from "./setting";

/** A stack's configuration as Pulumi hands it over. */
export interface RawConfig {
    readonly stack: string;
    /** Namespaced keys and their text; lists as JSON. An empty text counts as not set. */
    readonly values: Readonly<Record<string, string>>;
    /** Whether the stack file holds the key encrypted. */
    readonly isSecret: (key: string) => boolean;
}

/** One thing that is wrong with the configuration. */
export interface Fault {
    /** Full key, such as `hrms:domain`. */
    readonly key: string;
    /** The value as given, never that of a secret; undefined where it is missing. */
    readonly given: string | undefined;
    /** What is wrong or what is allowed, continuing "<key> is <given>: …". */
    readonly problem: string;
    /** What to do. */
    readonly remedy: string;
}

type Table = Readonly<Record<string, Setting<unknown>>>;

export const keyOf = (name: string): string => `hrms:${name}`;

/**
 * Reads every setting of the table; `values` is complete only where there are no faults.
 * Nothing is thrown: all faults come back together.
 */
export function parseSettings(
    table: Table,
    raw: RawConfig,
): { values: Record<string, unknown>; faults: Fault[] } {
    const profile: Profile = raw.values[keyOf("profile")] === "starter" ? "starter" : "production";
    const values: Record<string, unknown> = { stack: raw.stack };
    const faults = unknownKeys(table, raw);
    for (const [name, setting] of Object.entries(table)) {
        const key = keyOf(name);
        const given = raw.values[key] ?? "";
        const isUnset = given === "" || (given === "[]" && setting.kind.declared === "array");
        if (isUnset) {
            values[name] = setting.defaultFor(profile);
            if (setting.required) {
                faults.push({
                    key,
                    given: undefined,
                    problem: `must be ${setting.kind.allowed}`,
                    remedy: remedyFor(key, setting),
                });
            }
            continue;
        }
        const fault = secrecyFault(key, setting, raw);
        const parsed = setting.kind.schema.safeParse(given);
        if (fault) {
            faults.push(fault);
        } else if (!parsed.success) {
            const shown = setting.secret ? "[secret]" : given;
            faults.push({
                key,
                given: shown,
                problem: `must be ${setting.kind.allowed}`,
                remedy: remedyFor(key, setting),
            });
        } else {
            values[name] = setting.secret ? pulumi.secret(parsed.data) : parsed.data;
        }
    }
    return { values, faults };
}

function secrecyFault(key: string, setting: Setting<unknown>, raw: RawConfig): Fault | undefined {
    if (setting.secret && !raw.isSecret(key)) {
        const problem = "stands in the stack file in plain text";
        return {
            key,
            given: "[secret]",
            problem,
            remedy: `run: pulumi config set --secret ${key}, and change the secret where it was issued`,
        };
    }
    return undefined;
}

function unknownKeys(table: Table, raw: RawConfig): Fault[] {
    return Object.entries(raw.values).flatMap(([key, value]) => {
        const [namespace, name = ""] = key.split(":");
        if (namespace === "aws") {
            const problem = "has no effect, for the program makes its own AWS provider";
            return [
                {
                    key,
                    given: value,
                    problem,
                    remedy: `run: pulumi config rm ${key}, and use hrms:region, hrms:awsAccountId or AWS_PROFILE`,
                },
            ];
        }
        if (namespace !== "hrms" || name in table) {
            return [];
        }
        const nearest = closest(name, Object.keys(table));
        const hint = distance(name, nearest) <= 3 ? `; did you mean ${keyOf(nearest)}?` : "";
        const given = raw.isSecret(key) ? "[secret]" : value;
        return [
            {
                key,
                given,
                problem: `is no setting of this program${hint}`,
                remedy: `run: pulumi config rm ${key}`,
            },
        ];
    });
}

function remedyFor(key: string, setting: Setting<unknown>): string {
    if (setting.secret) {
        return `run: pulumi config set --secret ${key}`;
    }
    return `run: pulumi config set ${key} ${/[[\s]/.test(setting.example) ? `'${setting.example}'` : setting.example}`;
}

/** One message for all faults. */
export function describeFaults(stack: string, faults: readonly Fault[]): string {
    const count = faults.length === 1 ? "a fault" : `${faults.length} faults`;
    const lines = faults.map(({ key, given, problem, remedy }) => {
        const value = given === undefined ? "is missing" : `is ${JSON.stringify(given)}`;
        return `  ${key} ${value}: ${problem}.\n      To mend it, ${remedy}`;
    });
    return [`The configuration of stack ${stack} has ${count}; nothing was changed.`, ...lines].join("\n");
}
