/** The settings of a policy: a JSON schema, which Pulumi checks, with types for the rule that reads them. */
import type { PolicyConfigSchema } from "@pulumi/policy";
import type { PolicyConfigJSONSchema } from "@pulumi/policy/schema";

/** One setting with its allowed values and its default. */
export interface Setting<T> {
    readonly schema: PolicyConfigJSONSchema;
    readonly default: T;
}

export type Settings = Readonly<Record<string, Setting<unknown>>>;

export type Values<S extends Settings> = {
    readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never;
};

interface IntegerRange {
    readonly minimum: number;
    readonly maximum: number;
}

/** A whole number. The description gives its unit. */
export function integer(
    description: string,
    byDefault: number,
    { minimum, maximum }: IntegerRange,
): Setting<number> {
    return {
        schema: { type: "integer", description, default: byDefault, minimum, maximum },
        default: byDefault,
    };
}

/** A list of texts that must each match the pattern. */
export function texts(
    description: string,
    byDefault: readonly string[],
    pattern: string,
): Setting<readonly string[]> {
    return {
        schema: { type: "array", description, default: [...byDefault], items: { type: "string", pattern } },
        default: byDefault,
    };
}

/** One of a few words. */
export function choice<T extends string>(
    description: string,
    byDefault: T,
    allowed: readonly T[],
): Setting<T> {
    return {
        schema: { type: "string", description, default: byDefault, enum: [...allowed] },
        default: byDefault,
    };
}

/** A sentence that says who or why, or an empty text. Fewer than 20 characters say too little. */
export function sentence(description: string): Setting<string> {
    return {
        schema: { type: "string", description, default: "", pattern: "^(|.{20,})$" },
        default: "",
    };
}

export function settingsSchema(settings: Settings): PolicyConfigSchema {
    return {
        properties: Object.fromEntries(Object.entries(settings).map(([name, { schema }]) => [name, schema])),
    };
}

/**
 * The values that a rule sees. The engine checks them against the schema and fills in the defaults. Without an engine,
 * this function fills them in. Throws on an unknown name, which the engine accepts.
 */
export function valuesOf<S extends Settings>(
    policy: string,
    settings: S | undefined,
    given: object,
): Values<S> {
    const defaults = Object.fromEntries(
        Object.entries(settings ?? {}).map(([name, setting]) => [name, setting.default]),
    );
    const unknown = Object.keys(given).filter((name) => !(name in defaults));
    if (unknown.length > 0) {
        throw new Error(
            `The policy ${policy} has no setting ${unknown.join(", ")}; it has ${Object.keys(defaults).join(", ") || "none"}.`,
        );
    }
    return { ...defaults, ...given } as Values<S>;
}
