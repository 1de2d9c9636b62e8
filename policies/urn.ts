/** Reads Pulumi's names of resources: `urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>`. */

/** https://www.pulumi.com/docs/iac/concepts/resources/names/ */
export interface UrnParts {
    readonly stack: string;
    readonly project: string;
    /** Types of the components around the resource, from the outermost, and of the resource itself. */
    readonly types: readonly string[];
    readonly type: string;
    /** The logical name. It can contain `::`. */
    readonly name: string;
}

/** The parts of a URN. A text that is not a URN has empty parts. */
export function parseUrn(urn: string): UrnParts {
    const [head = "", project = "", chain = "", ...name] = urn.split("::");
    const types = chain.split("$");
    return {
        stack: head.replace(/^urn:pulumi:/, ""),
        project,
        types,
        type: types.at(-1) ?? "",
        name: name.join("::"),
    };
}

/** The logical name of a resource. */
export const nameOf = (urn: string): string => parseUrn(urn).name;

/** The URN in a reference to a provider, which is `<urn>::<id>`. */
export const urnOfProvider = (reference: string): string => reference.split("::").slice(0, -1).join("::");
