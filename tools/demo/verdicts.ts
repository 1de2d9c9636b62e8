/** What the policy pack said, read from the engine's events. */
import type { EngineEvent, PolicySummary, PolicyViolation } from "../events";

export interface Verdicts {
    /** Policies that judged something at least once. */
    readonly policies: number;
    readonly resources: number;
    readonly mandatory: number;
    readonly advisory: number;
    /** Could not be told in a preview. */
    readonly undetermined: number;
}

/** Names of the policies that passed something, and of those that were violated. */
export function judgedPolicies(events: readonly EngineEvent[]): {
    passed: Set<string>;
    violated: Set<string>;
} {
    return {
        passed: new Set(summaries(events).flatMap(({ passed = [] }) => passed)),
        violated: new Set(
            violations(events)
                .filter((violation) => !isUndetermined(violation))
                .map(({ policyName }) => policyName),
        ),
    };
}

/** Counts over all the steps of a run; what several steps said is counted once. */
export function verdicts(events: readonly EngineEvent[]): Verdicts {
    const judged = summaries(events);
    const found = violations(events);
    const determined = found.filter((violation) => !isUndetermined(violation));
    const mandatory = determined.filter(({ enforcementLevel }) => enforcementLevel === "mandatory");
    return {
        policies: new Set(judged.flatMap(({ passed = [], failed = [] }) => [...passed, ...failed])).size,
        resources: new Set(judged.flatMap(({ resourceUrn }) => resourceUrn ?? [])).size,
        mandatory: mandatory.length,
        advisory: determined.length - mandatory.length,
        undetermined: found.length - determined.length,
    };
}

function summaries(events: readonly EngineEvent[]): PolicySummary[] {
    return events.flatMap(({ policyAnalyzeSummaryEvent: one, policyAnalyzeStackSummaryEvent: all }) =>
        [one ?? [], all ?? []].flat(),
    );
}

function violations(events: readonly EngineEvent[]): PolicyViolation[] {
    const all = events.flatMap(({ policyEvent }) => policyEvent ?? []);
    return [
        ...new Map(
            all.map((violation) => [
                `${violation.policyName} ${violation.resourceUrn ?? ""} ${violation.message}`,
                violation,
            ]),
        ).values(),
    ];
}

const isUndetermined = ({ message }: PolicyViolation): boolean => /\bUNDETERMINED\b/.test(message);
