/** Conflicts of the project's own variables: names that hosts cannot give, and more than an environment holds. */
import type { Settings } from "../../config";
import { aliasPairs, environmentBytes, isFreeName } from "../environment";
import { entryKey, keyOf, type Change, type Fix } from "../fault";
import { longestFirst, MAX_ENVIRONMENT_BYTES } from "../own-variables";
import { keep } from "./application";
import type { Conflict } from "./conflict";

type Own = "environment" | "environmentSecrets";

const remove = (setting: Own, name: string): Change => ({
    do: "remove",
    key: entryKey(keyOf(setting), name),
});

/** Names with what `fault` finds wrong. */
const conflict = (
    setting: Own,
    wrong: (name: string, settings: Settings) => boolean,
    but: (names: string) => string,
    fixes: (names: readonly string[], settings: Settings) => readonly Fix[],
): Conflict => {
    const found = (settings: Settings): string[] =>
        Object.keys(settings[setting]).filter((name) => wrong(name, settings));
    return {
        setting,
        when: (settings) => found(settings).length > 0,
        but: (settings) => but(found(settings).join(", ")),
        fixes: (settings) => fixes(found(settings), settings),
    };
};

/** Longer names work too, but nobody types them. */
const isName = (name: string): boolean => /^[A-Za-z_]\w{0,63}$/.test(name);

const aliased = ({ environmentAliases }: Settings): string[] =>
    aliasPairs(environmentAliases).map(([own]) => own);

const ofBoth = (["environment", "environmentSecrets"] as const).flatMap((setting): Conflict[] => [
    conflict(
        setting,
        (name) => !isName(name),
        (names) =>
            `${names} cannot be the name of a variable: it takes letters, digits and underscores, no digit first, and at most 64`,
        (names) => [
            {
                changes: names.flatMap((name) => {
                    const from = entryKey(keyOf(setting), name);
                    const key = entryKey(keyOf(setting), nameLike(name));
                    return [
                        { do: setting === "environment" ? "copy" : "encrypt", from, key },
                        remove(setting, name),
                    ];
                }),
            },
            { changes: names.map((name) => remove(setting, name)) },
        ],
    ),
    conflict(
        setting,
        (name) => isName(name) && !isFreeName(name),
        (names) => `${names} already has a meaning for hosts or libraries`,
        (names) => [
            { changes: names.map((name) => remove(setting, name)), purpose: "leave it to the hosts" },
        ],
    ),
    conflict(
        setting,
        (name, settings) => aliased(settings).includes(name),
        (names) => `hrms:environmentAliases gives ${names} a value too`,
        (names, { environmentAliases }) => [
            keep(
                environmentAliases.filter((alias) => !names.some((name) => alias.startsWith(`${name}=`))),
                "keep the project's own value",
            ),
            { changes: names.map((name) => remove(setting, name)), purpose: "keep the alias" },
        ],
    ),
]);

export const ENVIRONMENT: readonly Conflict[] = [
    ...ofBoth,
    conflict(
        "environment",
        (name, { environmentSecrets }) => name in environmentSecrets,
        (names) => `hrms:environmentSecrets gives ${names} a value too`,
        (names) => [
            {
                changes: names.map((name) => remove("environmentSecrets", name)),
                purpose: "keep the plain value",
            },
            { changes: names.map((name) => remove("environment", name)), purpose: "keep the secret" },
        ],
    ),
    {
        setting: "environment",
        // Without variables of the project's own, nothing makes it so long.
        when: (settings) => environmentBytes(settings) > MAX_ENVIRONMENT_BYTES,
        but: (settings) =>
            `the environment of the hosts would take up to ${environmentBytes(settings)} bytes, and an SSM parameter holds ${MAX_ENVIRONMENT_BYTES}`,
        fixes: ({ environment }) =>
            longestFirst(environment).map((names) => ({
                changes: names.map((name) => remove("environment", name)),
                purpose: "do without the longest, which the project can read from a file of its release",
            })),
    },
];

/** The name with everything replaced that is not allowed. */
const nameLike = (name: string): string =>
    name
        .trim()
        .replace(/\W+/g, "_")
        .replace(/^(?=\d)/, "_")
        .slice(0, 64);
