/**
 * Remembers which properties the program sets, because AWS fills in others. A policy on the stack sees outputs, which
 * do not show the difference. But the engine judges each resource by its inputs first. This module keeps only the names
 * of properties and the paths of marked secrets, never a value.
 */
import { markedIn } from "./secret-marks";

interface Given {
    readonly names: ReadonlySet<string>;
    readonly marked: readonly string[];
}

const inputsOf = new Map<string, Given>();
let isTrial = false;

/** Called for each resource with its inputs. */
export function rememberGiven(urn: string, inputs: object): void {
    if (!isTrial) inputsOf.set(urn, { names: new Set(Object.keys(inputs)), marked: markedIn(inputs) });
}

/** Runs policies on values that are not inputs, and does not remember them. */
export function onTrial(run: () => void): void {
    isTrial = true;
    try {
        run();
    } finally {
        isTrial = false;
    }
}

/** Whether the program sets the property. Undefined if no policy judged the resource by its inputs. */
export function wasGiven(urn: string, property: string): boolean | undefined {
    return inputsOf.get(urn)?.names.has(property);
}

/** The paths of the program's values that Pulumi marks as secret. Undefined as above. */
export function markedByProgram(urn: string): readonly string[] | undefined {
    return inputsOf.get(urn)?.marked;
}
