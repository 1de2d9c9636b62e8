/** What a release's record says about its build, as evidence. The whole record is `ReleaseRecord`. */
import { z } from "zod";

export const BUILD_RECORD = z.object({
    release: z.string(),
    /** When the build ended, as ISO 8601. */
    built: z.string(),
    source: z.object({
        commit: z.string(),
        // Releases that were built before this was recorded say nothing about it.
        mergedInto: z.string().default(""),
        uncommitted: z.array(z.string()),
    }),
    steps: z.array(
        z.object({
            step: z.string(),
            outcome: z.enum(["passed", "left out", "not checked"]),
            notes: z.array(z.string()),
        }),
    ),
});
export type BuildRecord = z.infer<typeof BUILD_RECORD>;
