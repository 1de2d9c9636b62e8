/**
 * The flows that CI runs. You can run the same on your own machine: `npx hrms ci pull-request`. The workflows in
 * `.github/workflows` only add credentials, a comment and the upload of the reports.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { baselineText } from "../../policies/baseline";
import { openPack, type Pack } from "../../policies/pack";
import { exported, type Stack } from "../../engine/stack";
import { PriceBook } from "../../cost/prices";
import { USUAL_SIZE, usageOf } from "../../cost/usage";
import { costOf } from "../../evidence/cost";
import { writeCost } from "../../reports/cost";
import { costSentence, overBudget } from "../../reports/cost/budget";
import { type Findings, report } from "../../reports/policies";
import { judgeDeployed } from "../../evidence/deployed";
import { driftOf } from "./drift";
import { type Flow, FLOWS, type StepName } from "./flows";
import { plannedLosses } from "./plan";
import { baselineFor, renderBlocking, renderSummary } from "../../policies/report";
import { isBlocking, resourcesOf, verdictsOf } from "../../policies/report/verdict";
import { perform, STEPS } from "../../engine/steps";

interface Context {
    readonly stack: Stack;
    readonly pack: Pack;
    /** Folder of the reports. */
    readonly out: string;
}

const INCOMPLETE =
    "The preview failed before the policies had checked every resource, so there is no verdict.";

/** Each step returns whether it succeeded, and prints what went wrong. */
const RUNNERS = {
    /** Previews with the policies, and rejects a plan that would delete or replace data. */
    review: async (context: Context) => {
        const { pulumi } = context.stack;
        const { code, events } = await perform(pulumi, STEPS.preview);
        const verdicts = verdictsOf(events);
        if (verdicts === undefined) {
            console.error(INCOMPLETE);
            return false;
        }
        const all = [...verdicts, ...plannedLosses(events, context.pack)];
        const deployment = await exported(pulumi);
        const resources = resourcesOf(events);
        return (
            (await show(context, { stage: "preview", verdicts: all, resources, deployment })) && code === 0
        );
    },
    /** Previews, and writes today's blocking findings to a baseline. After that, only new findings block an update. */
    baseline: async ({ stack, pack, out }: Context) => {
        const { events } = await perform(stack.pulumi, STEPS.preview);
        const verdicts = verdictsOf(events);
        if (verdicts === undefined) {
            console.error(INCOMPLETE);
            return false;
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
        return true;
    },
    /** Estimates what the stack will cost in a month, and rejects more than its budget. */
    cost: async ({ stack, out }: Context) => {
        const priced = { book: PriceBook.read(), usage: usageOf(USUAL_SIZE) };
        const stacks = [await costOf(stack.name, priced)];
        const files = writeCost(out, { stacks, usage: priced.usage, pricesFrom: priced.book.asOf });
        const faults = overBudget(stacks);
        for (const fault of faults) console.error(fault);
        console.log(`${costSentence(stacks)}\nWritten: ${files.join(", ")}`);
        return faults.length === 0;
    },
    provision: async ({ stack: { pulumi } }: Context) => (await perform(pulumi, STEPS.up)).code === 0,
    /** Fails if AWS differs from the program by more than what waits for a maintenance window. */
    drift: async ({ stack: { pulumi } }: Context) => {
        const before = await exported(pulumi);
        const { code, events } = await perform(pulumi, STEPS.drift);
        const { waiting, changed } = driftOf(events, before);
        for (const sentence of waiting) console.log(sentence);
        for (const sentence of changed) console.error(sentence);
        if (changed.length > 0) console.error("To make AWS as the program says, run: pulumi up --refresh");
        return code === 0 && changed.length === 0;
    },
    judge: async (context: Context) => {
        // The secrets stay in memory. The reports only use the places in the program where the resources are created.
        const deployment = await exported(context.stack.pulumi, "--show-secrets");
        const verdicts = await judgeDeployed(deployment, context.pack);
        return show(context, { stage: "deployed", verdicts, deployment });
    },
} satisfies Record<StepName, (context: Context) => Promise<boolean>>;

/** Returns the exit code: 0 only if every step succeeded and no policy blocks. */
export async function ci(flow: Flow, stack: Stack, out: string): Promise<number> {
    const context = { stack, pack: openPack(stack.name), out };
    for (const step of FLOWS[flow]) {
        if (!(await RUNNERS[step](context))) return 1;
    }
    return 0;
}

async function show({ stack, pack, out }: Context, findings: Omit<Findings, "out">): Promise<boolean> {
    const { report: made, files } = await report(stack, pack, { ...findings, out });
    for (const finding of renderBlocking(made)) console.error(finding);
    console.log(renderSummary(made));
    console.log(`Written: ${files.join(", ")}`);
    return !findings.verdicts.some(isBlocking);
}
