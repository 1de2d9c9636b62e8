/** A policy's verdict on a resource, from the engine or from this process. */
import { readMessage } from "../message";
import { isBlocking, type Judged, type Level, type Outcome, OUTCOMES } from "../outcomes";
import type { TypedResource } from "../judged-types";
import type { PolicyEvents, StepMetadata } from "./events";

export { isBlocking };

export interface Verdict extends Judged {
    readonly policy: string;
    /** URN of the resource. A policy on the whole stack passes with the URN of the stack. */
    readonly urn: string;
    readonly message?: string;
    /** Id of the deviation that covers the fault. */
    readonly deviation?: string;
}

/** Reads one violation from the engine or the SDK. */
export function reported(policy: string, urn: string, level: Level, text: string): Verdict {
    const message = text.trim();
    return { policy, urn, level, message, ...readMessage(message) };
}

/** Operations that delete a resource, or only read it: a StackReference, or a resource by its id. */
const NOT_JUDGED = ["delete", "read"];

function judgedSteps(events: readonly PolicyEvents[]): StepMetadata[] {
    return events
        .flatMap(({ resourcePreEvent: event }) => event?.metadata ?? [])
        .filter(({ op, type }) => !NOT_JUDGED.includes(op) && !type.startsWith("pulumi:providers:"));
}

/** The resources that policies judged in one preview or update, each once. */
export function resourcesOf(events: readonly PolicyEvents[]): TypedResource[] {
    const byUrn = new Map(judgedSteps(events).map((step) => [step.urn, step]));
    // A component has an empty provider here.
    return [...byUrn.values()].map(({ type, provider }) => ({ type, ...(provider && { provider }) }));
}

/**
 * The verdicts in the events of one preview or update. Undefined if a resource or the stack as a whole was not judged:
 * the engine skips that when something else fails, and a missing verdict is not a pass.
 */
export function verdictsOf(events: readonly PolicyEvents[]): Verdict[] | undefined {
    const urns = new Set(judgedSteps(events).map(({ urn }) => urn));
    const stack = [...urns].find((urn) => urn.includes("::pulumi:pulumi:Stack::")) ?? "";
    const single = events.flatMap(({ policyAnalyzeSummaryEvent: event }) => event ?? []);
    const whole = events.flatMap(({ policyAnalyzeStackSummaryEvent: event }) => event ?? []);
    const judged = new Set(single.map(({ resourceUrn }) => resourceUrn));
    if (whole.length === 0 || [...urns].some((urn) => !judged.has(urn))) return undefined;
    const passed = [...single, ...whole].flatMap(({ resourceUrn = stack, passed: names = [] }) =>
        names.map((policy): Verdict => ({ policy, urn: resourceUrn, outcome: "passed" })),
    );
    const violated = events
        .flatMap(({ policyEvent: event }) => event ?? [])
        .map(({ policyName, resourceUrn = stack, enforcementLevel, message }) =>
            reported(
                policyName,
                resourceUrn,
                enforcementLevel === "mandatory" ? "mandatory" : "advisory",
                message,
            ),
        );
    return [...passed, ...violated];
}

export interface Totals {
    /** Policies that judged something. */
    readonly policies: number;
    /** Resources that a policy judged. */
    readonly resources: number;
    readonly byOutcome: Readonly<Record<Outcome, number>>;
    readonly blocking: number;
}

export function totalsOf(verdicts: readonly Verdict[]): Totals {
    const count = (outcome: Outcome) => verdicts.filter((verdict) => verdict.outcome === outcome).length;
    return {
        policies: new Set(verdicts.map(({ policy }) => policy)).size,
        resources: new Set(verdicts.map(({ urn }) => urn)).size,
        byOutcome: Object.fromEntries(OUTCOMES.map((outcome) => [outcome, count(outcome)])) as Record<
            Outcome,
            number
        >,
        blocking: verdicts.filter(isBlocking).length,
    };
}

/** The verdicts in a line, without its full stop. */
export function summarize(verdicts: readonly Verdict[]): string {
    const { policies, resources, byOutcome, blocking } = totalsOf(verdicts);
    const { passed, failed } = byOutcome;
    const others = OUTCOMES.filter((outcome) => outcome !== "passed" && outcome !== "failed");
    return [
        `${policies} policies judged ${resources} resources: ${passed} passed`,
        `${failed} failed (${blocking} blocking)`,
        ...others.map((outcome) => `${byOutcome[outcome]} ${outcome}`),
    ].join(", ");
}
