/** Reads each setting by itself: what is missing, invalid, unknown, or a secret in plain text. */
import * as pulumi from "@pulumi/pulumi";
import {
    asText,
    entriesIn,
    entryKey,
    keyOf,
    set,
    unset,
    type Change,
    type Fault,
    type Fix,
    type Given,
    type RawConfig,
} from "./fault";
import { repaired } from "./kinds";
import { COMPANIONS, LIKELY, type PublicSettings } from "./likely";
import { nearest } from "./nearest";
import { longestFirst } from "./own-variables";
import type { Profile, Setting } from "./setting";

type Table = Readonly<Record<string, Setting<unknown>>>;

/** Somebody who confuses the two halves of a key must not find the private one in a log. */
const PRIVATE_KEY = "PRIVATE KEY";

/** What an empty list or map looks like: as if it were not set. */
const EMPTY = { string: "", array: "[]", object: "{}" } as const;

interface Parsed {
    /** Complete only if there are no faults. */
    readonly values: Record<string, unknown>;
    readonly faults: readonly Fault[];
}

/** Reads every setting of the table. Nothing is thrown: all faults come back together. */
export function parseSettings(table: Table, raw: RawConfig): Parsed {
    const profile: Profile = raw.values[keyOf("profile")] === "starter" ? "starter" : "production";
    const unknown = unknownKeys(table, raw);
    const misspelt = unknown.map((fault) => fault.meant);
    const read = Object.entries(table).map(([name, setting]) => {
        const given = raw.values[keyOf(name)] ?? "";
        const isUnset = given === "" || given === EMPTY[setting.kind.declared];
        const value = isUnset ? setting.defaultFor(profile) : setting.kind.schema.safeParse(given);
        return { name, setting, given, isUnset, value };
    });
    const values: Record<string, unknown> = { stack: raw.stack };
    for (const { name, setting, isUnset, value } of read) {
        if (isUnset) {
            values[name] = value;
        } else if ((value as { success: boolean }).success) {
            const { data } = value as { data: unknown };
            values[name] = setting.secret ? asSecret(data) : data;
        }
    }
    const shown = withoutSecrets(values, raw);
    const faults = read.flatMap(({ name, setting, given, isUnset }): Fault[] => {
        const key = keyOf(name);
        const { allowed } = setting.kind;
        if (isUnset) {
            // A misspelt key is one mistake, not two.
            const isMissing = setting.required && !misspelt.includes(key);
            return isMissing
                ? [{ kind: "missing", key, allowed, fixes: examples(name, setting, shown) }]
                : [];
        }
        const isMap = setting.kind.declared === "object";
        const isHidden = setting.secret || isMap || raw.isSecret(key);
        if (!(name in values)) {
            const fixes = isMap
                ? entryFixes(key, setting, given)
                : isHidden
                  ? [ask(key, setting)]
                  : replacements(name, setting, given, profile, shown);
            const isShown = !isHidden && !given.includes(PRIVATE_KEY);
            return [{ kind: "invalid", key, given: isShown ? { text: given } : "secret", allowed, fixes }];
        }
        const secrets = isMap ? Object.keys(entriesIn(given)).map((entry) => entryKey(key, entry)) : [key];
        return secrets
            .filter((secret) => setting.secret && !raw.isSecret(secret))
            .map((secret) => ({
                kind: "exposed",
                key: secret,
                fixes: [{ changes: [{ do: "encrypt", from: secret, key: secret }] }],
            }));
    });
    return { values, faults: [...unknown, ...faults] };
}

/** A secret text, or a map of them, whose names are no secrets. */
const asSecret = (data: unknown): unknown =>
    isMapOfTexts(data)
        ? Object.fromEntries(Object.entries(data).map(([name, text]) => [name, pulumi.secret(text)]))
        : pulumi.secret(data);

const isMapOfTexts = (value: unknown): value is Readonly<Record<string, string>> =>
    typeof value === "object" && value !== null && !Array.isArray(value);

/** The value of a setting as a message can show it. No message shows the values of a map. */
export function givenOf(key: string, value: unknown, raw: RawConfig): Given {
    if (value === undefined || asText(value) === "[]") {
        return "unset";
    }
    return raw.isSecret(key) || raw.values[key]?.startsWith("{") ? "secret" : { text: asText(value) };
}

/** The settings that the stack file keeps in plain text: only these can be part of a message. */
function withoutSecrets(values: Readonly<Record<string, unknown>>, raw: RawConfig): PublicSettings {
    return Object.fromEntries(Object.entries(values).filter(([name]) => !raw.isSecret(keyOf(name))));
}

const ask = (key: string, { example }: Setting<unknown>): Fix => ({ changes: [{ do: "ask", key, example }] });

/** Sets the entries of a map that are not allowed, or the first one of a map. No command shows a value that was given. */
function entryFixes(key: string, { kind, secret, example }: Setting<unknown>, given: string): Fix[] {
    const [name = "", value] = Object.entries(entriesIn(example))[0] ?? [];
    const put = (entry: string, text: string): Change =>
        secret
            ? { do: "ask", key: entryKey(key, entry), example: text }
            : { do: "set", key: entryKey(key, entry), value: text };
    // Some maps hold any text.
    const isAllowed = kind.schema.safeParse(JSON.stringify({ [name]: "VALUE" })).success;
    const anyValue = isAllowed ? "VALUE" : asText(value);
    const wrong = kind.wrongEntries?.(given);
    if (wrong?.length === 0) {
        return longestFirst(entriesIn(given)).map((names) => ({
            changes: names.map((entry) => ({ do: "remove", key: entryKey(key, entry) })),
            purpose: "do without the longest",
        }));
    }
    return [
        wrong === undefined
            ? { changes: [{ do: "remove", key }, put(name, asText(value))], isExample: true }
            : { changes: wrong.map((entry) => put(entry, anyValue)), isExample: true },
    ];
}

/** Values that only show what is allowed, those that fit the other settings first. */
function examples(name: string, setting: Setting<unknown>, settings: PublicSettings): Fix[] {
    const likely = LIKELY[name]?.(settings) ?? [];
    return [
        ...likely.map((value): Fix => ({ changes: [set(name, value)], isExample: true })),
        { changes: [set(name, setting.example, setting.typed)], isExample: true },
    ];
}

/** Values in place of one that is not allowed: what was probably meant, else the default, else an example. */
function replacements(
    name: string,
    setting: Setting<unknown>,
    given: string,
    profile: Profile,
    settings: PublicSettings,
): Fix[] {
    const meant = repaired(setting.kind, given);
    const fallback = setting.defaultFor(profile);
    const hasDefault = fallback !== undefined && asText(fallback) !== "[]";
    const alone: Fix[] = [
        ...(meant === undefined ? [] : [{ changes: [set(name, meant)] }]),
        ...(hasDefault ? [{ changes: [set(name, fallback)], isExample: true }] : []),
        ...examples(name, setting, settings),
        // An example can be at odds with other settings; without a value the default is in force.
        ...(setting.required ? [] : [{ changes: [unset(name)] }]),
    ];
    const companions = COMPANIONS[name];
    return companions === undefined
        ? alone
        : alone.flatMap((fix) => [fix, { ...fix, changes: [...fix.changes, ...companions] }]);
}

type UnknownKey = Fault & { readonly kind: "unknown" };

function unknownKeys(table: Table, raw: RawConfig): UnknownKey[] {
    return Object.entries(raw.values).flatMap(([key, value]): UnknownKey[] => {
        const [namespace, name = ""] = key.split(":");
        if (namespace === "aws") {
            const reason = "has no effect, because this program configures the AWS provider itself";
            return [{ kind: "unknown", key, reason, fixes: providerFixes(key, name, value, raw) }];
        }
        if (namespace !== "hrms" || name in table) {
            return [];
        }
        const meant = nearest(name, Object.keys(table));
        const fixes = [
            ...(meant === undefined ? [] : moves(key, meant, table, raw)),
            { changes: [{ do: "remove" as const, key }] },
        ];
        return [{ kind: "unknown", key, ...(meant !== undefined && { meant: keyOf(meant) }), fixes }];
    });
}

/** Carries the value of a misspelt key over to the right one, as it is or repaired, and then removes the wrong one. */
function moves(from: string, name: string, table: Table, raw: RawConfig): Fix[] {
    const [value = "", setting] = [raw.values[from], table[name]];
    if (setting === undefined || (raw.values[keyOf(name)] ?? "") !== "") {
        return [];
    }
    const remove: Change = { do: "remove", key: from };
    if (setting.kind.declared === "object") {
        const carry = setting.secret || raw.isSecret(from) ? "encrypt" : "copy";
        const carried = Object.keys(entriesIn(value)).map((entry): Change => ({
            do: carry,
            from: entryKey(from, entry),
            key: entryKey(keyOf(name), entry),
        }));
        return carried.length > 0 ? [{ changes: [...carried, remove] }] : [];
    }
    if (setting.secret || raw.isSecret(from)) {
        return [{ changes: [{ do: "encrypt", from, key: keyOf(name) }, remove] }];
    }
    const texts = [value, repaired(setting.kind, value)].filter((text) => text !== undefined);
    return texts.map((text) => ({ changes: [set(name, text), remove] }));
}

/** The provider's settings that have an equivalent here. */
const PROVIDER_SETTINGS: Readonly<Record<string, string>> = {
    region: "region",
    allowedAccountIds: "awsAccountId",
};

function providerFixes(key: string, name: string, value: string, raw: RawConfig): Fix[] {
    const own = PROVIDER_SETTINGS[name];
    const remove: Change = { do: "remove", key };
    const isFree = own !== undefined && (raw.values[keyOf(own)] ?? "") === "" && !raw.isSecret(key);
    const carried: Fix[] = isFree
        ? [{ changes: [set(own, /^\["(.*)"\]$/.exec(value)?.[1] ?? value), remove] }]
        : [];
    return [...carried, { changes: [remove] }];
}
