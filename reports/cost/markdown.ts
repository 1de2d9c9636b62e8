/** An estimate as Markdown, and the difference between two, for a pull request. */
import type { Line } from "../../cost/estimate";
import type { StackCost } from "../../evidence/cost";
import { type CostReport, uncheckedPrices } from "./report";
import { difference, quantity, usd } from "./money";
import { componentTable, lineTable, savingTable, type Table, usageTable } from "./tables";

export function markdown({ stacks, usage, savings = {}, pricesFrom }: CostReport): string {
    const unchecked = [...new Set(stacks.flatMap(uncheckedPrices))];
    return [
        "# Monthly cost",
        `On demand, without taxes, support and free tiers of new accounts. The oldest price is from ${pricesFrom}.`,
        tableOf(componentTable(stacks)),
        ...Object.entries(savings).flatMap(([stack, found]) => [
            `## Ways to spend less in ${stack}`,
            tableOf(savingTable(found)),
        ]),
        ...stacks.flatMap(({ stack, lines }) => [`## Lines of ${stack}`, tableOf(lineTable(lines))]),
        "`~` depends on usage, `?` is at a price that was read nowhere.",
        ...(unchecked.length === 0
            ? []
            : [`Prices that were read nowhere: ${unchecked.map((id) => `\`${id}\``).join(", ")}.`]),
        "## Assumptions about usage",
        tableOf(usageTable(usage)),
    ]
        .map((block) => `${block}\n`)
        .join("\n");
}

/** What changed between two estimates of the same stacks. Stacks that only one of them has are named. */
export function compared(before: Pick<CostReport, "stacks" | "usage">, now: CostReport): string {
    const old = new Map(before.stacks.map((stack) => [stack.stack, stack]));
    const blocks = now.stacks.map((stack) => {
        const earlier = old.get(stack.stack);
        return earlier === undefined
            ? `**${stack.stack}** is new: ${usd(stack.usd)} USD.`
            : changeOf(earlier, stack);
    });
    const gone = before.stacks.filter(({ stack }) => !now.stacks.some((other) => other.stack === stack));
    return [
        "## Monthly cost",
        ...blocks,
        ...gone.map(({ stack }) => `**${stack}** is not estimated any more.`),
        ...(sameUsage(before, now) ? [] : ["The two estimates have different assumptions about usage."]),
    ]
        .map((block) => `${block}\n`)
        .join("\n");
}

const sameUsage = (a: Pick<CostReport, "usage">, b: CostReport): boolean =>
    JSON.stringify(a.usage) === JSON.stringify(b.usage);

function changeOf(before: StackCost, now: StackCost): string {
    const delta = now.usd - before.usd;
    const rows = changedLines(before.lines, now.lines);
    const budget =
        now.usd > now.budgetUsd ? ` This is more than the budget of ${usd(now.budgetUsd)} USD.` : "";
    const sentence = `**${now.stack}**: ${usd(before.usd)} → ${usd(now.usd)} USD (${difference(delta)}).${budget}`;
    return rows.length === 0
        ? sentence
        : `${sentence}\n\n${tableOf({
              head: ["difference", "what", "before", "now"],
              rows: rows.map(({ name, was, is }) => [
                  difference((is?.usd ?? 0) - (was?.usd ?? 0)),
                  name,
                  cell(was),
                  cell(is),
              ]),
              numbers: [0],
          })}`;
}

const cell = (line: Line | undefined): string =>
    line === undefined ? "-" : `${usd(line.usd)} (${quantity(line.quantity)} × \`${line.price}\`)`;

interface Changed {
    readonly name: string;
    readonly was: Line | undefined;
    readonly is: Line | undefined;
}

/** Lines that differ by a cent or more, the greatest difference first. */
function changedLines(before: readonly Line[], now: readonly Line[]): Changed[] {
    const [was, is] = [before, now].map((lines) => new Map(lines.map((line) => [keyOf(line), line]))) as [
        Map<string, Line>,
        Map<string, Line>,
    ];
    const size = ({ was: a, is: b }: Changed): number => Math.abs((b?.usd ?? 0) - (a?.usd ?? 0));
    return [...new Set([...was.keys(), ...is.keys()])]
        .map((name): Changed => ({ name, was: was.get(name), is: is.get(name) }))
        .filter((change) => size(change) >= 0.01)
        .sort((a, b) => size(b) - size(a));
}

/** The machine's type is no part of it: a smaller one is a change, not a new line. */
const keyOf = ({ resource, what, region }: Line): string =>
    `${resource}: ${what.replace(/\b((db|cache)\.)?[a-z]\d[a-z]*\.\d*[a-z]+\b/, "machine")} in ${region}`;

const tableOf = ({ head, rows, numbers }: Table): string =>
    [head, head.map((_, column) => (numbers.includes(column) ? "---:" : "---")), ...rows]
        .map((row) => `| ${row.map((text) => text.replaceAll("|", "\\|")).join(" | ")} |`)
        .join("\n");
