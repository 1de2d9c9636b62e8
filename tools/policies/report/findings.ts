/** The verdicts as reports show them: joined with what they are about, read, and in one order. */
import type { Severity } from "@pulumi/policy";
import { partsOf } from "../../../policies/deviations/urn";
import type { Deviation } from "../../../policies/deviations/register";
import type { Source } from "../sources";
import { isBlocking, type Verdict } from "../verdict";
import type { PolicyInfo } from "./describe";
import { compare, type PolicyReport } from "./model";

/** What a verdict means for the update, the gravest first; each verdict has exactly one. */
export const STANDINGS = ["blocking", "advisory", "undetermined", "deviated", "passed"] as const;
export type Standing = (typeof STANDINGS)[number];

/** The gravest first. */
export const SEVERITIES = ["critical", "high", "medium", "low"] as const satisfies Severity[];

export interface Finding {
    readonly verdict: Verdict;
    readonly standing: Standing;
    readonly policy: PolicyInfo;
    readonly resource: { readonly type: string; readonly name: string };
    /** What is wrong here, without what the policy says every time; empty of what passed. */
    readonly fault: string;
    /** What the message says after that, e.g. that a deviation has expired. */
    readonly note: string;
    /** Of what is deviated. */
    readonly deviation?: Deviation;
    /** Where the program makes the resource. */
    readonly source?: Source;
}

/** All findings, the gravest first. Throws where a verdict is of a policy that the report does not know. */
export function findingsOf({ verdicts, policies, deviations, locationOf }: PolicyReport): Finding[] {
    return verdicts
        .map((verdict): Finding => {
            const policy = policies.find(({ name }) => name === verdict.policy);
            if (!policy) {
                throw new Error(
                    `The report has verdicts of ${verdict.policy}, but does not describe that policy.`,
                );
            }
            const { type, name } = partsOf(verdict.urn);
            const deviation = deviations.find(({ id }) => id === verdict.deviation);
            return {
                verdict,
                standing: standingOf(verdict),
                policy,
                resource: { type: type || "pulumi:pulumi:Stack", name: name || "the stack" },
                ...readFault(verdict.message ?? "", policy, deviation),
                deviation,
                source: locationOf(verdict.urn),
            };
        })
        .sort(inOrder);
}

export function standingOf(verdict: Verdict): Standing {
    if (isBlocking(verdict)) return "blocking";
    return verdict.outcome === "failed" ? "advisory" : verdict.outcome;
}

/** A message is: who signed for it, the fault, what the policy says every time, and a note. */
function readFault(
    message: string,
    { requires, otherwise, remedy }: PolicyInfo,
    deviation?: Deviation,
): Pick<Finding, "fault" | "note"> {
    const [before = "", note = ""] = message.split(`${requires} ${otherwise} ${remedy}`);
    const signed = deviation ? `approved by ${deviation.approvedBy}: ` : "";
    const start = deviation ? before.indexOf(signed) : -1;
    const fault = start < 0 ? before : before.slice(start + signed.length);
    return { fault: fault.trim().replace(/\.$/, ""), note: note.trim() };
}

/** By everything that a report shows, so that the order does not depend on the order of the verdicts. */
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

/** The findings under the same key together; keys and findings keep their order. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): [string, T[]][] {
    const groups = new Map<string, T[]>();
    for (const item of items) {
        const group = groups.get(keyOf(item));
        if (group) group.push(item);
        else groups.set(keyOf(item), [item]);
    }
    return [...groups];
}
