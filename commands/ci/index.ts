/**
 * The flows that CI runs. You can run the same on your own machine: `npx hrms ci pull-request`. The workflows in
 * `.github/workflows` only add credentials, a comment and the upload of the reports.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { baselineText } from "../../policies/baseline";
import { openPack, type Pack } from "../../policies/pack";
import { exported, type Stack } from "../../engine/stack";
import { type Findings, report } from "../../reports/policies";
import { judgeDeployed } from "../../evidence/deployed";
import { renderComment, renderPlan } from "../../reports/pull-request/comment";
import { estimateCost } from "./cost";
import { driftOf } from "./drift";
import { type Flow, FLOWS, READING, type StepName } from "./flows";
import { plannedLosses } from "./losses";
import { differences, type Plan, planOf } from "../../reports/pull-request/plan";
import { baselineFor, renderBlocking, renderMarkdown, renderSummary } from "../../policies/report";
import { isBlocking, resourcesOf, verdictsOf } from "../../policies/report/verdict";
import { perform, STEPS } from "../../engine/steps";
import { runAddress } from "../../system/github";

interface Context {
    readonly stack: Stack;
    readonly pack: Pack;
    /** Folder of the reports. */
    readonly out: string;
    /** The plan that was approved. An update must do the same. */
    readonly approved?: Plan;
}

/** How a step ended, and what it has found out for the comment on a pull request. */
interface Outcome {
    readonly ok: boolean;
    readonly plan?: Plan;
    /** In Markdown. */
    readonly policies?: string;
    readonly cost?: string;
}

const INCOMPLETE =
    "The preview failed before the policies had checked every resource, so there is no verdict.";

/** Each step prints what went wrong. */
const RUNNERS = {
    /** Previews with the policies, and rejects a plan that would delete or replace data, or that nobody has approved. */
    review: async (context: Context): Promise<Outcome> => {
        const { pulumi, name } = context.stack;
        const { code, events } = await perform(pulumi, STEPS.preview);
        const verdicts = verdictsOf(events);
        if (verdicts === undefined) {
            console.error(INCOMPLETE);
            return { ok: false };
        }
        const plan = planOf(name, events);
        const isApproved = showPlan(plan, context);
        const all = [...verdicts, ...plannedLosses(events, context.pack)];
        const deployment = await exported(pulumi);
        const resources = resourcesOf(events);
        const { ok, policies } = await show(context, {
            stage: "preview",
            verdicts: all,
            resources,
            deployment,
        });
        return { ok: ok && code === 0 && isApproved, plan, policies };
    },
    /** Previews, and writes today's blocking findings to a baseline. After that, only new findings block an update. */
    baseline: async ({ stack, pack, out }: Context): Promise<Outcome> => {
        const { events } = await perform(stack.pulumi, STEPS.preview);
        const verdicts = verdictsOf(events);
        if (verdicts === undefined) {
            console.error(INCOMPLETE);
            return { ok: false };
        }
        const deployment = await exported(stack.pulumi);
        const resources = resourcesOf(events);
        const findings: Findings = { stage: "preview", verdicts, resources, deployment, out };
        const { report: made } = await report(stack, pack, findings);
        const file = path.join(out, "baseline.json");
        const baseline = baselineFor(made);
        fs.writeFileSync(file, baselineText(baseline));
        console.log(
            `Written: ${file}, with ${baseline.length} findings. To accept them for now, review the file and commit it ` +
                `as policy-settings/${stack.name}.baseline.json.`,
        );
        return { ok: true };
    },
    /** Estimates what the stack will cost in a month, and rejects more than its budget. Draws it, too. */
    cost: ({ stack, out }: Context): Promise<Outcome> => estimateCost(stack, out),
    provision: async ({ stack: { pulumi } }: Context): Promise<Outcome> => ({
        ok: (await perform(pulumi, STEPS.up)).code === 0,
    }),
    /** Fails if AWS differs from the program by more than what waits for a maintenance window. */
    drift: async ({ stack: { pulumi } }: Context): Promise<Outcome> => {
        const before = await exported(pulumi);
        const { code, events } = await perform(pulumi, STEPS.drift);
        const { waiting, changed } = driftOf(events, before);
        for (const sentence of waiting) console.log(sentence);
        for (const sentence of changed) console.error(sentence);
        if (changed.length > 0) console.error("To make AWS as the program says, run: pulumi up --refresh");
        return { ok: code === 0 && changed.length === 0 };
    },
    judge: async (context: Context): Promise<Outcome> => {
        // The secrets stay in memory. The reports only use the places in the program where the resources are created.
        const deployment = await exported(context.stack.pulumi, "--show-secrets");
        const verdicts = await judgeDeployed(deployment, context.pack);
        return show(context, { stage: "deployed", verdicts, deployment });
    },
} satisfies Record<StepName, (context: Context) => Promise<Outcome>>;

export interface CiOptions {
    readonly approved?: Plan;
}

/** Returns the exit code: 0 only if every step succeeded and no policy blocks. */
export async function ci(
    flow: Flow,
    stack: Stack,
    out: string,
    { approved }: CiOptions = {},
): Promise<number> {
    const context = { stack, pack: openPack(stack.name), out, approved };
    let found: Outcome = { ok: true };
    for (const step of FLOWS[flow]) {
        const outcome = await RUNNERS[step](context);
        found = { ...found, ...outcome, ok: found.ok && outcome.ok };
        if (!found.ok && !READING.includes(flow)) break;
    }
    if (flow === "pull-request") writeComment(found, out);
    return found.ok ? 0 : 1;
}

/** Writes the plan. Returns false if it is not the approved one. */
function showPlan(plan: Plan, { out, approved }: Context): boolean {
    fs.mkdirSync(out, { recursive: true });
    const file = path.join(out, "plan.json");
    fs.writeFileSync(file, `${JSON.stringify(plan, undefined, 2)}\n`);
    fs.writeFileSync(path.join(out, "plan.md"), `${renderPlan(plan)}\n`);
    const different = approved === undefined ? [] : differences(approved, plan);
    if (different.length === 0) return true;
    console.error(
        ["The plan is not the one that was approved, so nothing is updated:", ...different]
            .concat(`To approve the new plan, run the workflow again. The plan: ${file}`)
            .join("\n  "),
    );
    return false;
}

/** Writes `comment.md`. Without a whole preview there is nothing to comment on; the run's log says why. */
function writeComment({ plan, policies, cost }: Outcome, out: string): void {
    const file = path.join(out, "comment.md");
    fs.rmSync(file, { force: true });
    if (plan === undefined || policies === undefined) return;
    fs.writeFileSync(file, renderComment({ plan, policies, cost, run: runAddress(process.env) }));
    console.log(`Written: ${file}`);
}

async function show({ stack, pack, out }: Context, findings: Omit<Findings, "out">): Promise<Outcome> {
    const { report: made, files } = await report(stack, pack, { ...findings, out });
    for (const finding of renderBlocking(made)) console.error(finding);
    console.log(renderSummary(made));
    console.log(`Written: ${files.join(", ")}`);
    return { ok: !findings.verdicts.some(isBlocking), policies: renderMarkdown(made) };
}
