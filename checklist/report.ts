/** The coverage of the checklist as files: pure text, equal for equal input. */
import type { Coverage, ItemCoverage, Proof } from "./coverage";
import { type Evidence, evidenceKinds } from "./items";

/**
 * Text of `checklist.json`.
 *
 * @param date - the day the evidence is from, `YYYY-MM-DD`; passed in so that the same run gives the same file.
 */
export function renderJson(coverage: Coverage, date: string): string {
    return `${JSON.stringify({ date, ...coverage }, undefined, 2)}\n`;
}

/** Text of `checklist.md`: totals, what the kinds of evidence mean, then every item under its own headings. */
export function renderMarkdown(coverage: Coverage, date: string): string {
    const { items, totals } = coverage;
    const states = Object.entries(totals.byState).map(([state, count]) => `${count} ${state}`);
    return [
        `# Deployment checklist: evidence of ${date}`,
        `${totals.items} items: ${states.join(", ")}.`,
        `An item is proved when all the evidence it wants is there. Nothing else is ticked.`,
        table(
            ["Evidence", "Means", "There", "Wanted"],
            Object.entries(totals.byEvidence).map(([evidence, { proved, wanted }]) => [
                evidence,
                evidenceKinds[evidence as Evidence],
                `${proved}`,
                `${wanted}`,
            ]),
        ),
        ...groups(items, "section").flatMap(([section, ofSection]) => [
            `## ${section}`,
            ...groups(ofSection, "subsection").flatMap(([subsection, rows]) => [
                `### ${subsection}`,
                table(["", "Item", "Proved by", "Open"], rows.map(row)),
            ]),
        ]),
        ...beyond(items),
        "",
    ]
        .join("\n\n")
        .trimEnd()
        .concat("\n");
}

function row(item: ItemCoverage): string[] {
    const twins = item.sameAs.map((id) => `<br>same as \`${id}\``).join("");
    return [
        item.state === "proved" ? "☑" : "☐",
        `${item.text}<br>\`${item.id}\`${twins}`,
        item.proved.map(proof).join("<br>"),
        item.open.join(", "),
    ];
}

function beyond(items: readonly ItemCoverage[]): string[] {
    const lines = items.flatMap(({ id, beyond }) => beyond.map((extra) => `- \`${id}\`: ${proof(extra)}`));
    if (lines.length === 0) return [];
    return [
        "## Evidence that no item wants",
        "Counted for nothing. Want it in `checklist/items.ts`, or drop it.",
        lines.join("\n"),
    ];
}

function proof({ evidence, by }: Proof): string {
    return `${evidence}: ${by.join(", ")}`;
}

/** Neighbours with the same heading together, in the order they come. */
function groups(
    items: readonly ItemCoverage[],
    heading: "section" | "subsection",
): [string, ItemCoverage[]][] {
    const byTitle = new Map<string, ItemCoverage[]>();
    for (const item of items) byTitle.set(item[heading], [...(byTitle.get(item[heading]) ?? []), item]);
    return [...byTitle];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
    const line = (cells: readonly string[]) =>
        `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
    return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
