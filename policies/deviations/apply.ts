/** Lowers the faults that a deviation is signed for to advice, and keeps book of which deviations were needed. */
import type { Policies, ReportViolation } from "@pulumi/policy";
import { deviation as deviationMessage, readMessage } from "../message";
import { send, type Violation } from "../policy";
import { deviationsInOrder } from "./in-order";
import { type Deviation, isExpired, noticeOf, type Register } from "./register";
import { partsOf } from "./urn";

/** The policies under the register, and the policy on the register itself, which must be the last to judge. */
export function withDeviations(policies: Policies, register: Register): Policies {
    const needed = new Set<Deviation>();
    return [
        ...policies.map((policy) => judgedUnder(register, policy, needed)),
        deviationsInOrder(register, needed),
    ];
}

function judgedUnder(register: Register, policy: Policies[number], needed: Set<Deviation>): Policies[number] {
    // As it is: a function around it would hide from the SDK which type it is for.
    if (!register.deviations.some((deviation) => deviation.policy === policy.name)) return policy;
    const under = (report: ReportViolation, urn?: string) =>
        deviating(
            register,
            policy.name,
            (violation) => {
                send(report, violation);
            },
            { urn, needed },
        ) as unknown as ReportViolation;
    if ("validateStack" in policy) {
        const { validateStack } = policy;
        return { ...policy, validateStack: (args, report) => validateStack(args, under(report)) };
    }
    const { validateResource } = policy;
    // All of the pack's policies have one function; a list is only what the type allows.
    if (typeof validateResource !== "function") return policy;
    return {
        ...policy,
        validateResource: (args, report) => validateResource(args, under(report, args.urn)),
    };
}

interface Judged {
    /** The resource, where the violation itself does not name one. */
    readonly urn?: string;
    /** Where it is noted that a deviation was needed. */
    readonly needed?: Set<Deviation>;
}

/** Passes a policy's violations on, each lowered to an advice where a deviation is signed for it. */
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
    // What can't be told yet is no fault that somebody could have signed for.
    if (readMessage(violation.message).outcome === "undetermined") return violation;
    const { id, expiresOn, approvedBy } = deviation;
    if (isExpired(deviation, today)) {
        return { ...violation, message: `${violation.message} ${id} expired on ${expiresOn}.` };
    }
    const left = noticeOf(deviation, today);
    return {
        ...violation,
        enforcementLevel: "advisory",
        message: `${deviationMessage(id, expiresOn, approvedBy, left)} ${violation.message}`,
    };
}

/** Whether the deviation is for this resource of this stack, and this fault. */
function covers({ stacks, resource, finding }: Deviation, urn: string, message: string): boolean {
    const { stack, type, name } = partsOf(urn);
    const isMeant = readMessage(message).outcome === "undetermined" || message.startsWith(finding ?? "");
    return stacks.includes(stack) && resource.type === type && resource.name === name && isMeant;
}
