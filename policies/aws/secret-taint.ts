/** Follows secrets of the stack by Pulumi's marks and by references, which are both known during a preview. */
import * as types from "../resource-types";
import { markedByProgram, wasGiven } from "../given";
import { markedIn } from "../secret-marks";
import type { Resource, Stack } from "../stack";
import type { Findings } from "../verdict";
import { ALWAYS_MARKED, CONFIGURATION, ON_EVERY_TYPE, USER_DATA } from "./readable-places";
import { soundsPublic } from "./secret-names";
import { isHarmless } from "./secret-values";
import { leavesIn } from "./texts";

export interface Holder extends Resource {
    readonly type: string;
    readonly props: object;
}

export const valueOf = ({ props }: Holder, property: string): unknown =>
    (props as Readonly<Record<string, unknown>>)[property];

/** Types with their own policies: `ssm-parameter-from-secret-is-securestring`, `command-carries-no-secret`. */
const WITH_A_POLICY = [types.ssmParameter, types.localCommand, types.remoteCommand].flatMap(
    ({ tokens }) => tokens,
);

export const hasPolicyOfItsOwn = (type: string): boolean => WITH_A_POLICY.includes(type);

/** The readable properties of a resource, except user data, that must not contain a value made from a secret. */
export function taintablePlaces({ type, props }: Holder): readonly string[] {
    const own = hasPolicyOfItsOwn(type) ? [] : (CONFIGURATION[type] ?? []);
    return [...own.filter((property) => property in props), ...textsForPeople(props)];
}

/** Reads `tagsAll`, which includes the provider's tags, if a resource has no other tags. */
export function textsForPeople(props: object): readonly string[] {
    return ON_EVERY_TYPE.filter(
        (property) => property in props && !(property === "tagsAll" && "tags" in props),
    );
}

/**
 * The values under a property that the program, not the provider, marks as secret. The marks of inputs are exact, so
 * they count if there are inputs.
 */
export function marksOf({ type, urn, props }: Holder, property: string): readonly string[] {
    if ((ALWAYS_MARKED[type] ?? []).includes(property)) return [];
    const given = wasGiven(urn, property) === true ? markedByProgram(urn) : undefined;
    return (given ?? markedIn(props)).filter((path) => isWithin(path, property));
}

/**
 * The paths of the secret values under a property. Pulumi also marks values that are not secret, such as everything
 * from Parameter Store, so values that can't be a secret do not count.
 */
export function markedSecrets(holder: Holder, property: string): readonly string[] {
    const marks = marksOf(holder, property);
    const leaves = marks.length === 0 ? [] : leavesIn(property, () => valueOf(holder, property));
    return marks.filter((marked) =>
        leaves.some(({ path, text }) => isWithin(path, marked) && !isHarmless(text ?? "")),
    );
}

export const isWithin = (path: string, outer: string): boolean =>
    path === outer || path.startsWith(`${outer}.`);

/**
 * How a property gets a secret. A reference to a generated password proves it. A reference to a secret or a key can
 * mean its ARN or its public half, so the value itself must be known.
 */
export function taints(holder: Holder, property: string, stack: Stack): Findings {
    const marked = markedSecrets(holder, property);
    if (marked.length > 0) {
        return marked.map((path) => ({ outcome: "failed", fault: `${path} is a secret, by Pulumi's mark` }));
    }
    if (stack.referred(holder, property, types.generatedPassword).length > 0) {
        return [{ outcome: "failed", fault: `${property} is made from a generated secret` }];
    }
    if (stack.referred(holder, property, types.secretSource).length === 0) return [];
    return leavesIn(property, () => valueOf(holder, property))
        .filter(({ name, text }) => text === undefined && !soundsPublic(name))
        .map(({ path }) => ({ outcome: "undetermined", property: path }));
}

/** Whether another policy says, before the update, that a property holds a secret. */
export function isTainted(holder: Holder, property: string, stack: Stack): boolean {
    const isPlace = [...(USER_DATA[holder.type] ?? []), ...taintablePlaces(holder)].includes(property);
    return isPlace && taints(holder, property, stack).some(({ outcome }) => outcome === "failed");
}
