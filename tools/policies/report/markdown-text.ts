/** Markdown as GitHub reads it, in which a text stays a text. */

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
    [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");

export const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

/** Code: an element instead of backticks, which a text could hold itself. */
export const code = (text: string): string => `<code>${escape(text)}</code>`;

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;" };

/**
 * Text that stays text, in one line: neither HTML nor Markdown, nor the names, numbers and addresses that GitHub makes
 * links of (a mention sends mail), for which it takes an empty comment in between.
 */
export function escape(text: string): string {
    return text
        .replace(/[\p{Cc}\s]+/gu, " ")
        .trim()
        .replace(/[&<>|\\`*_{}[\]()~$!]/g, (character) => ENTITIES[character] ?? `\\${character}`)
        .replace(/@(?=\w)|(?<!&)#(?=\w)|:(?=\/\/)|(?<=www)\./g, "$&<!-- -->");
}
