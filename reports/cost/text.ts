/** An estimate for a terminal. */
import { type CostReport, uncheckedPrices } from "./report";
import { componentTable, lineTable, savingTable, type Table, usageTable } from "./tables";

/** How many lines of each stack are shown unless all are wanted. */
const LARGEST = 12;

export function text(report: CostReport, { allLines = false } = {}): string {
    const { stacks, usage, savings = {}, pricesFrom } = report;
    const lines = stacks.flatMap(({ stack, lines: all }) => [
        allLines ? `Lines of ${stack}` : `Largest lines of ${stack}`,
        plain(lineTable(allLines ? all : all.slice(0, LARGEST))),
    ]);
    const ways = Object.entries(savings).flatMap(([stack, found]) => [
        `Ways to spend less in ${stack}`,
        plain(savingTable(found)),
    ]);
    const unchecked = [...new Set(stacks.flatMap(uncheckedPrices))];
    return [
        plain(componentTable(stacks)),
        ...lines,
        "~ depends on usage   ? at a price that was read nowhere, see docs/cost.md",
        ...ways,
        "Assumptions about usage. Change them with --size and --usage, such as --usage requests=3",
        plain(usageTable(usage)),
        `Prices on demand, without taxes, support and free tiers of new accounts; the oldest is from ${pricesFrom}.` +
            (unchecked.length === 0
                ? ""
                : `\nRead nowhere: ${unchecked.join(", ")}.\nWith credentials, this asks AWS: npx hrms cost --refresh`),
    ].join("\n\n");
}

/** Columns with two spaces between them, numbers to the right. */
function plain({ head, rows, numbers }: Table): string {
    const all = [head, ...rows];
    const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
    return all
        .map((row) =>
            row
                .map((cell, column) => {
                    const width = widths[column] ?? 0;
                    return numbers.includes(column) ? cell.padStart(width) : cell.padEnd(width);
                })
                .join("  ")
                .trimEnd(),
        )
        .join("\n");
}
