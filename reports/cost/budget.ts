import type { StackCost } from "../../evidence/cost";
import { usd } from "./money";

/** One sentence for each stack that will cost more than its budget. */
export const overBudget = (stacks: readonly StackCost[]): string[] =>
    stacks
        .filter((stack) => stack.usd > stack.budgetUsd)
        .map(
            ({ stack, usd: cost, budgetUsd }) =>
                `${stack} will cost about ${usd(cost)} USD a month, more than its budget of ${usd(budgetUsd)} USD. ` +
                `See what saves money: npx hrms cost --stack ${stack} --savings. ` +
                `Or raise the budget: pulumi config set --stack ${stack} hrms:monthlyBudgetUsd ${Math.ceil(cost / 100) * 100}`,
        );

/** The totals in one sentence for each stack. */
export const costSentence = (stacks: readonly StackCost[]): string =>
    stacks
        .map(
            ({ stack, usd: cost, assumedUsd, budgetUsd }) =>
                `${stack} will cost about ${usd(cost)} USD a month, ${usd(assumedUsd)} of it by usage; its budget is ${usd(budgetUsd)}.`,
        )
        .join(" ");
