/**
 * Finds out what the `Condition` of an Allow statement really requires, in the same way for identity policies, trust
 * policies and resource policies.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
import { NARROWING_KEYS, type Narrows } from "./iam-condition-keys";
import type { Statement } from "./iam-document";

/** A comparison that fails if the request lacks the key. The request must equal one of the values. */
export interface Demand {
    /** In lower case, without `ForAnyValue:` and `IfExists`. */
    readonly operator: string;
    /** In lower case, because AWS ignores the case of keys. */
    readonly key: string;
    readonly values: readonly string[];
}

/** Operators that require a value. Negated operators admit everyone else, and `Null` ignores the value. */
const POSITIVE =
    /^(?<set>forallvalues:|foranyvalue:)?(?<operator>string(?:equals|equalsignorecase|like)|arn(?:equals|like)|ipaddress|bool)(?<optional>ifexists)?$/;

export function demandsOf({ conditions }: Pick<Statement, "conditions">): readonly Demand[] {
    const present = keysThatMustBePresent(conditions);
    return Object.entries(conditions).flatMap(([name, keys]) => {
        const { set, operator, optional } = POSITIVE.exec(name.toLowerCase())?.groups ?? {};
        if (operator === undefined) return [];
        // Both hold if the request lacks the key, unless a `Null` rules that out.
        const isOptional = set === "forallvalues:" || optional !== undefined;
        return Object.entries(keys)
            .map(([key, values]) => ({ operator, key: key.toLowerCase(), values }))
            .filter(({ key, values }) => values.length > 0 && (!isOptional || present.has(key)));
    });
}

function keysThatMustBePresent(conditions: Statement["conditions"]): ReadonlySet<string> {
    const tests = Object.entries(conditions).filter(([operator]) => operator.toLowerCase() === "null");
    return new Set(
        tests
            .flatMap(([, keys]) => Object.entries(keys))
            .filter(([, values]) => values.length > 0 && values.every((value) => value === "false"))
            .map(([key]) => key.toLowerCase()),
    );
}

/** Whether a condition requires a key, and each accepted value is specific enough. */
export function demands(
    statement: Pick<Statement, "conditions">,
    key: string,
    isSpecific: (value: string) => boolean,
): boolean {
    return demandsOf(statement).some(
        (demand) => demand.key === key.toLowerCase() && demand.values.every(isSpecific),
    );
}

/** Whether the conditions limit the caller, the origin of a service's call, or the resource. */
export function isNarrowed(statement: Pick<Statement, "conditions">, what: Narrows): boolean {
    return demandsOf(statement).some(({ operator, key, values }) =>
        NARROWING_KEYS.some(
            (row) =>
                row.narrows.includes(what) &&
                row.key.test(key) &&
                row.value.operators.includes(operator) &&
                values.every(row.value.isSpecific),
        ),
    );
}
