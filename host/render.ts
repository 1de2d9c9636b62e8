/** What replaces `{{name}}` in a template, by name. */
export type Variables = Readonly<Record<string, string | number>>;

/**
 * Replaces every `{{name}}` in a template. Throws if the template names an unknown variable, or if it does not use a
 * variable: either is a typing error that would otherwise appear only on a host.
 */
export function render(path: string, template: string, variables: Variables = {}): string {
    const used = new Set<string>();
    const text = template.replace(/\{\{([A-Za-z]\w*)\}\}/g, (_, name: string) => {
        if (!Object.hasOwn(variables, name)) {
            throw new Error(`${path}: unknown variable {{${name}}}`);
        }
        used.add(name);
        return String(variables[name]);
    });
    const unused = Object.keys(variables).filter((name) => !used.has(name));
    if (unused.length > 0) {
        throw new Error(`${path}: unused variable ${unused.map((name) => `{{${name}}}`).join(", ")}`);
    }
    return text;
}
