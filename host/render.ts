/** What `{{name}}` in a template stands for. */
export type Variables = Readonly<Record<string, string | number>>;

/**
 * A template with every `{{name}}` replaced. Throws where a name has no variable, and where a variable has no place:
 * either one is a typing error that would otherwise surface on a host.
 */
export function render(path: string, template: string, variables: Variables = {}): string {
    const used = new Set<string>();
    const text = template.replace(/\{\{([A-Za-z]\w*)\}\}/g, (_, name: string) => {
        if (!Object.hasOwn(variables, name)) {
            throw new Error(`${path}: nothing is known of {{${name}}}`);
        }
        used.add(name);
        return String(variables[name]);
    });
    const unused = Object.keys(variables).filter((name) => !used.has(name));
    if (unused.length > 0) {
        throw new Error(`${path}: has no place for ${unused.map((name) => `{{${name}}}`).join(", ")}`);
    }
    return text;
}
