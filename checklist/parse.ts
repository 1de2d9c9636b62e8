/**
 * Reads the checklist's own markdown: `## section`, `### subsection`, `- [ ] item`. Whatever else stands where
 * items belong is refused with its line number, so that no line is lost without a word.
 */

export interface ChecklistLine {
    readonly section: string;
    readonly subsection: string;
    readonly text: string;
    /** Line in the file, counted from 1. */
    readonly line: number;
}

export interface ParsedChecklist {
    readonly sections: readonly string[];
    /** In the order of the file, each as `section / subsection`. */
    readonly subsections: readonly string[];
    readonly items: readonly ChecklistLine[];
}

/** @throws Error listing every line that is neither a heading, an open item nor prose outside the subsections. */
export function parseChecklist(markdown: string): ParsedChecklist {
    const sections: string[] = [];
    const subsections: string[] = [];
    const items: ChecklistLine[] = [];
    const faults: string[] = [];
    let section: string | undefined;
    let subsection: string | undefined;

    for (const [index, raw] of markdown.split(/\r?\n/).entries()) {
        const line = index + 1;
        const [, mark, rest] = /^(##|###|- \[ \]) +(.*\S)\s*$/.exec(raw) ?? [];
        if (mark === "##" && rest) {
            section = rest;
            subsection = undefined;
            sections.push(section);
        } else if (mark === "###" && rest && section) {
            // The sign before a title is decoration, not a tick.
            subsection = rest.replace(/^✅\s*/u, "");
            subsections.push(`${section} / ${subsection}`);
        } else if (mark === "- [ ]" && rest && section && subsection) {
            items.push({ section, subsection, text: rest, line });
        } else if (!isProse(raw, subsection !== undefined)) {
            faults.push(`line ${line}: ${JSON.stringify(raw)}`);
        }
    }
    if (faults.length > 0) {
        throw new Error(
            `checklist.md has lines that are neither a heading nor an open item "- [ ] …" of a subsection ` +
                `(evidence ticks items, nobody ticks the file):\n  ${faults.join("\n  ")}`,
        );
    }
    return { sections, subsections, items };
}

/** The introduction and the closing notes are free text; among items only blank lines and rules are. */
function isProse(raw: string, amongItems: boolean): boolean {
    if (raw.trim() === "" || raw === "---") return true;
    return !amongItems && !/^\s*([-*+]\s*\[|#{2,})/.test(raw);
}
