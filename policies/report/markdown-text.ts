/** Escapes text for GitHub's Markdown. */

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
    [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");

export const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

/** Code as an element, because a text can contain backticks. */
export const code = (text: string): string => `<code>${escape(text)}</code>`;

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;" };

/**
 * Text in one line without HTML, Markdown and automatic links. GitHub links names, numbers and URLs (and a mention
 * sends an email) unless they contain an empty comment.
 */
export function escape(text: string): string {
    return text
        .replace(/[\p{Cc}\s]+/gu, " ")
        .trim()
        .replace(/[&<>|\\`*_{}[\]()~$!]/g, (character) => ENTITIES[character] ?? `\\${character}`)
        .replace(/@(?=\w)|(?<!&)#(?=\w)|:(?=\/\/)|(?<=www)\./g, "$&<!-- -->");
}
