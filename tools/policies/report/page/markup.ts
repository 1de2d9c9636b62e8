/** HTML in which every value is escaped, unless it is HTML itself. */

/** Text that is HTML already: only `html` makes it. */
export class Markup {
    constructor(readonly text: string) {}
}

type Value = string | number | Markup | readonly Markup[] | undefined;

/** Tag of a template: the template's own text is HTML, the values in it are text. Attributes need quotes. */
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

/** For element content and quoted attributes; characters that HTML does not allow become a visible mark. */
export function escapeHtml(text: string): string {
    return text
        .replace(/[^\P{Cc}\t\n]/gu, "\u{fffd}")
        .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
