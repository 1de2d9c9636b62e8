/** `npx hrms cost`: plans each stack in this process, prices it, and prints what it costs in a month. */
import * as fs from "node:fs";
import { PriceBook } from "../../cost/prices";
import { type CompanySize, type Usage, usageOf } from "../../cost/usage";
import { costOf, type FoundSaving, savingsOf, type StackCost } from "../../evidence/cost";
import { type CostReport, json, readCostFile, writeCost } from "../../reports/cost";
import { compared } from "../../reports/cost/markdown";
import { overBudget } from "../../reports/cost/budget";
import { text } from "../../reports/cost/text";
import { progress } from "../../system/progress";

export interface CostOptions {
    readonly stack: readonly string[];
    readonly size: CompanySize;
    readonly usage: Partial<Usage>;
    readonly lines: boolean;
    readonly savings: boolean;
    readonly withinBudget: boolean;
    readonly json: boolean;
    readonly compare?: string;
    readonly out?: string;
    readonly refresh: boolean;
}

/** Returns the exit code. */
export async function cost(options: CostOptions): Promise<number> {
    const before = options.compare === undefined ? undefined : readEarlier(options.compare);
    const report = await reportOn(options);
    if (options.out !== undefined) {
        console.error(`Written: ${writeCost(options.out, report).join(", ")}`);
    }
    if (before !== undefined) console.log(compared(before, report));
    else console.log(options.json ? json(report).trimEnd() : text(report, { allLines: options.lines }));
    const faults = overBudget(report.stacks);
    faults.forEach((fault) => {
        console.error(fault);
    });
    return options.withinBudget && faults.length > 0 ? 1 : 0;
}

async function reportOn({ stack: names, size, usage: changes, savings }: CostOptions): Promise<CostReport> {
    const usage = usageOf(size, changes);
    const priced = { book: PriceBook.read(), usage };
    const shown = progress();
    const stacks: StackCost[] = [];
    const found: Record<string, readonly FoundSaving[]> = {};
    for (const name of names) {
        shown.report(`Planning ${name}`);
        const stack = await costOf(name, priced);
        stacks.push(stack);
        if (savings) found[name] = await savingsOf(stack, priced, shown.report);
    }
    shown.done(`Planned ${names.join(" and ")}`);
    return { stacks, usage, pricesFrom: priced.book.asOf, ...(savings && { savings: found }) };
}

function readEarlier(file: string): ReturnType<typeof readCostFile> {
    try {
        return readCostFile(fs.readFileSync(file, "utf8"));
    } catch (error) {
        throw new Error(`${file} cannot be compared: ${(error as Error).message}`, { cause: error });
    }
}
