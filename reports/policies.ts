/** Writes the policies' findings as reports for people and for CI. */
import type { Deployment } from "../engine/deployment";
import type { Stack } from "../engine/stack";
import type { TypedResource } from "../policies/judged-types";
import type { Pack } from "../policies/pack";
import { type PolicyReport, reportOf, writeReports } from "../policies/report";
import { sourcesOf } from "../policies/report/sources";
import type { Verdict } from "../policies/report/verdict";
import { CHECKOUT } from "../system/checkout";
import { repositoryAddress } from "../system/github";
import { run } from "../system/run";

/** The findings, the resources that they are about, and the folder for the reports. */
export interface Findings {
    readonly stage: PolicyReport["stage"];
    readonly verdicts: readonly Verdict[];
    /** The resources that a preview checked. @defaultValue - the resources of the state */
    readonly resources?: readonly TypedResource[];
    /** The state, which knows where the program creates each resource. */
    readonly deployment: Deployment;
    /** The folder for the reports. */
    readonly out: string;
}

/** Writes the reports. Returns the report and the names of the files. */
export async function report(
    { name, project, engine }: Omit<Stack, "pulumi">,
    pack: Pack,
    { stage, verdicts, deployment, resources = deployment.deployment.resources, out }: Findings,
): Promise<{ readonly report: PolicyReport; readonly files: string[] }> {
    const commit = await run("git", ["rev-parse", "HEAD"], { cwd: CHECKOUT });
    const made = reportOf(pack, {
        title: "Policies of the Django HRMS on AWS",
        stack: name,
        stage,
        judgedAt: new Date().toISOString(),
        engine,
        ...(commit.code === 0 && { commit: commit.stdout.trim() }),
        repository: repositoryAddress(process.env),
        verdicts,
        resources,
        locationOf: sourcesOf(deployment, project),
    });
    return { report: made, files: writeReports(out, made) };
}
