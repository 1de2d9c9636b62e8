/** The tables of an estimate: rows of cells, for a terminal and for Markdown. */
import type { Line } from "../../cost/estimate";
import { ASSUMPTIONS, USAGE_NAMES, type Usage } from "../../cost/usage";
import type { FoundSaving, StackCost } from "../../evidence/cost";
import { price, quantity, usd } from "./money";

export interface Table {
    readonly head: readonly string[];
    readonly rows: readonly (readonly string[])[];
    /** Columns with numbers, by their index. */
    readonly numbers: readonly number[];
}

/** One row for each component, one column for each stack. */
export function componentTable(stacks: readonly StackCost[]): Table {
    const names = [
        ...new Set(stacks.flatMap(({ components }) => components.map(({ component }) => component))),
    ];
    const ofStack = (stack: StackCost, name: string): number =>
        stack.components.find(({ component }) => component === name)?.usd ?? 0;
    const row = (title: string, value: (stack: StackCost) => number): string[] => [
        title,
        ...stacks.map((stack) => usd(value(stack))),
    ];
    return {
        head: ["US dollars a month", ...stacks.map(({ stack }) => stack)],
        rows: [
            ...names.map((name) => row(name, (stack) => ofStack(stack, name))),
            row("Total", (stack) => stack.usd),
            row("of it by usage", (stack) => stack.assumedUsd),
            row("of it at prices not checked", (stack) => stack.uncheckedUsd),
            row("Budget", (stack) => stack.budgetUsd),
        ],
        numbers: stacks.map((_, index) => index + 1),
    };
}

/** A mark for what depends on usage, and one for prices that nobody could read. */
const marks = ({ isAssumed, isChecked }: Line): string => `${isAssumed ? "~" : ""}${isChecked ? "" : "?"}`;

export const lineTable = (lines: readonly Line[]): Table => ({
    head: ["USD", "", "component", "what", "quantity", "of", "at"],
    rows: lines.map((line) => [
        usd(line.usd),
        marks(line),
        line.component,
        `${line.resource}: ${line.what}`,
        quantity(line.quantity),
        line.per,
        price(line.unitUsd),
    ]),
    numbers: [0, 4, 6],
});

export const usageTable = (usage: Usage): Table => ({
    head: ["assumption", "a month", "unit", "what it is"],
    rows: USAGE_NAMES.map((name) => [
        name,
        quantity(usage[name]),
        ASSUMPTIONS[name].unit,
        ASSUMPTIONS[name].about,
    ]),
    numbers: [1],
});

export const savingTable = (savings: readonly FoundSaving[]): Table => ({
    head: ["saves USD", "what", "what you give up"],
    rows: savings.map(({ name, usd: saved, tradeOff, refusal }) => [
        saved === undefined ? "-" : usd(saved),
        name,
        refusal === undefined ? tradeOff : "other settings do not allow it",
    ]),
    numbers: [0],
});
