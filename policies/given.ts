/**
 * What the program gives each resource, as opposed to what AWS fills in. A policy on the stack sees outputs, in which
 * the two look alike; the engine has every resource judged by its inputs before, and here it is remembered. Only the
 * names of properties are kept, never a value.
 */
const names = new Map<string, ReadonlySet<string>>();
let isTrial = false;

/** Called for each resource with its inputs. */
export function rememberGiven(urn: string, inputs: object): void {
    if (!isTrial) names.set(urn, new Set(Object.keys(inputs)));
}

/** Runs policies on what may not be inputs, without remembering it. */
export function onTrial(run: () => void): void {
    isTrial = true;
    try {
        run();
    } finally {
        isTrial = false;
    }
}

/** Whether the program gives the property; undefined where the resource was not judged by its inputs. */
export function wasGiven(urn: string, property: string): boolean | undefined {
    return names.get(urn)?.has(property);
}
