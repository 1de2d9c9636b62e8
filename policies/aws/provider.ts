/** Reads the settings of Pulumi's connection to AWS, as policies see them. */

/** The engine keeps values other than texts as JSON. Throws if the value is unknown. */
export function providerSetting(props: object, name: string): unknown {
    const value = (props as Readonly<Record<string, unknown>>)[name];
    if (typeof value !== "string") return value;
    try {
        return JSON.parse(value);
    } catch {
        return value;
    }
}

/** Names of the tags that the provider adds to every resource. */
export function defaultTagsOf(props: object): string[] {
    const defaults = providerSetting(props, "defaultTags") as
        { readonly tags?: Readonly<Record<string, string>> } | undefined;
    return Object.keys(defaults?.tags ?? {});
}
