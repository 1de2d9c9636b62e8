/** Conflicts of what the application is told: names of variables, and paths of the login. */
import { aliasPairs, ENVIRONMENT_NAMES, isFreeName } from "../environment";
import { set, setList, type Fix } from "../fault";
import { nearest } from "../nearest";
import type { Conflict } from "./conflict";

/** They become one regular expression of the firewall, which takes 512 characters; the rest is its frame. */
const MAX_LOGIN_PATHS = 508;

export const keep = (aliases: readonly string[], purpose?: string): Fix => ({
    changes: [setList("environmentAliases", aliases)],
    ...(purpose !== undefined && { purpose }),
});

export const APPLICATION: readonly Conflict[] = [
    {
        setting: "environmentAliases",
        when: ({ environmentAliases }) => unknownNames(environmentAliases).length > 0,
        but: ({ environmentAliases }) =>
            `hosts have no ${unknownNames(environmentAliases).join(", ")}; the name after "=" must be one of ${[...ENVIRONMENT_NAMES].sort().join(", ")}`,
        fixes: ({ environmentAliases }) => [
            keep(
                aliasPairs(environmentAliases).map(([own, known]) => {
                    const isKnown = ENVIRONMENT_NAMES.includes(known);
                    return `${own}=${isKnown ? known : (likeliest(known) ?? known)}`;
                }),
            ),
            keep(
                environmentAliases.filter((alias) => unknownNames([alias]).length === 0),
                "drop the entries that hosts cannot fill",
            ),
        ],
    },
    {
        setting: "environmentAliases",
        when: ({ environmentAliases }) => takenNames(environmentAliases).length > 0,
        but: ({ environmentAliases }) =>
            `${takenNames(environmentAliases).join(", ")} already has a meaning for hosts or libraries`,
        fixes: ({ environmentAliases }) => [
            keep(
                environmentAliases.filter((alias) => takenNames([alias]).length === 0),
                "drop these entries, so that the project reads the variables as they are",
            ),
        ],
    },
    {
        setting: "environmentAliases",
        when: ({ environmentAliases }) => repeatedNames(environmentAliases).length > 0,
        but: ({ environmentAliases }) =>
            `it gives ${repeatedNames(environmentAliases).join(", ")} more than one value`,
        fixes: ({ environmentAliases }) => [
            keep(
                environmentAliases.filter(
                    (alias, index) =>
                        !repeatedNames(environmentAliases.slice(0, index + 1)).some((name) =>
                            alias.startsWith(`${name}=`),
                        ),
                ),
                "keep the first entry of each name",
            ),
        ],
    },
    {
        setting: "loginPaths",
        when: ({ loginPaths }) => loginPaths.join("|").replaceAll(".", "\\.").length > MAX_LOGIN_PATHS,
        but: () => `the firewall can take only ${MAX_LOGIN_PATHS} characters in all`,
        fixes: ({ loginPaths }) =>
            shorter(loginPaths).map((paths) => ({
                changes: [set("loginPaths", paths)],
                purpose: "keep the paths that fit",
            })),
    },
];

/** The name that hosts know, by similarity or because it starts like the one given: DB_PASS, DB_PASSWORD. */
const likeliest = (name: string): string | undefined =>
    nearest(name, ENVIRONMENT_NAMES) ?? ENVIRONMENT_NAMES.find((known) => known.startsWith(name));

function unknownNames(aliases: readonly string[]): string[] {
    return aliasPairs(aliases).flatMap(([, known]) => (ENVIRONMENT_NAMES.includes(known) ? [] : [known]));
}

function takenNames(aliases: readonly string[]): string[] {
    return aliasPairs(aliases).flatMap(([own]) => (isFreeName(own) ? [] : [own]));
}

function repeatedNames(aliases: readonly string[]): string[] {
    const names = aliasPairs(aliases).map(([own]) => own);
    return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

/** The beginnings of a list, the longest first. */
const shorter = (list: readonly string[]): string[][] =>
    list.map((_, index) => list.slice(0, list.length - 1 - index)).filter(({ length }) => length > 0);
