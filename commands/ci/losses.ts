/**
 * Finds the data that a preview plans to delete or replace. Policies only see the resources that will exist (engine 3.220),
 * so this reads the plan itself. Each loss is a violation of the policy that protects data.
 */
import type { Policies } from "@pulumi/policy";
import { deviating } from "../../policies/deviations/apply";
import type { Register } from "../../policies/deviations/register";
import { dataHolders } from "../../policies/resource-types";
import type { EngineEvent } from "../../engine/events";
import { reported, type Verdict } from "../../policies/report/verdict";

const POLICY = "data-is-protected";

/** The operations of a plan that remove an existing resource, and what they do to it. */
const LOSSES: Readonly<Record<string, string>> = {
    delete: "delete",
    replace: "replace",
    "create-replacement": "replace",
    "delete-replaced": "replace",
};

/** One verdict for each database, key or bucket that the plan would delete or replace. */
export function plannedLosses(
    events: readonly EngineEvent[],
    { policies, register }: { readonly policies: Policies; readonly register: Register },
): Verdict[] {
    const policy = policies.find(({ name }) => name === POLICY);
    if (!policy) throw new Error(`The pack has no policy ${POLICY}.`);
    const losses = new Map(
        events
            .flatMap(({ resourcePreEvent: event }) => event?.metadata ?? [])
            .filter(({ op, type }) => op in LOSSES && dataHolders.tokens.includes(type))
            .map(({ op, urn }) => [urn, LOSSES[op] ?? op]),
    );
    const verdicts: Verdict[] = [];
    const report = deviating(register, POLICY, ({ urn = "", message, enforcementLevel }) => {
        verdicts.push(
            reported(POLICY, urn, enforcementLevel === "advisory" ? "advisory" : "mandatory", message),
        );
    });
    for (const [urn, loss] of losses) {
        const explanation = `${policy.description} ${policy.remediationSteps ?? ""}`;
        report({ urn, message: `Pulumi plans to ${loss} it. ${explanation}` });
    }
    return verdicts;
}
