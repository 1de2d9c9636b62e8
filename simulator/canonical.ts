import { parseJson } from "./aws/checks/policy-document";
import type { CanonicalForm, HiddenDifference, Properties, ResourceType, Source } from "./resource-type";
import { isObject, isSecret } from "./wire";

/** The inputs in the form in which AWS stores them and answers them later. Secrets stay as they are. */
export const canonicalInputs = (inputs: Properties, { canonical = [] }: ResourceType): Properties =>
    canonical.reduce(
        (stored, form) => rewritten(stored, form.property.split("."), form) as Properties,
        inputs,
    );

function rewritten(value: unknown, [key, ...rest]: readonly string[], form: CanonicalForm): unknown {
    if (isSecret(value)) return value;
    if (key === undefined) return form.stored(value);
    if (Array.isArray(value)) return value.map((block) => rewritten(block, [key, ...rest], form));
    if (!isObject(value) || value[key] === undefined) return value;
    return { ...value, [key]: rewritten(value[key], rest, form) };
}

/**
 * Whether the provider keeps the difference between what AWS has and what the program asks for to itself.
 * @param inputs - everything that the program asks for
 */
export const isHidden = (
    property: string,
    { before, after, inputs }: { before: unknown; after: unknown; inputs: Properties },
    { hidden = [] }: ResourceType,
): boolean =>
    isSameDocument(before, after) ||
    hidden.some((each) => each.property === property && each.when(before, after, inputs));

/** AWS stores the text in small letters, and the provider compares it in small letters. */
export const inSmallLetters = (property: string, source: Source): Forms => alike(property, source, lower);

/** A domain name: small letters, and no dot at the end. */
export const asDomainName = (property: string, source: Source): Forms => alike(property, source, domainName);

/** The provider compares the list as a set (`TypeSet`), so neither AWS's order nor the program's counts. */
export const inAnyOrder = (property: string, source: Source): HiddenDifference => ({
    property,
    source,
    when: (before, after) =>
        Array.isArray(before) && Array.isArray(after) && sorted(before).join() === sorted(after).join(),
});

const alike = (property: string, source: Source, stored: (value: unknown) => unknown): Forms => ({
    canonical: [{ property, source, stored }],
    hidden: [{ property, source, when: (before, after) => stored(before) === stored(after) }],
});

const sorted = (list: readonly unknown[]): string[] => list.map(meaningOf).sort();

interface Forms {
    readonly canonical: readonly CanonicalForm[];
    readonly hidden: readonly HiddenDifference[];
}

export const lower = (value: unknown): unknown => (typeof value === "string" ? value.toLowerCase() : value);

const domainName = (value: unknown): unknown =>
    typeof value === "string" ? value.toLowerCase().replace(/\.$/, "") : value;

/**
 * Whether two JSON documents mean the same. The provider compares policies, event patterns, dashboards and SSM documents
 * in this way: neither white space nor the order of keys counts. In a policy, a list of one text is that text, and the
 * order of a list does not count; we treat all documents so.
 * https://github.com/hashicorp/awspolicyequivalence
 * https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/verify/diff.go
 */
function isSameDocument(before: unknown, after: unknown): boolean {
    const [old, now] = [documentIn(before), documentIn(after)];
    return old !== undefined && now !== undefined && meaningOf(old) === meaningOf(now);
}

function documentIn(text: unknown): object | undefined {
    const value = typeof text === "string" && text.startsWith("{") ? parseJson(text)?.value : undefined;
    return isObject(value) ? value : undefined;
}

function meaningOf(value: unknown): string {
    if (Array.isArray(value)) {
        return value.length === 1 && typeof value[0] === "string"
            ? meaningOf(value[0])
            : `[${value.map(meaningOf).sort().join()}]`;
    }
    if (!isObject(value)) return JSON.stringify(value);
    const members = Object.keys(value).sort();
    return `{${members.map((key) => `${JSON.stringify(key)}:${meaningOf(value[key])}`).join()}}`;
}
