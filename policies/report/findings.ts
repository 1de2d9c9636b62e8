/** Prepares the verdicts for the reports: parsed, sorted, and joined with their policies and resources. */
import type { Severity } from "@pulumi/policy";
import { parseUrn } from "../urn";
import type { Deviation } from "../deviations/register";
import { readFault } from "../message";
import { type Standing, standingOf, STANDINGS } from "../outcomes";
import type { Source } from "./sources";
import type { Verdict } from "./verdict";
import type { PolicyInfo } from "./describe";
import { compare, type PolicyReport } from "./model";

/** The most severe first. */
export const SEVERITIES = ["critical", "high", "medium", "low"] as const satisfies Severity[];

export interface Finding {
    readonly verdict: Verdict;
    readonly standing: Standing;
    readonly policy: PolicyInfo;
    readonly resource: { readonly type: string; readonly name: string };
    /** What is wrong here, without the policy's own sentences. Empty if it passed. */
    readonly fault: string;
    /** What the message says at its end, such as that a deviation has expired. */
    readonly note: string;
    /** Id of the deviation. */
    readonly deviation?: Deviation;
    /** Where the program creates the resource. */
    readonly source?: Source;
}

/** All findings, the most severe first. Throws if the report does not know the policy of a verdict. */
export function findingsOf({ verdicts, policies, deviations, locationOf }: PolicyReport): Finding[] {
    return verdicts
        .map((verdict): Finding => {
            const policy = policies.find(({ name }) => name === verdict.policy);
            if (!policy) {
                throw new Error(
                    `The report has verdicts of ${verdict.policy}, but does not describe that policy.`,
                );
            }
            const { type, name } = parseUrn(verdict.urn);
            const deviation = deviations.find(({ id }) => id === verdict.deviation);
            return {
                verdict,
                standing: standingOf(verdict),
                policy,
                resource: { type: type || "pulumi:pulumi:Stack", name: name || "the stack" },
                ...readFault(verdict.message ?? "", policy),
                deviation,
                source: locationOf(verdict.urn),
            };
        })
        .sort(inOrder);
}

/** Compares everything that a report shows, so that the order of the verdicts does not matter. */
function inOrder(one: Finding, other: Finding): number {
    return (
        STANDINGS.indexOf(one.standing) - STANDINGS.indexOf(other.standing) ||
        SEVERITIES.indexOf(one.policy.severity) - SEVERITIES.indexOf(other.policy.severity) ||
        compare(one.policy.name, other.policy.name) ||
        compare(one.resource.type, other.resource.type) ||
        compare(one.resource.name, other.resource.name) ||
        compare(one.verdict.urn, other.verdict.urn) ||
        compare(one.verdict.message ?? "", other.verdict.message ?? "")
    );
}

/** Groups the findings by key. Keys and findings keep their order. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): [string, T[]][] {
    const groups = new Map<string, T[]>();
    for (const item of items) {
        const group = groups.get(keyOf(item));
        if (group) group.push(item);
        else groups.set(keyOf(item), [item]);
    }
    return [...groups];
}
