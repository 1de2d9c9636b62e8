/**
 * A rule's verdict on a resource: it passes (no finding), it fails, the answer is still unknown, or the answer depends
 * on something outside this stack.
 *
 * During a preview, some values are unknown. When a policy reads one, Pulumi's policy SDK throws and reports only
 * advice, and the preview succeeds: even a mandatory policy fails open. Here, an unknown value is a finding instead.
 */
export type Finding =
    | {
          readonly outcome: "failed";
          /** What is wrong and where, without any value of the resource, because values can be secret. */
          readonly fault: string;
          /** @defaultValue - the policy's level */
          readonly level?: "advisory";
      }
    | {
          readonly outcome: "undetermined";
          /** Path of the unknown value, e.g. `ingress.0.cidrBlocks.1`. */
          readonly property: string;
      }
    | {
          readonly outcome: "undetermined";
          /** What the program does not show, as the subject of a sentence, such as `whether Django sends the header`. */
          readonly unseen: string;
      }
    | {
          readonly outcome: "not in this stack";
          /** The property with the reference. */
          readonly property: string;
      };

export type Findings = readonly Finding[];

/** Evaluates a judgement. If it needs an unknown value or something outside the stack, that is the finding. */
export function decide(judge: () => Findings): Findings {
    try {
        return judge();
    } catch (error) {
        return [openFinding(error)];
    }
}

/** A rule needs something outside this stack. `Stack.required` throws it, as the SDK throws on an unknown value. */
export class NotInThisStackError extends Error {
    constructor(
        /** The property with the reference. */
        readonly property: string,
    ) {
        super(`${property} refers to something outside this stack`);
    }
}

/** Throws any other error again. */
function openFinding(error: unknown): Finding {
    if (isUnknownValueError(error)) return { outcome: "undetermined", property: error.props.join(".") };
    if (error instanceof NotInThisStackError) {
        return { outcome: "not in this stack", property: error.property };
    }
    throw error;
}

/** The usual judgement: `fault` if the condition holds. */
export function faultIf(fault: string, holds: () => boolean): Findings {
    return decide(() => (holds() ? [{ outcome: "failed", fault }] : []));
}

/** Advice if the condition holds: something should change, but must not stop an update. */
export function adviceIf(fault: string, holds: () => boolean): Findings {
    return decide(() => (holds() ? [{ outcome: "failed", fault, level: "advisory" }] : []));
}

/** A property refers to something outside this stack, so somebody has to sign for it. */
export const notInThisStack = (property: string): Findings => [{ outcome: "not in this stack", property }];

/** Advice to look at what the program does not show. */
export const unseen = (what: string): Findings => [{ outcome: "undetermined", unseen: what }];

/** Whether a condition certainly holds. False if the answer is unknown. */
export function surely(condition: () => boolean): boolean {
    return known(condition) ?? false;
}

/** A value, or undefined if it is unknown or outside this stack. */
export function known<T>(read: () => T): T | undefined {
    try {
        return read();
    } catch (error) {
        openFinding(error);
        return undefined;
    }
}

/** Whether a condition holds for one of them. An unknown answer for one does not hide a yes for another. */
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

/** Whether a property has a value, known or unknown. That is enough for a reference to a key, for example. */
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

/** Checks the shape, because `@pulumi/policy` exports the class, but its type definitions do not declare it. */
function isUnknownValueError(error: unknown): error is UnknownValueError {
    return (
        error instanceof Error &&
        "unknownTypeSentinel" in error &&
        "props" in error &&
        Array.isArray(error.props)
    );
}
