/** What is kept of each deployment and rollback: `deployments/<time>-<sha>.json` in the releases bucket, never overwritten. */
import { z } from "zod";
import { DEPLOYMENTS_FOLDER } from "../../config/deployment";
import { SHA } from "../fleet/commands";

const STEP = z.object({
    step: z.string(),
    outcome: z.enum(["passed", "failed", "interrupted"]),
    seconds: z.number(),
    /** What the step saw, in lines. */
    notes: z.array(z.string()),
});
export type StepRecord = z.infer<typeof STEP>;

export const DEPLOYMENT_RECORD = z.object({
    format: z.literal(1),
    kind: z.enum(["deploy", "rollback"]),
    release: z.string().regex(SHA),
    /** The release that the stack's parameter named before. */
    from: z.string().regex(SHA).nullable(),
    /** The ARN of who ran it. */
    who: z.string(),
    /** ISO 8601. */
    started: z.string(),
    ended: z.string(),
    /**
     * - `done`: every host runs the release, and no alarm went on.
     * - `rolled back`: hosts were switched, and are back.
     * - `stopped`: before any host was switched.
     * - `interrupted`: after that, by Ctrl-C, or by lost credentials or a lost connection. Hosts may differ.
     * - `failed`: hosts could not be brought back.
     */
    outcome: z.enum(["done", "rolled back", "stopped", "interrupted", "failed"]),
    /** Why it did not end well, as the person saw it. */
    reason: z.string().optional(),
    /** The reasons that were given for migrations that can break a release. */
    allowDestructive: z.string().optional(),
    acrossMigrations: z.string().optional(),
    steps: z.array(STEP),
});
export type DeploymentRecord = z.infer<typeof DEPLOYMENT_RECORD>;

/** Where a record is. Names sort by time. */
export const recordKey = ({ started, release }: Pick<DeploymentRecord, "started" | "release">): string =>
    `${DEPLOYMENTS_FOLDER}${started.replaceAll(/[-:]|\.\d+/g, "")}-${release}.json`;

/**
 * The release that every host was known to run last.
 * @param records - the newest first
 * @returns undefined if the last deployment left hosts that may differ, or if there was none
 */
export function settledRelease(records: readonly DeploymentRecord[]): string | null | undefined {
    const last = records.find(({ outcome }) => outcome !== "stopped");
    if (last?.outcome === "done") return last.release;
    return last?.outcome === "rolled back" ? last.from : undefined;
}
