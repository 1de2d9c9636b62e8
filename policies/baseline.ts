/**
 * The baseline of a stack that is older than the pack: the findings that stop an update today. They become advice, so
 * that the next update can run. A finding that is not in the list still stops it. A baseline is valid while it has a
 * signature in the register of deviations, and it should shrink until it is empty.
 */
import { createHash } from "node:crypto";
import type { Policies, Policy } from "@pulumi/policy";
import { z } from "zod";
import { parseUrn } from "./urn";
import { firstWords, underBaseline } from "./message";
import { reportingThrough, type Violation } from "./policy";

const schema = z.strictObject({
    findings: z.array(
        z.strictObject({
            policy: z.string(),
            type: z.string(),
            name: z.string(),
            /** Hash of the message's first words, which name the fault and never a value of the resource. */
            fingerprint: z.string().regex(/^[0-9a-f]{16}$/),
        }),
    ),
});

export type Known = z.infer<typeof schema>["findings"][number];

/** The known findings of a stack that are accepted for now. */
export type Baseline = readonly Known[];

/** Throws if the text is not a baseline. */
export function readBaseline(json: string): Baseline {
    try {
        return schema.parse(JSON.parse(json)).findings;
    } catch (error) {
        throw new Error("The baseline is malformed. Write it again with --write-baseline.", { cause: error });
    }
}

/** The text of a baseline file, with one line per finding, so that a review shows each change. */
export function baselineText(findings: Baseline): string {
    const lines = [...new Set(findings.map((finding) => JSON.stringify(finding)))].sort();
    return `{ "findings": [${lines.map((line) => `\n    ${line}`).join(",")}\n] }\n`;
}

/** The finding that a message is about, whether or not the baseline already lists it. */
export function findingOf(policy: Pick<Policy, "name" | "displayName">, urn: string, message: string): Known {
    const { type, name } = parseUrn(urn);
    const fault = firstWords(message, policy.displayName ?? "");
    const fingerprint = createHash("sha256").update(fault).digest("hex").slice(0, 16);
    return { policy: policy.name, type, name, fingerprint };
}

/** Whether two entries are about the same finding. */
export function isSame(one: Known, other: Known): boolean {
    return (
        one.policy === other.policy &&
        one.type === other.type &&
        one.name === other.name &&
        one.fingerprint === other.fingerprint
    );
}

/** A baseline does not cover the register of deviations, because its faults do not belong to the stack. */
export const isAccepted = (policy: string): boolean => policy !== "deviations-are-in-order";

/** The policies, with the findings of the baseline as advice. */
export function withBaseline(policies: Policies, baseline: Baseline): Policies {
    return policies.map((policy) => {
        const own = baseline.filter((known) => known.policy === policy.name && isAccepted(known.policy));
        // Unchanged, because a wrapper would hide the policy's type from the SDK.
        if (own.length === 0) return policy;
        return reportingThrough(policy, (report, urn = "") => (violation) => {
            report(isKnown(policy, own, urn, violation) ? lowered(violation) : violation);
        });
    });
}

function isKnown(policy: Policies[number], own: Baseline, urn: string, violation: Violation): boolean {
    const finding = findingOf(policy, violation.urn ?? urn, violation.message);
    return own.some((known) => isSame(known, finding));
}

const lowered = (violation: Violation): Violation => ({
    ...violation,
    enforcementLevel: "advisory",
    message: underBaseline(violation.message),
});
