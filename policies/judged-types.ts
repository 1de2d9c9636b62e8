/** Finds resources whose type no policy knows, so that a report can say what "0 findings" does not cover. */
import { TYPES_WITHOUT_RULE } from "./aws/types-without-rule";
import * as resourceTypes from "./resource-types";

/** The properties of a resource that show whether a policy knows its type. */
export interface TypedResource {
    readonly type: string;
    /** Its provider. Components have none. */
    readonly provider?: unknown;
}

/** A type of resource that no policy knows. */
export interface TypeWithoutRule {
    readonly type: string;
    /** Number of resources of this type, at least 1. */
    readonly resources: number;
    /** Why the type needs no rule. Undefined if nobody has reviewed the type. */
    readonly reason?: string;
}

/** Every type that a rule judges, or that a rule on another type reads. */
const JUDGED: ReadonlySet<string> = new Set(Object.values(resourceTypes).flatMap(({ tokens }) => tokens));

/** Components and providers create resources, but are not cloud resources themselves. */
const isOfCloud = ({ type, provider }: TypedResource): boolean =>
    (provider !== undefined && !type.startsWith("pulumi:")) || /^aws(-native)?:/.test(type);

/**
 * The types of resources in a stack that no policy knows, the most frequent first. Policies on every type of resource,
 * such as those on tags and regions, do not count, because they do not know the type's own settings.
 */
export function typesWithoutRule(resources: readonly TypedResource[]): readonly TypeWithoutRule[] {
    const types = resources
        .filter((resource) => isOfCloud(resource) && !JUDGED.has(resource.type))
        .map(({ type }) => type);
    return [...new Set(types)]
        .map((type) => ({
            type,
            resources: types.filter((other) => other === type).length,
            ...(Object.hasOwn(TYPES_WITHOUT_RULE, type) && { reason: TYPES_WITHOUT_RULE[type] }),
        }))
        .sort((a, b) => b.resources - a.resources || a.type.localeCompare(b.type));
}

/**
 * The same in one sentence for a report, e.g. `95 resources of 34 types have no rule of their own; 2 of these types are
 * not on the list of types that need none.`
 */
export function describeTypesWithoutRule(resources: readonly TypedResource[]): string {
    const types = typesWithoutRule(resources);
    if (types.length === 0) return "A policy has a rule for the type of every resource.";
    const count = types.reduce((sum, type) => sum + type.resources, 0);
    const open = types.filter(({ reason }) => reason === undefined).length;
    const rest =
        open === 0
            ? "these types are on the list of types that need none"
            : `${open} of these types ${open === 1 ? "is" : "are"} not on the list of types that need none`;
    return `${number(count, "resource")} of ${number(types.length, "type")} ${count === 1 ? "has" : "have"} no rule of ${count === 1 ? "its" : "their"} own; ${rest}.`;
}

const number = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
