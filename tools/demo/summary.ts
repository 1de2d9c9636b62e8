import type { EngineEvent } from "../events";

/** The members of `pulumi stack export` that this project reads. */
export interface Deployment {
    readonly deployment: { readonly resources: readonly StackResource[] };
}

export interface StackResource {
    readonly urn: string;
    readonly type: string;
    readonly id?: string;
    /** False for components. */
    readonly custom: boolean;
    readonly parent?: string;
    readonly protect?: boolean;
    readonly inputs?: Readonly<Record<string, unknown>>;
    readonly outputs?: Readonly<Record<string, unknown>>;
    readonly dependencies?: readonly string[];
    readonly propertyDependencies?: Readonly<Record<string, readonly string[]>>;
}

/** What the cloud itself holds: neither components nor the engine's own entries. */
export function cloudResources({ deployment }: Deployment): StackResource[] {
    return deployment.resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));
}

/** The stack and the policies' verdicts in a few lines. */
export function summarize(deployment: Deployment, events: readonly EngineEvent[]): string {
    const resources = cloudResources(deployment);
    const types = new Set(resources.map(({ type }) => type));
    const policies = verdicts(events);
    return [
        `${resources.length} resources of ${types.size} types.`,
        `${policies.evaluated} policies judged ${policies.resources} resources and the stack as a whole: ` +
            `${policies.mandatory} mandatory and ${policies.advisory} advisory violations, ${policies.undetermined} not to be told before they exist.`,
    ].join("\n");
}

interface Verdicts {
    readonly evaluated: number;
    readonly resources: number;
    readonly mandatory: number;
    readonly advisory: number;
    readonly undetermined: number;
}

/** Counts over all steps; a policy counts as evaluated when it judged something at least once. */
export function verdicts(events: readonly EngineEvent[]): Verdicts {
    const summaries = events.flatMap(
        ({ policyAnalyzeSummaryEvent: one, policyAnalyzeStackSummaryEvent: all }) =>
            [one ?? [], all ?? []].flat(),
    );
    const violations = new Map(
        events.flatMap(({ policyEvent: event }) =>
            event
                ? [[`${event.policyName} ${event.resourceUrn ?? ""} ${event.message}`, event] as const]
                : [],
        ),
    );
    const count = (accept: (level: string, isUndetermined: boolean) => boolean): number =>
        [...violations.values()].filter(({ enforcementLevel, message }) =>
            accept(enforcementLevel, /\bUNDETERMINED\b/.test(message)),
        ).length;
    return {
        evaluated: new Set(summaries.flatMap(({ passed = [], failed = [] }) => [...passed, ...failed])).size,
        resources: new Set(summaries.flatMap(({ resourceUrn }) => resourceUrn ?? [])).size,
        mandatory: count((level, isUndetermined) => level === "mandatory" && !isUndetermined),
        advisory: count((level, isUndetermined) => level !== "mandatory" && !isUndetermined),
        undetermined: count((_, isUndetermined) => isUndetermined),
    };
}
