/**
 * What CI runs, as one command that runs the same at a desk: `npm run ci -- pull-request`. The workflows in
 * `.github/workflows` add credentials, a comment and the upload of the reports, nothing else.
 */
import { openPack, type Pack } from "../../policies/pack";
import {
    exported,
    type Findings,
    judgeDeployed,
    type JudgedStack,
    report,
    summarize,
} from "../policies/judged";
import { plannedLosses } from "../policies/plan";
import { isBlocking, verdictsOf } from "../policies/verdict";
import { perform, STEPS } from "../steps";

interface Context {
    readonly stack: JudgedStack;
    readonly pack: Pack;
    /** Folder of the reports. */
    readonly out: string;
}

/** Each step says whether it went well; it has shown what did not. */
const RUNNERS = {
    /** Previews under the policies; also refuses a plan that would take data away. */
    review: async (context: Context) => {
        const { pulumi } = context.stack;
        const { code, events } = await perform(pulumi, STEPS.preview);
        const verdicts = verdictsOf(events);
        if (verdicts === undefined) {
            console.error("The preview ended before every resource was judged: there is no verdict.");
            return false;
        }
        const all = [...verdicts, ...plannedLosses(events, context.pack)];
        const deployment = await exported(pulumi);
        return (await show(context, { stage: "preview", verdicts: all, deployment })) && code === 0;
    },
    provision: async ({ stack: { pulumi } }: Context) => (await perform(pulumi, STEPS.up)).code === 0,
    drift: async ({ stack: { pulumi } }: Context) => (await perform(pulumi, STEPS.drift)).code === 0,
    judge: async (context: Context) => {
        // Its secrets stay in memory: the reports take no more of it than the resources' places in the program.
        const deployment = await exported(context.stack.pulumi, "--show-secrets");
        const verdicts = await judgeDeployed(deployment, context.pack);
        return show(context, { stage: "deployed", verdicts, deployment });
    },
} satisfies Record<string, (context: Context) => Promise<boolean>>;

/** The steps of each flow, in order; the first that fails ends it. */
export const FLOWS: Readonly<Record<string, readonly (keyof typeof RUNNERS)[]>> = {
    "pull-request": ["review"],
    merge: ["review", "provision", "judge"],
    nightly: ["drift", "judge"],
    judge: ["judge"],
};

/** Returns the exit code: 0 only where every step went well and no policy objects. */
export async function ci(flow: string, stack: JudgedStack, out: string): Promise<number> {
    const steps = FLOWS[flow];
    if (!steps) throw new Error(`There is no flow ${flow}; there are ${Object.keys(FLOWS).join(", ")}.`);
    const context = { stack, pack: openPack(stack.name), out };
    for (const step of steps) {
        if (!(await RUNNERS[step](context))) return 1;
    }
    return 0;
}

async function show({ stack, pack, out }: Context, findings: Omit<Findings, "out">): Promise<boolean> {
    const { verdicts } = findings;
    const files = await report(stack, pack, { ...findings, out });
    const blocking = verdicts.filter(isBlocking);
    for (const { policy, urn, message = "" } of blocking) {
        console.error(`✗ ${policy}: ${urn.split("::").slice(2).join(" ")}\n  ${message}`);
    }
    console.log(`${summarize(verdicts)}.`);
    console.log(`Written: ${files.join(", ")}`);
    return blocking.length === 0;
}
