/** What the workflows write on GitHub: a comment on a pull request, a word on the plan of a merge, an issue about a night. */
import * as fs from "node:fs";
import * as path from "node:path";
import { fingerprintIn, marker } from "../../reports/pull-request/comment";
import { readPlan } from "../../reports/pull-request/plan";
import { GitHub, type Comment } from "./api";

export interface Options {
    readonly stack: string;
    /** Folder of the results of `npx hrms ci`. */
    readonly out: string;
}

/** Writes the pull request's comment, or updates it. Returns the exit code. */
export async function comment({ stack, out }: Options): Promise<number> {
    const github = GitHub.from();
    const number = GitHub.numberIn(fs.readFileSync(process.env.GITHUB_EVENT_PATH ?? "", "utf8"));
    const body = fs.readFileSync(path.join(out, "comment.md"), "utf8");
    const own = ownOf(stack, await github.comments(number));
    if (own === undefined) await github.createComment(number, body);
    else await github.updateComment(own.id, body);
    console.log(`${own === undefined ? "Written" : "Updated"}: the comment on #${number}.`);
    return 0;
}

/** People can quote the marker in comments of their own. */
const ownOf = (stack: string, comments: readonly Comment[]): Comment | undefined =>
    comments.find(({ user, body = "" }) => user?.type === "Bot" && body.startsWith(marker(stack)));

/**
 * Tells those who approve an update whether its plan is the one that the pull request showed. They decide; the update then
 * applies the plan that they saw (`npx hrms ci merge --plan`). Returns the exit code.
 */
export async function compare({ stack, out }: Options): Promise<number> {
    const github = GitHub.from();
    const { fingerprint } = readPlan(fs.readFileSync(path.join(out, "plan.json"), "utf8"));
    const [request] = await github.pullRequests();
    const shown =
        request === undefined
            ? undefined
            : fingerprintIn(ownOf(stack, await github.comments(request.number))?.body ?? "");
    const sentence = describe(fingerprint, shown, request?.number);
    console.log(sentence);
    const { GITHUB_STEP_SUMMARY: summary } = process.env;
    if (summary !== undefined) fs.appendFileSync(summary, `**${sentence}**\n\n`);
    return 0;
}

function describe(fingerprint: string, shown: string | undefined, number: number | undefined): string {
    if (number === undefined) return "No pull request showed this plan. Read it before you approve it.";
    if (shown === undefined)
        return `#${number} has no comment with a plan. Read this one before you approve it.`;
    return shown === fingerprint
        ? `This is exactly the plan that #${number} showed.`
        : `The plan has changed since #${number} showed it. Read it again before you approve it.`;
}

const nightMarker = (stack: string): string => `<!-- hrms-night:${stack} -->`;

/** GitHub tells the repository's watchers of a new issue. Returns the exit code. */
export async function night(stack: string, result: "success" | "failure"): Promise<number> {
    const github = GitHub.from();
    const open = (await github.openIssues()).filter(({ body }) => body?.startsWith(nightMarker(stack)));
    if (result === "failure" && open.length === 0) {
        await github.createIssue(
            `The nightly check of ${stack} fails`,
            `${nightMarker(stack)}\nAWS differs from the program, or a policy is violated, or the check itself failed: ` +
                `${github.run}\n\nWhat to do: docs/ci.md, "When a night fails". This issue closes itself after a night that passes.`,
        );
    }
    if (result === "success") for (const { number } of open) await github.closeIssue(number);
    return 0;
}
