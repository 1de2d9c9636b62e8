import {
    Account,
    ExistingResource,
    Fault,
    Properties,
    Refusal,
    ResourceIdentity,
    UNKNOWN,
} from "./resource-type";
import { isObject } from "./wire";

/**
 * The vocabulary of refusals: how to look at inputs, and the rules that many types share. Everything here answers
 * "no fault" where a value is left out or not known yet; `required` of a type says what must not be left out.
 */

/** The value at a dotted path; of a list that holds one block (as Pulumi flattens many) that block. */
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

/** A string that is there and known, else undefined. */
export function textAt(inputs: Properties, path: string): string | undefined {
    const value = valueAt(inputs, path);
    return typeof value === "string" ? value : undefined;
}

/** A number that is there and known, else undefined; the SDK lets numbers come as strings in some places. */
export function numberAt(inputs: Properties, path: string): number | undefined {
    const value = valueAt(inputs, path);
    if (typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value)) {
        return Number(value);
    }
    return typeof value === "number" ? value : undefined;
}

/** The known elements of a list; empty where there is none. */
export function listAt(inputs: Properties, path: string): unknown[] {
    const value = valueAt(inputs, path);
    return Array.isArray(value) ? value.filter((element) => element !== UNKNOWN) : [];
}

/** The known blocks of a list of blocks, or the one block that is not in a list. */
export function blocksAt(inputs: Properties, path: string): Properties[] {
    const value = valueAt(inputs, path);
    return (Array.isArray(value) ? value : [value]).filter(isObject);
}

/** A value as a message or a look-up takes it. */
export function shown(value: unknown): string {
    if (typeof value === "string") {
        return value;
    }
    return value === UNKNOWN ? "(not known yet)" : (JSON.stringify(value) ?? "nothing");
}

/** Whether the property is set, known or not. */
export const isSet = (inputs: Properties, path: string): boolean =>
    ![undefined, null, ""].includes(valueAt(inputs, path) as string);

/** Both known and equal: two unknown values are not the same. */
export const same = (a: unknown, b: unknown): boolean => a !== UNKNOWN && a !== undefined && a === b;

type Find = (inputs: Properties, account: Account, resource: ResourceIdentity) => Fault | undefined;

/** A rule that is written out. */
export const refusal = (id: string, source: string, find: Find): Refusal => ({ id, source, find });

/** Of a text: how long, and made of what. Both ends of the length count. */
export function refuseText(
    id: string,
    source: string,
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

/** Of a number: its bounds, both allowed. */
export function refuseRange(
    id: string,
    source: string,
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

/** Of a text: one of a closed list. */
export function refuseOther(
    id: string,
    source: string,
    property: string,
    allowed: readonly string[],
): Refusal {
    return refusal(id, source, (inputs) => {
        const text = textAt(inputs, property);
        return text === undefined || allowed.includes(text)
            ? undefined
            : { property, message: `expected ${property} to be one of [${allowed.join(", ")}], got ${text}` };
    });
}

/**
 * A reference (or a list of them, or one of several properties) to something that does not exist in that region of the account.
 * @param code - AWS's error code, e.g. `InvalidSubnetID.NotFound`
 */
export function refuseMissing(
    id: string,
    source: string,
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
                const message = `${code}: The ${what} '${missing}' does not exist in ${resource.region}`;
                return { property: path, message };
            }
        }
        return undefined;
    });
}

/** A name that another resource of the type has already, in the region (or anywhere, for types without one). */
export function refuseTaken(
    id: string,
    source: string,
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

/** Of a property that is free to be taken once in each parent: a port of a load balancer, a priority of a listener. */
export function refuseTakenWithin(
    id: string,
    source: string,
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

/** Types without a region of their own (IAM, Route 53) are seen from everywhere. */
function isThere(found: ExistingResource | undefined, region: string): boolean {
    return found !== undefined && (found.inputs.region === undefined || found.inputs.region === region);
}
