import type { StackValidationPolicy } from "@pulumi/policy";
import { on, stackPolicy } from "../policy";
import * as types from "../resource-types";
import type { Stack } from "../stack";
import type { Findings } from "../verdict";
import { type Deviation, isExpired, type Register } from "./register";
import { parseUrn } from "../urn";

/** The policy on the register. It judges last, when the needed deviations are known. */
export function deviationsInOrder(register: Register, needed: ReadonlySet<Deviation>): StackValidationPolicy {
    return stackPolicy({
        name: "deviations-are-in-order",
        checklist: "testing.security.access-controls",
        severity: "high",
        onUnknown: "deny",
        deviable: false,
        requires: "Every deviation is complete, approved by a second person, not expired, and still needed.",
        otherwise: "An exception that nobody reviews becomes the rule.",
        remedy: "Fix the entry in the register of deviations, renew its approval, or remove it.",
        rules: [
            on(types.rootStack, ({ urn }, stack) =>
                [
                    ...register.faults,
                    ...register.deviations
                        .filter(({ stacks }) => stacks.includes(parseUrn(urn).stack))
                        .flatMap((deviation) => faultOf(deviation, register.today, needed, stack)),
                ].map((fault): Findings[number] => ({ outcome: "failed", fault: fault.replace(/\.$/, "") })),
            ),
        ],
    });
}

function faultOf(
    deviation: Deviation,
    today: string,
    needed: ReadonlySet<Deviation>,
    { resources }: Stack,
): string[] {
    const { id, policy, resource, expiresOn } = deviation;
    if (isExpired(deviation, today)) return [`${id} expired on ${expiresOn}`];
    if (needed.has(deviation)) return [];
    if (resource === undefined) return [`${id} is not needed: ${policy} finds no such fault`];
    const exists = resources.some(({ type, name }) => type === resource.type && name === resource.name);
    return [
        exists
            ? `${id} is not needed: ${policy} finds no such fault in ${resource.name}`
            : `${id} names ${resource.name} of type ${resource.type}, which the stack does not have`,
    ];
}
