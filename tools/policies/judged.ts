/** Judging a stack as it is, and putting what was found before people. */
import * as path from "node:path";
import type { Pack } from "../../policies/pack";
import type { Deployment } from "../deployment";
import type { Pulumi } from "../pulumi";
import { run } from "../run";
import { deployedResources } from "./deployed";
import { judge } from "./in-process";
import { describePolicies, type PolicyReport, writeReports } from "./report";
import { sourcesOf } from "./sources";
import { totalsOf, type Verdict } from "./verdict";

/** A stack and how to run `pulumi` on it. */
export interface JudgedStack {
    readonly name: string;
    /** Folder of Pulumi.yaml. */
    readonly project: string;
    readonly pulumi: Pulumi;
}

/**
 * Judges the state, in which nothing is unknown any more: also what a preview had to leave undetermined.
 * @param deployment - exported with `--show-secrets`: the policies look for secrets where they do not belong
 */
export function judgeDeployed(deployment: Deployment, pack: Pack): Promise<Verdict[]> {
    return judge(pack, deployedResources(deployment));
}

/** The state of the stack; of one that was never updated, a state without resources. */
export async function exported(pulumi: Pulumi, ...options: string[]): Promise<Deployment> {
    const { code, stdout, stderr } = await pulumi(["stack", "export", ...options]);
    if (code !== 0) throw new Error(`The stack could not be exported: ${stderr.trim()}`);
    const { deployment } = JSON.parse(stdout) as { readonly deployment: Partial<Deployment["deployment"]> };
    return { deployment: { resources: [], ...deployment } };
}

/** What was found, of what, and where the reports of it go. */
export interface Findings {
    readonly stage: PolicyReport["stage"];
    readonly verdicts: readonly Verdict[];
    /** The state, which knows where in the program each resource is made. */
    readonly deployment: Deployment;
    /** Folder of the reports. */
    readonly out: string;
}

/** Writes the reports and returns the files. */
export async function report(
    { name, project }: Pick<JudgedStack, "name" | "project">,
    { policies, config, register }: Pack,
    { stage, verdicts, deployment, out }: Findings,
): Promise<string[]> {
    const commit = await run("git", ["rev-parse", "HEAD"], { cwd: path.resolve(__dirname, "../..") });
    return writeReports(out, {
        title: "Policies of the Django HRMS on AWS",
        stack: name,
        stage,
        date: register.today,
        ...(commit.code === 0 && { commit: commit.stdout.trim() }),
        repository: repositoryOf(process.env),
        verdicts,
        policies: describePolicies(policies, config),
        deviations: register.deviations,
        locationOf: sourcesOf(deployment, project),
    });
}

/** Where GitHub keeps the repository, by the variables of its runners; none at a desk. */
function repositoryOf({ GITHUB_SERVER_URL, GITHUB_REPOSITORY }: NodeJS.ProcessEnv): string | undefined {
    return GITHUB_SERVER_URL && GITHUB_REPOSITORY ? `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}` : undefined;
}

/** The verdicts in a line. */
export function summarize(verdicts: readonly Verdict[]): string {
    const { policies, resources, byOutcome, blocking } = totalsOf(verdicts);
    const { passed, failed, undetermined, deviated } = byOutcome;
    return (
        `${policies} policies judged ${resources} resources: ${passed} passed, ${failed} failed ` +
        `(${blocking} blocking), ${undetermined} undetermined, ${deviated} deviated`
    );
}
