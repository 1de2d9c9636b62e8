/** Turns faults with a deviation into advice, and records which deviations were needed. */
import type { Policies } from "@pulumi/policy";
import { afterDeviation, readMessage, underDeviation } from "../message";
import { reportingThrough, type Violation } from "../policy";
import { deviationsInOrder } from "./in-order";
import { type Deviation, isExpired, noticeOf, type Register } from "./register";
import { parseUrn } from "../urn";

/** The policies under the register, and the policy on the register itself, which must judge last. */
export function withDeviations(policies: Policies, register: Register): Policies {
    const needed = new Set<Deviation>();
    return [
        ...policies.map((policy) => judgedUnder(register, policy, needed)),
        deviationsInOrder(register, needed),
    ];
}

function judgedUnder(register: Register, policy: Policies[number], needed: Set<Deviation>): Policies[number] {
    // Unchanged, because a wrapper would hide the policy's type from the SDK.
    if (!register.deviations.some((deviation) => deviation.policy === policy.name)) return policy;
    return reportingThrough(policy, (report, urn) =>
        deviating(register, policy.name, report, { urn, needed }),
    );
}

interface Judged {
    /** The resource, if the violation itself does not name one. */
    readonly urn?: string;
    /** Collects the deviations that were needed. */
    readonly needed?: Set<Deviation>;
}

/** Forwards a policy's violations, and turns those with a deviation into advice. */
export function deviating(
    { deviations, today }: Register,
    policy: string,
    report: (violation: Violation) => void,
    { urn = "", needed = new Set() }: Judged = {},
): (violation: Violation) => void {
    const own = deviations.filter((deviation) => deviation.policy === policy);
    return (violation) => {
        const deviation = own.find((one) => covers(one, violation.urn ?? urn, violation.message));
        if (deviation) needed.add(deviation);
        report(deviation ? deviate(violation, deviation, today) : violation);
    };
}

function deviate(violation: Violation, deviation: Deviation, today: string): Violation {
    // Nobody can sign for a value that is still unknown.
    if (readMessage(violation.message).outcome === "undetermined") return violation;
    const { message } = violation;
    if (isExpired(deviation, today)) return { ...violation, message: afterDeviation(message, deviation) };
    const lowered = underDeviation(message, deviation, noticeOf(deviation, today));
    return { ...violation, enforcementLevel: "advisory", message: lowered };
}

/** Whether the deviation is for this resource of this stack, and this fault. */
function covers({ stacks, resource, finding }: Deviation, urn: string, message: string): boolean {
    const { stack, type, name } = parseUrn(urn);
    const isOn = resource === undefined || (resource.type === type && resource.name === name);
    return stacks.includes(stack) && isOn && isMeant({ resource, finding }, message);
}

/**
 * Whether the deviation covers the message. A signature for a fault does not cover what another team manages, and vice
 * versa. A deviation for one resource needs a `finding` to cover what is not in this stack.
 */
function isMeant({ resource, finding }: Pick<Deviation, "resource" | "finding">, message: string): boolean {
    const { outcome } = readMessage(message);
    if (outcome === "undetermined") return true;
    if (finding !== undefined) return message.startsWith(finding);
    return resource === undefined || outcome === "failed";
}
