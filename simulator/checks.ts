import {
    Account,
    ExistingResource,
    Fault,
    Properties,
    Refusal,
    ResourceIdentity,
    Source,
    UNKNOWN,
} from "./resource-type";
import { sdkType } from "./sdk";
import { isObject } from "./wire";

/**
 * The building blocks of checks: functions that read inputs, and checks that many types share. A value that is missing
 * or not known yet is never a fault. The `required` list of a type names the inputs that must not be missing.
 */

/** The value at a dotted path. A list with one block counts as that block, because Pulumi flattens many such lists. */
export function valueAt(inputs: Properties, path: string): unknown {
    let value: unknown = inputs;
    for (const key of path.split(".")) {
        if (value === UNKNOWN) {
            return UNKNOWN;
        }
        const holder: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
        value = isObject(holder) ? holder[key] : undefined;
    }
    return value;
}

/** The string, or undefined if it is missing or unknown. */
export function textAt(inputs: Properties, path: string): string | undefined {
    const value = valueAt(inputs, path);
    return typeof value === "string" ? value : undefined;
}

/** The number, or undefined if it is missing or unknown. In some places, the SDK accepts numbers as strings. */
export function numberAt(inputs: Properties, path: string): number | undefined {
    const value = valueAt(inputs, path);
    if (typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value)) {
        return Number(value);
    }
    return typeof value === "number" ? value : undefined;
}

/** The known elements of a list. Empty if there are none. */
export function listAt(inputs: Properties, path: string): unknown[] {
    const value = valueAt(inputs, path);
    return Array.isArray(value) ? value.filter((element) => element !== UNKNOWN) : [];
}

/** The known texts in a list. */
export const textsAt = (inputs: Properties, path: string): readonly string[] =>
    listAt(inputs, path).filter((element) => typeof element === "string");

/** The known blocks of a list of blocks, or the one block that is not in a list. */
export function blocksAt(inputs: Properties, path: string): Properties[] {
    const value = valueAt(inputs, path);
    return (Array.isArray(value) ? value : [value]).filter(isObject);
}

/** A value as text, for messages and look-ups. */
export function shown(value: unknown): string {
    if (typeof value === "string") {
        return value;
    }
    return value === UNKNOWN ? "(not known yet)" : (JSON.stringify(value) ?? "nothing");
}

/** Whether the property is set, known or not. */
export const isSet = (inputs: Properties, path: string): boolean =>
    ![undefined, null, ""].includes(valueAt(inputs, path) as string);

/** Whether both values are known and equal. Two unknown values are not the same. */
export const same = (a: unknown, b: unknown): boolean => a !== UNKNOWN && a !== undefined && a === b;

/** What is wrong with a property. */
export const fault = (property: string, message: string): Fault => ({ property, message });

type Find = (inputs: Properties, account: Account, resource: ResourceIdentity) => Fault | undefined;

/** Makes a check from a function. */
export const refusal = (id: string, source: Source, find: Find): Refusal => ({ id, source, find });

/** Rejects a text because of its length or its characters. Both bounds are allowed. */
export function refuseText(
    id: string,
    source: Source,
    property: string,
    allowed: { min?: number; max?: number; pattern?: RegExp; message: string },
): Refusal {
    const { min = 0, max = Infinity, pattern, message } = allowed;
    return refusal(id, source, (inputs) => {
        const text = textAt(inputs, property);
        const fits =
            text === undefined || (text.length >= min && text.length <= max && (pattern?.test(text) ?? true));
        return fits ? undefined : { property, message: `${message}: "${text}"` };
    });
}

/** Rejects a number that is out of bounds. Both bounds are allowed. */
export function refuseRange(
    id: string,
    source: Source,
    property: string,
    allowed: { min: number; max: number; message?: string },
): Refusal {
    const { min, max, message = "InvalidParameterValue" } = allowed;
    return refusal(id, source, (inputs) => {
        const number = numberAt(inputs, property);
        const fits = number === undefined || (number >= min && number <= max);
        return fits
            ? undefined
            : {
                  property,
                  message: `${message}: expected ${property} to be in the range (${min} - ${max}), got ${number}`,
              };
    });
}

/** Rejects a text that is not allowed, or a list with such a text. */
export function refuseOther(
    id: string,
    source: Source,
    property: string,
    allowed: readonly string[],
): Refusal {
    return refusal(id, source, (inputs) => {
        const texts = [textAt(inputs, property) ?? [], textsAt(inputs, property)].flat();
        const wrong = texts.find((text) => !allowed.includes(text));
        return wrong === undefined
            ? undefined
            : {
                  property,
                  message: `expected ${property} to be one of [${allowed.join(", ")}], got ${wrong}`,
              };
    });
}

/**
 * Rejects a reference to something that does not exist in the region. A property can hold one reference or a list.
 * @param code - AWS's error code, e.g. `InvalidSubnetID.NotFound`
 */
export function refuseMissing(
    id: string,
    source: Source,
    property: string | readonly string[],
    target: { tokens: readonly string[]; code: string; what: string },
): Refusal {
    const { tokens, code, what } = target;
    return refusal(id, source, (inputs, account, resource) => {
        for (const path of [property].flat()) {
            const value = valueAt(inputs, path);
            const names = (Array.isArray(value) ? value : [value]).filter((name) => typeof name === "string");
            const missing = names.find((name) => !isThere(account.find(name, ...tokens), resource.region));
            if (missing !== undefined) {
                const place = tokens.some(hasRegion) ? ` in ${resource.region}` : "";
                return {
                    property: path,
                    message: `${code}: The ${what} '${missing}' does not exist${place}`,
                };
            }
        }
        return undefined;
    });
}

/** Rejects a name that another resource of the type has in the same region (or anywhere if the type has no region). */
export function refuseTaken(
    id: string,
    source: Source,
    property: string,
    { code, what }: { code: string; what: string },
): Refusal {
    return refusal(id, source, (inputs, account, { token }) => {
        const name = textAt(inputs, property);
        const taken = account
            .all(token)
            .some(
                (other) =>
                    name !== undefined &&
                    same(textAt(other.inputs, property), name) &&
                    other.inputs.region === inputs.region,
            );
        return taken ? { property, message: `${code}: ${what} ${name} already exists` } : undefined;
    });
}

/** Rejects a value that must be unique within a parent: the port of a listener, the priority of a rule. */
export function refuseTakenWithin(
    id: string,
    source: Source,
    { property, parent }: { property: string; parent: string },
    message: (value: string) => string,
): Refusal {
    return refusal(id, source, (inputs, account, { token }) => {
        const taken = account
            .all(token)
            .some(
                (other) =>
                    same(other.inputs[parent], inputs[parent]) &&
                    same(other.inputs[property], inputs[property]),
            );
        return taken ? { property, message: message(shown(inputs[property])) } : undefined;
    });
}

const hasRegion = (token: string): boolean => sdkType(token).inputs.has("region");

/** Types without a region (IAM, Route 53) are visible in every region. */
function isThere(found: ExistingResource | undefined, region: string): boolean {
    return found !== undefined && (found.inputs.region === undefined || found.inputs.region === region);
}
