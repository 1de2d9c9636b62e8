/** Joins the lines of `checklist.md` with the rows of `items.ts`, and refuses to where the two differ. */
import { createHash } from "node:crypto";
import { fingerprints } from "./fingerprints";
import { type ChecklistId, type Evidence, saidTwice, wantedEvidence } from "./items";
import type { ChecklistLine, ParsedChecklist } from "./parse";

export interface ChecklistItem extends ChecklistLine {
    readonly id: ChecklistId;
    /** All of it is needed before the item counts as proved. */
    readonly wants: readonly Evidence[];
    /** Other items that say the same: what proves one proves the other. */
    readonly sameAs: readonly ChecklistId[];
}

/** The last section, Notes, has no subsections. */
const EXPECTED = { sections: 14, subsections: 36, items: 156 } as const;

const ids = Object.keys(wantedEvidence) as ChecklistId[];
const idByFingerprint = new Map(ids.map((id) => [fingerprints[id], id]));

/** First eight hex digits of SHA-256 over an item's headings and text; the headings tell equal texts apart. */
export function fingerprint({ section, subsection, text }: Omit<ChecklistLine, "line">): string {
    return createHash("sha256").update(`${section} / ${subsection} / ${text}`).digest("hex").slice(0, 8);
}

/**
 * Gives every line its row, in the order of the file.
 *
 * @throws Error naming each line that was changed, added, removed, repeated or moved.
 */
export function joinItems(parsed: ParsedChecklist): ChecklistItem[] {
    const faults = differences(parsed);
    if (faults.length > 0) {
        throw new Error(`checklist.md and checklist/items.ts disagree:\n  ${faults.join("\n  ")}`);
    }
    return parsed.items.flatMap((line) => {
        const id = idByFingerprint.get(fingerprint(line));
        return id ? [{ ...line, id, wants: wantedEvidence[id], sameAs: sameAs(id) }] : [];
    });
}

function differences({ sections, subsections, items }: ParsedChecklist): string[] {
    const found = items.map((line) => ({ line, print: fingerprint(line) }));
    const prints = found.map(({ print }) => print);
    const unknown = found
        .filter(({ print }) => !idByFingerprint.has(print))
        .map(
            ({ line, print }) =>
                `line ${line.line}: ${quote(line)} belongs to no id: restore its wording, or give it an id in ` +
                `items.ts and the fingerprint "${print}" in fingerprints.ts`,
        );
    const repeated = found
        .filter(({ print }, index) => prints.indexOf(print) < index)
        .map(({ line }) => `line ${line.line}: ${quote(line)} is there twice: remove one`);
    const missing = ids
        .filter((id) => !prints.includes(fingerprints[id]))
        .map((id) => `${id}: its line is gone or was changed`);
    const counts = { sections: sections.length, subsections: subsections.length, items: items.length };
    const miscounted = (["sections", "subsections", "items"] as const)
        .filter((what) => counts[what] !== EXPECTED[what])
        .map((what) => `${counts[what]} ${what} found, ${EXPECTED[what]} expected`);

    const faults = [...unknown, ...repeated, ...missing, ...miscounted];
    return faults.length > 0 ? faults : misplaced(found);
}

/** Only the first line out of its place: those after it follow from it. */
function misplaced(found: readonly { line: ChecklistLine; print: string }[]): string[] {
    const first = found.find(({ print }, index) => idByFingerprint.get(print) !== ids[index]);
    if (!first) return [];
    const expected = ids[found.indexOf(first)] ?? "nothing";
    return [
        `line ${first.line.line}: ${quote(first.line)} stands where items.ts has ${expected}: same order in both`,
    ];
}

function quote({ section, subsection, text }: ChecklistLine): string {
    return `"${text}" (${section} / ${subsection})`;
}

function sameAs(id: ChecklistId): ChecklistId[] {
    return saidTwice
        .filter((pair) => pair.includes(id))
        .flatMap((pair) => pair.filter((other) => other !== id));
}
