/** One pulumi command of a longer run. It shows its progress. */
import { progress } from "../system/progress";
import type { Pulumi, PulumiRun } from "./pulumi";

export interface Step {
    readonly title: string;
    readonly args: readonly string[];
}

/** The arguments that enforce the checkout's policy pack. */
export const POLICIES = ["--policy-pack", "policies"];

export const STEPS = {
    preview: { title: "Preview", args: ["preview", ...POLICIES] },
    up: { title: "Provision", args: ["up", "--yes", "--skip-preview", ...POLICIES] },
    unchanged: {
        title: "Preview again: nothing must change",
        args: ["preview", "--expect-no-changes", ...POLICIES],
    },
    drift: {
        title: "Compare with AWS",
        // A preview that reads from AWS first. Unlike a refresh, it writes no state. What it plans is judged afterwards:
        // some changes only wait for a maintenance window.
        args: ["preview", "--refresh"],
    },
} as const satisfies Record<string, Step>;

/** Runs the step and shows how it ended. If it failed, shows what it printed. */
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
