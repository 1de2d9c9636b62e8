/** Variables that the settings read and that hosts do not set. */
import { ENVIRONMENT_NAMES, isFreeName } from "../../config/environment";
import { nearest } from "../../config/nearest";
import type { Fact } from "../facts";
import { giveVariable, setTo } from "../remedies";
import { rule, type Rule } from "../rule";
import { aliases, aliasFor, isKnown } from "../settings";

type Read = Fact<"environment-read">;

/**
 * Whether the code gets there: not if a condition around it wants another variable that hosts do not have. Conditions also
 * name settings such as DEBUG; a name with an underscore is taken for a variable.
 */
const reached = ({ guards, guarded }: Read): boolean =>
    !guarded && guards.every((name) => isKnown(name) || !name.includes("_"));

/** Names that the system or the platform sets, or that only development tools read. */
const OF_THE_SYSTEM =
    /^(PATH|HOME|USER|LANG|TZ|PWD|HOSTNAME|TMPDIR|CI|PORT|PYTHON\w*|VIRTUAL_ENV|DJANGO_SETTINGS_MODULE|GITHUB_\w+|HRMS_\w+|TEST\w*|DYNO)$/;

export const ENVIRONMENT: readonly Rule[] = [
    rule({
        id: "variable-required",
        severity: "error",
        of: "environment-read",
        when: (read) =>
            read.required && reached(read) && !isKnown(read.name) && !OF_THE_SYSTEM.test(read.name),
        what: ({ name }) => `The settings need ${name}, which hosts do not set.`,
        consequence: "The application does not start without it.",
        fix: ({ name }, project) =>
            aliasFor(name) === undefined
                ? (giveVariable(name) ?? `Give it a default: ${suggestion(name)}`)
                : setTo("environmentAliases", aliases(project)),
    }),
    rule({
        id: "variable-optional",
        severity: "info",
        of: "environment-read",
        when: (read) =>
            !read.required && reached(read) && isFreeName(read.name) && !OF_THE_SYSTEM.test(read.name),
        what: ({ name }) => `The settings read ${name}, which hosts do not set.`,
        consequence: "The application runs with the default in the code.",
        fix: ({ name }, project) =>
            aliasFor(name) === undefined
                ? `To give it another value: ${giveVariable(name) ?? ""}`
                : `To give it what hosts have: ${setTo("environmentAliases", aliases(project))}`,
    }),
];

function suggestion(name: string): string {
    const meant = nearest(name, ENVIRONMENT_NAMES);
    return meant === undefined
        ? `os.environ.get("${name}", "…")`
        : `read ${meant}, which hosts set: os.environ.get("${meant}", "…")`;
}
