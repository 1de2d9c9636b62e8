/** Builds HTML and escapes every value that is not HTML itself. */

/** Text that is already HTML. Only `html` creates it. */
export class Markup {
    constructor(readonly text: string) {}
}

type Value = string | number | Markup | readonly Markup[] | undefined;

/** Tag for templates. The template's own text is HTML, and its values are text. Attributes need quotes. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
    return new Markup(String.raw({ raw: parts }, ...values.map(written)));
}

function written(value: Value): string {
    if (value === undefined) return "";
    if (value instanceof Markup) return value.text;
    return typeof value === "object" ? value.map(({ text }) => text).join("") : escapeHtml(String(value));
}

const ENTITIES: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
};

/** Escapes element content and quoted attributes. Characters that HTML does not allow become a visible mark. */
export function escapeHtml(text: string): string {
    return text
        .replace(/[^\P{Cc}\t\n]/gu, "\u{fffd}")
        .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
