/** What one report on costs has. */
import type { Estimate } from "../../cost/estimate";
import type { Usage } from "../../cost/usage";
import type { FoundSaving, StackCost } from "../../evidence/cost";

/** Whatever one report is about. */
export interface CostReport {
    readonly stacks: readonly StackCost[];
    readonly usage: Usage;
    /** When the prices were read, `YYYY-MM-DD`: the oldest one. */
    readonly pricesFrom: string;
    /** By the name of the stack. */
    readonly savings?: Readonly<Record<string, readonly FoundSaving[]>>;
}

/** Lines whose price was read nowhere, the most expensive first, each price once. */
export const uncheckedPrices = ({ lines }: Estimate): string[] => [
    ...new Set(lines.filter(({ isChecked }) => !isChecked).map(({ price }) => price)),
];
