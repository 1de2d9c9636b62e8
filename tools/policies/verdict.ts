/** What a policy said of a resource, wherever it was judged: by the engine, or in process. */
import { readMessage } from "../../policies/message";
import type { EngineEvent } from "../events";

export type Outcome = "passed" | "failed" | "undetermined" | "deviated";
export type Level = "mandatory" | "advisory";

export interface Verdict {
    readonly policy: string;
    /** Of the resource; what a policy on the whole stack passes is said of the stack. */
    readonly urn: string;
    readonly outcome: Outcome;
    /** None of what passed. */
    readonly level?: Level;
    readonly message?: string;
    /** Id of the deviation, of what is deviated. */
    readonly deviation?: string;
}

/** What the pack says stops an update: a mandatory fault, or a value that must be written in the code and is not. */
export const isBlocking = ({ outcome, level }: Verdict): boolean =>
    level === "mandatory" && (outcome === "failed" || outcome === "undetermined");

/** Reads one violation, as the engine or the SDK reports it. */
export function reported(policy: string, urn: string, level: Level, text: string): Verdict {
    const message = text.trim();
    return { policy, urn, level, message, ...readMessage(message) };
}

/**
 * The verdicts in the events of one preview or update. None where a resource was not judged, or the stack as a whole
 * was not: the engine leaves that out when something else fails, and no verdict is not a good one.
 */
export function verdictsOf(events: readonly EngineEvent[]): Verdict[] | undefined {
    const urns = new Set(
        events.flatMap(({ resourcePreEvent: event }) =>
            event && event.metadata.op !== "delete" && !event.metadata.type.startsWith("pulumi:providers:")
                ? event.metadata.urn
                : [],
        ),
    );
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
    /** Resources that a policy was for. */
    readonly resources: number;
    readonly byOutcome: Readonly<Record<Outcome, number>>;
    readonly blocking: number;
}

export function totalsOf(verdicts: readonly Verdict[]): Totals {
    const count = (outcome: Outcome) => verdicts.filter((verdict) => verdict.outcome === outcome).length;
    return {
        policies: new Set(verdicts.map(({ policy }) => policy)).size,
        resources: new Set(verdicts.map(({ urn }) => urn)).size,
        byOutcome: {
            passed: count("passed"),
            failed: count("failed"),
            undetermined: count("undetermined"),
            deviated: count("deviated"),
        },
        blocking: verdicts.filter(isBlocking).length,
    };
}
