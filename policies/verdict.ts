/**
 * What a rule says of a resource: it passes (no finding), it fails, or that can't be told yet.
 *
 * During a preview some values are unknown. Pulumi's policy SDK throws when a policy reads one, reports that as a mere
 * advice, and the preview succeeds: even a mandatory policy fails open. Here an unknown value is a finding instead.
 */
export type Finding =
    | {
          readonly outcome: "fail";
          /** What is wrong and where, without any value of the resource: values may be secret. */
          readonly fault: string;
      }
    | {
          readonly outcome: "undetermined";
          /** Path of the unknown value, e.g. `ingress.0.cidrBlocks.1`. */
          readonly property: string;
      };

export type Findings = readonly Finding[];

/** Evaluates a judgement; where it reads an unknown value, the finding is that it can't be told. */
export function decide(judge: () => Findings): Findings {
    try {
        return judge();
    } catch (error) {
        if (isUnknownValueError(error)) {
            return [{ outcome: "undetermined", property: error.props.join(".") }];
        }
        throw error;
    }
}

/** The usual judgement: `fault` where the condition holds. */
export function faultIf(fault: string, holds: () => boolean): Findings {
    return decide(() => (holds() ? [{ outcome: "fail", fault }] : []));
}

/** Whether a condition holds for sure: not where it can't be told. */
export function surely(condition: () => boolean): boolean {
    return known(condition) ?? false;
}

/** A value, or undefined where it is unknown. */
export function known<T>(read: () => T): T | undefined {
    try {
        return read();
    } catch (error) {
        if (isUnknownValueError(error)) return undefined;
        throw error;
    }
}

/** Whether a condition holds for one of them; one that can't be told yet does not hide another for which it holds. */
export function some<T>(elements: readonly T[], holds: (element: T) => boolean): boolean {
    return (
        elements.some((element) => surely(() => holds(element))) || elements.some((element) => holds(element))
    );
}

/** Judges the elements of a list one by one, so that an unknown one does not hide the others. */
export function each<T>(
    list: () => readonly T[] | undefined,
    judge: (element: T, index: number) => Findings,
): Findings {
    return decide(() => {
        const elements = list() ?? [];
        return [...elements.keys()].flatMap((index) =>
            decide(() => {
                const element = elements[index];
                return element === undefined ? [] : judge(element, index);
            }),
        );
    });
}

/** Whether a property has a value, known or not: to be set is enough for the reference to a key, say. */
export function isSet<Props extends object>(props: Props, property: keyof Props & string): boolean {
    if (!(property in props)) return false;
    try {
        const value: unknown = props[property];
        const empty = value === "" || (Array.isArray(value) && value.length === 0);
        return !empty && value !== undefined && value !== null;
    } catch (error) {
        if (isUnknownValueError(error)) return true;
        throw error;
    }
}

interface UnknownValueError extends Error {
    readonly props: readonly string[];
}

/** By shape: `@pulumi/policy` exports the class, but its type definitions do not have it. */
function isUnknownValueError(error: unknown): error is UnknownValueError {
    return (
        error instanceof Error &&
        "unknownTypeSentinel" in error &&
        "props" in error &&
        Array.isArray(error.props)
    );
}
