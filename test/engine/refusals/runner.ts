import * as path from "node:path";
import * as esbuild from "esbuild";
import type { PulumiRun } from "../../../tools/pulumi";
import { diagnostics, Stack } from "../harness";
import { RefusalCase } from "./case";

/** Short, since names that AWS limits grow out of it. */
export const nameOfCase = (at: number): string => `case${at}`;

/**
 * Runs all cases in one `up`. Refusals at the check would end the run with the first of them; refused at the API call
 * instead, as from the real AWS, each fails by itself and `--continue-on-error` meets them all.
 */
export async function runCases(stack: Stack): Promise<PulumiRun> {
    esbuild.buildSync({
        entryPoints: [path.join(__dirname, "program.ts")],
        outfile: path.join(stack.folder, "index.js"),
        bundle: true,
        platform: "node",
        packages: "external",
        logLevel: "error",
    });
    return stack.pulumi(["up", "--skip-preview", "--continue-on-error"], {
        env: {
            HRMS_SIM_REFUSE_AT: "create",
            // Else the engine writes the whole state down after each of a thousand resources.
            PULUMI_EXPERIMENTAL: "true",
            PULUMI_SKIP_CHECKPOINTS: "true",
        },
    });
}

/** What the engine said of each case, in order, and what it said of anything else. */
export function sortMessages(
    run: PulumiRun,
    cases: readonly RefusalCase[],
): { ofCase: string[]; unexpected: string[] } {
    const byCase = new Map(cases.map((_, at) => [nameOfCase(at), [] as string[]]));
    const unexpected: string[] = [];
    // The engine's own last word belongs to no resource.
    for (const { name, message } of diagnostics(run).filter(
        ({ message }) => message.trim() !== "update failed",
    )) {
        (byCase.get(name) ?? unexpected).push(byCase.has(name) ? message : `${name}: ${message}`);
    }
    return { ofCase: [...byCase.values()].map((messages) => messages.join("\n")), unexpected };
}
