/** The comment on a pull request, as Markdown: what a merge would change, what the policies say of it, and its cost. */
import { code, table } from "../../policies/report/markdown-text";
import { parseUrn } from "../../policies/urn";
import { type Change, type Operation, OPERATIONS, type Plan } from "./plan";

/** GitHub allows 65,536 characters in a comment. */
const MOST_CHARACTERS = 65_000;

/** A longer list of one operation is folded. */
const SHOWN = 15;

const TITLES: Readonly<Record<Operation, string>> = {
    delete: "Deleted",
    replace: "Replaced",
    update: "Changed",
    create: "Created",
};

/** The first line, by which a workflow finds its own comment, whoever else comments. */
export const marker = (stack: string): string => `<!-- hrms:${stack.replace(/[<>]/g, "")} -->`;

const FINGERPRINT = /^<!-- hrms-plan:([0-9a-f]{64}) -->$/m;

/** The fingerprint of the plan that a comment showed. */
export const fingerprintIn = (comment: string): string | undefined => FINGERPRINT.exec(comment)?.[1];

export interface Sections {
    readonly plan: Plan;
    /** The policies' report in Markdown. */
    readonly policies: string;
    /** The cost in Markdown, if it was estimated. */
    readonly cost?: string;
    /** Address of the run, whose artifact has the drawing and the whole reports. */
    readonly run?: string;
}

/** What is too long is cut at a line, and the comment says so. */
export function renderComment({ plan, policies, cost, run }: Sections): string {
    const files = run === undefined ? "" : `[The drawing of the stack and the whole reports](${run})`;
    const head = [marker(plan.stack), `<!-- hrms-plan:${plan.fingerprint} -->`, renderPlan(plan), cost, files]
        .filter((block) => block !== undefined && block !== "")
        .join("\n\n");
    const text = `${head}\n\n${policies}`;
    if (text.length <= MOST_CHARACTERS) return text;
    const cut = text.slice(0, text.lastIndexOf("\n", MOST_CHARACTERS));
    return `${cut}\n\nThe rest is in the reports of the run.\n`;
}

/** The plan: names and reasons, no values. What destroys comes first. */
export function renderPlan({ stack, changes }: Plan): string {
    const groups = OPERATIONS.map((op) => [op, changes.filter((change) => change.op === op)] as const);
    const counts = groups.map(([op, { length }]) => `${length} ${TITLES[op].toLowerCase()}`).reverse();
    const lists = groups.filter(([, { length }]) => length > 0).map(([op, of]) => listOf(TITLES[op], of));
    const sentence = changes.length === 0 ? "Nothing changes." : `${counts.join(", ")}.`;
    return [`### Plan of ${stack}`, sentence, ...lists].join("\n\n");
}

function listOf(title: string, changes: readonly Change[]): string {
    const isCreation = changes.every(({ op }) => op === "create");
    const rows = changes.map(({ urn, because }) => {
        const { name, type } = parseUrn(urn);
        return [code(name), code(type), ...(isCreation ? [] : [because.map(code).join(", ")])];
    });
    const head = [title, "Type", ...(isCreation ? [] : ["Because of"])];
    const list = table(head, rows);
    return changes.length <= SHOWN
        ? list
        : `<details><summary>${title}: ${changes.length}</summary>\n\n${list}\n\n</details>`;
}
