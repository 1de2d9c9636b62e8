/** One command of a longer run, with its progress shown. */
import { progress } from "./progress";
import type { Pulumi, PulumiRun } from "./pulumi";

export interface Step {
    readonly title: string;
    readonly args: readonly string[];
}

/** The arguments that have a command judged by the policy pack of the checkout. */
export const POLICIES = ["--policy-pack", "policies"];

export const STEPS = {
    preview: { title: "Preview", args: ["preview", ...POLICIES] },
    up: { title: "Provision", args: ["up", "--yes", "--skip-preview", ...POLICIES] },
    unchanged: {
        title: "Preview again: nothing may change",
        args: ["preview", "--expect-no-changes", ...POLICIES],
    },
    drift: {
        title: "Compare with what AWS has: nothing may differ",
        // A preview that asks AWS first; it writes no state, unlike a refresh.
        args: ["preview", "--refresh", "--expect-no-changes"],
    },
} as const satisfies Record<string, Step>;

/** Runs it and says how it ended; what a failed one printed is shown. */
export async function perform(pulumi: Pulumi, { title, args }: Step): Promise<PulumiRun> {
    const shown = progress();
    let resources = 0;
    shown.report(title);
    const run = await pulumi(args, {
        onEvent: (event) => {
            resources += event.resOutputsEvent ? 1 : 0;
            shown.report(`${title}: ${resources} resources`);
        },
    });
    shown.done(`${run.code === 0 ? "✓" : "✗"} ${title}`);
    if (run.code !== 0) console.error(`${title} failed:\n${run.stdout}\n${run.stderr}`);
    return run;
}
