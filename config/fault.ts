/** What is wrong with a stack's configuration, as data. `config/message.ts` turns it into sentences. */

/** A stack's configuration as Pulumi hands it over. */
export interface RawConfig {
    readonly stack: string;
    /** Namespaced keys and their text; lists and maps as JSON. An empty text counts as not set. */
    readonly values: Readonly<Record<string, string>>;
    /** Whether the stack file holds the key encrypted. Of a map: any entry of it, or the one of an {@link entryKey}. */
    readonly isSecret: (key: string) => boolean;
}

/** The value of a setting, as a message can show it. The text of a secret never gets here. */
export type Given = { readonly text: string } | "secret" | "unset";

interface Common {
    /** Full key, such as `hrms:domain`, or the {@link entryKey} of a map's entry. */
    readonly key: string;
    /** Ways to fix it, the best one first. Two with the same purpose are alternatives: a message shows the first that works. */
    readonly fixes: readonly Fix[];
}

export type Fault = Common &
    (
        | { readonly kind: "missing"; readonly allowed: string }
        | { readonly kind: "invalid"; readonly given: Given; readonly allowed: string }
        /** `meant` is the full key that was probably misspelt; `reason` is given if the key is known but useless. */
        | { readonly kind: "unknown"; readonly meant?: string; readonly reason?: string }
        /** `but` is a clause that says what the value does not fit; `rule` tells two conflicts of one setting apart. */
        | { readonly kind: "conflict"; readonly rule: number; readonly given: Given; readonly but: string }
        /** A secret in plain text. */
        | { readonly kind: "exposed" }
    );

/** One change of the configuration: one `pulumi` command. Keys are full ones. */
export type Change =
    /** `typed` is a shell expression that stands for the value in the command. */
    | { readonly do: "set"; readonly key: string; readonly value: string; readonly typed?: string }
    /** The command asks for the value, so that it appears in no shell history. */
    | { readonly do: "ask"; readonly key: string; readonly example: string }
    /** Carries the value of one key over to another one, without showing it. */
    | { readonly do: "copy"; readonly from: string; readonly key: string }
    /** Encrypts the value of one key under another one, or under the same. */
    | { readonly do: "encrypt"; readonly from: string; readonly key: string }
    | { readonly do: "remove"; readonly key: string }
    | { readonly do: "rename"; readonly stack: string };

export interface Fix {
    readonly changes: readonly Change[];
    /** What this way is for, after "To": "keep port 22 closed". */
    readonly purpose?: string;
    /** The value only shows what is allowed; only the user knows the right one. */
    readonly isExample?: boolean;
}

export const keyOf = (name: string): string => `hrms:${name}`;

export const asText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** The key of a map's entry, as a path: `hrms:environment["LDAP_HOST"]`. */
export const entryKey = (key: string, entry: string): string => `${key}[${JSON.stringify(entry)}]`;

/** The key of the setting, and the entry if the key is an {@link entryKey}. */
export function partsOf(key: string): [setting: string, entry?: string] {
    const [, setting, entry] = /^([^[]+)\[(".*")\]$/s.exec(key) ?? [];
    return setting === undefined || entry === undefined ? [key] : [setting, JSON.parse(entry) as string];
}

/** Sets a setting, by its short name. */
export const set = (name: string, value: unknown, typed?: string): Change => ({
    do: "set",
    key: keyOf(name),
    value: asText(value),
    ...(typed !== undefined && { typed }),
});

/** Removes a setting, by its short name. */
export const unset = (name: string): Change => ({ do: "remove", key: keyOf(name) });

/** Sets a list, or removes the setting if nothing is left of it. */
export const setList = (name: string, values: readonly string[]): Change =>
    values.length > 0 ? set(name, values) : unset(name);

/** The configuration after the changes. */
export function applied(raw: RawConfig, changes: readonly Change[]): RawConfig {
    return changes.reduce((before, change): RawConfig => {
        if (change.do === "rename") {
            return { ...before, stack: change.stack };
        }
        const encrypts = change.do === "ask" || change.do === "encrypt";
        const [setting, entry] = partsOf(change.key);
        return {
            ...before,
            values: withValue(before.values, change.key, newValue(before, change)),
            isSecret: (key) =>
                key === change.key || (entry !== undefined && encrypts && key === setting)
                    ? encrypts
                    : before.isSecret(key),
        };
    }, raw);
}

/** The value of a key, or of an entry of a map. */
function valueOf(values: RawConfig["values"], key: string): string | undefined {
    const [setting, entry] = partsOf(key);
    const text = values[setting];
    return entry === undefined || text === undefined ? text : asText(entriesIn(text)[entry] ?? "");
}

/** The values with another one; undefined removes it. */
function withValue(values: RawConfig["values"], key: string, value: string | undefined): RawConfig["values"] {
    const [setting, entry] = partsOf(key);
    const without = (from: Readonly<Record<string, unknown>>, name: string) =>
        Object.fromEntries(Object.entries(from).filter(([other]) => other !== name));
    if (entry !== undefined) {
        const others = without(entriesIn(values[setting] ?? ""), entry);
        const left = value === undefined ? others : { ...others, [entry]: value };
        return { ...values, [setting]: JSON.stringify(left) };
    }
    const others = without(values, key) as RawConfig["values"];
    return value === undefined ? others : { ...others, [key]: value };
}

/** The entries of a map; none if the text is not one. */
export function entriesIn(text: string): Readonly<Record<string, unknown>> {
    try {
        const map: unknown = JSON.parse(text);
        return typeof map === "object" && !Array.isArray(map) ? ((map ?? {}) as Record<string, unknown>) : {};
    } catch {
        return {};
    }
}

/** The value of the change's key afterwards; undefined if it is gone. */
function newValue(before: RawConfig, change: Exclude<Change, { do: "rename" }>): string | undefined {
    switch (change.do) {
        case "set":
            return change.value;
        case "ask":
            return change.example;
        case "copy":
        case "encrypt":
            return valueOf(before.values, change.from);
        case "remove":
            return undefined;
    }
}
