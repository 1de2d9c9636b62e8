/** docs/simulated-aws.md: every type that the simulated AWS knows, and what it rejects. */
import messages from "../../simulator/messages.json";
import { allRefusals, dataSources, resourceTypes } from "../../simulator/registry";
import type { Refusal, Rejection, ResourceType } from "../../simulator/resource-type";
import { tagRefusals } from "../../simulator/tags";

const MESSAGES: Readonly<Partial<Record<string, readonly string[]>>> = messages;

export function simulatedAwsPage(): string {
    const types = byToken(resourceTypes);
    const services = new Set(types.map(serviceOf));
    return [
        "# The simulated AWS",
        "",
        "Made from `simulator/` by `npm run generate`.",
        "",
        `The simulated AWS knows ${types.length} resource types of ${services.size} services and makes ${allRefusals.length} checks. Each check`,
        "links to the page that states the limit, and shows the message that its test provokes. Error codes and wording are",
        "AWS's if they are known. Limits that are not listed here are not simulated: only a preview in a real account is final.",
        "",
        "A change of `region` replaces every resource that has one.",
        "",
        "## All resources with tags",
        "",
        ...checksTable(tagRefusals),
        ...[...services].flatMap((service) => [
            `## ${service}`,
            "",
            ...types.filter((type) => serviceOf(type) === service).flatMap(typeSection),
        ]),
        "## Data sources",
        "",
        ...byToken(dataSources).map(({ token }) => `- \`${token}\``),
        "",
    ].join("\n");
}

const byToken = <T extends { readonly token: string }>(list: readonly T[]): T[] =>
    [...list].sort((a, b) => (a.token < b.token ? -1 : 1));

/** `rds` of `aws:rds/instance:Instance`, `random` of `random:index/randomId:RandomId`. */
function serviceOf({ token }: ResourceType): string {
    const [pkg = "", module = ""] = token.split(":");
    return pkg === "aws" ? (module.split("/")[0] ?? "") : pkg;
}

function typeSection({
    token,
    required = [],
    replaceOn,
    refusals = [],
    refuseUpdate,
    refuseDelete,
}: ResourceType): string[] {
    return [
        `### ${token}`,
        "",
        ...sentence("Required:", required.map(code).join(", ")),
        ...sentence(
            "Changes that replace it:",
            replaceOn
                .filter((name) => name !== "region")
                .map(code)
                .join(", "),
        ),
        ...sentence("An update is rejected if", condition(refuseUpdate)),
        ...sentence("Deletion is rejected if", condition(refuseDelete)),
        ...checksTable(refusals),
    ];
}

const sentence = (start: string, rest: string): string[] => (rest === "" ? [] : [`${start} ${rest}.`, ""]);

const condition = (rejection?: Pick<Rejection<never>, "when" | "source">): string =>
    rejection === undefined ? "" : `${rejection.when} ([source](${rejection.source}))`;

function checksTable(refusals: readonly Refusal[]): string[] {
    if (refusals.length === 0) return [];
    return [
        "| Check | Message, for example | |",
        "|---|---|---|",
        ...refusals.map(({ id, source }) => `| ${id} | ${cell(code(exampleOf(id)))} | [source](${source}) |`),
        "",
    ];
}

/** The message of the first test case, without the property at fault. */
function exampleOf(id: string): string {
    const message = MESSAGES[id]?.[0];
    if (message === undefined) {
        throw new Error(
            `simulator/messages.json has no message of ${id}. Run: UPDATE=1 npx jest test/engine/refusals`,
        );
    }
    const text = message.split(". Examine values at ")[0] ?? "";
    // What a test repeats to exceed a length tells a reader nothing.
    return text.replace(/(.)\1{30,}/g, "$1$1$1…");
}

const code = (text: string): string => (text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``);

/** Text in a cell of a Markdown table. */
const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
