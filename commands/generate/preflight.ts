/** docs/preflight.md, made from the table of findings. */
import { ACTIONS } from "../../preflight/actions";
import { KINDS, SUBJECTS, type Kind, type Subject } from "../../preflight/kinds";

const MARKS: Readonly<Record<Kind["severity"], string>> = {
    blocks: "blocks",
    warns: "warns",
    unknown: "not known",
};

function section([subject, title]: [string, string]): string[] {
    const rows = Object.entries<Kind>(KINDS)
        .filter(([, kind]) => kind.subject === (subject as Subject))
        .map(
            ([id, { severity, what, why, fix }]) =>
                `| \`${id}\` | ${MARKS[severity]} | ${what} | ${why} | ${fix} |`,
        );
    return [`## ${title}`, "", "| Finding | | What | Why | Fix |", "|---|---|---|---|---|", ...rows, ""];
}

export const preflightPage = (): string =>
    [
        "# What `npx hrms preflight` finds",
        "",
        "Made from `preflight/kinds.ts` by `npx hrms generate`.",
        "",
        "Run it before the first `pulumi preview`, with the credentials that Pulumi will have:",
        "",
        "```sh",
        "npx hrms preflight --stack prod",
        "```",
        "",
        "It only reads. It plans the stack in memory to know what it needs, asks the account, and lists everything at once, each",
        "with a reason and a fix. What blocks stops `pulumi up`; the exit code is then 1. A warning stops nothing. What could not be",
        "asked is told as not known, with the action that the credentials lack. `--all` also shows what is well, and `--json` prints",
        "everything for programs.",
        "",
        "A company can have other answers in its own network than the world has: `--name-server 1.1.1.1` asks the public DNS.",
        "",
        "Once the stack's VPC exists, what exists once and the names are the stack's own and not asked about. Contacts who have not",
        "confirmed are told then. Names of buckets, roles, databases, caches and load balancers end with characters that Pulumi",
        "chooses; nobody can have taken them. ElastiCache does not say what it offers, so a node type that nobody can reserve counts",
        "as one that the region lacks.",
        "",
        ...Object.entries(SUBJECTS).flatMap(section),
        "## The permissions that it needs",
        "",
        "`npx hrms preflight --policy` prints them as a policy. Each only reads:",
        "",
        ...[...new Set<string>(Object.values(ACTIONS))].sort().map((action) => `- \`${action}\``),
        "",
    ].join("\n");
