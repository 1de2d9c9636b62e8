/** `urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>`; https://www.pulumi.com/docs/iac/concepts/resources/names/ */
export function partsOf(urn: string): {
    readonly stack: string;
    readonly type: string;
    readonly name: string;
} {
    const [head = "", , types = "", ...name] = urn.split("::");
    return {
        stack: head.replace(/^urn:pulumi:/, ""),
        type: types.split("$").at(-1) ?? "",
        name: name.join("::"),
    };
}
