/** What stacks will cost: planned in this process on the simulated AWS, and priced. No account is asked. */
import { RunError } from "@pulumi/pulumi";
import { SETTINGS } from "../config";
import { keyOf } from "../config/fault";
import type { Profile } from "../config/setting";
import { type Estimate, estimate } from "../cost/estimate";
import type { PlannedResource } from "../cost/model/context";
import type { PriceBook } from "../cost/prices";
import { type Chosen, commitments, SAVINGS } from "../cost/savings";
import type { Usage } from "../cost/usage";
import { readStackConfig } from "./plan";
import { provisionWithExamples } from "./plan/examples";

type Config = Readonly<Record<string, unknown>>;

/** An estimate with what the stack's settings say about it. */
export interface StackCost extends Estimate {
    readonly profile: Profile;
    /** The setting `monthlyBudgetUsd`, in US dollars. */
    readonly budgetUsd: number;
}

export interface Priced {
    readonly book: PriceBook;
    readonly usage: Usage;
}

/** One way to spend less. */
export interface FoundSaving {
    readonly name: string;
    readonly tradeOff: string;
    /** Saved in a month, in US dollars; negative if it costs more. Undefined if the settings do not allow it. */
    readonly usd: number | undefined;
    /** Commands that change the settings. */
    readonly commands: readonly string[];
    /** Why the settings do not allow it. */
    readonly refusal?: string;
}

/**
 * Plans a stack and estimates its cost.
 * @throws RunError with all faults of the settings
 */
export async function costOf(stack: string, priced: Priced, changes: Config = {}): Promise<StackCost> {
    const provisioned = await provisionWithExamples(stack, changes);
    try {
        return costOfResources(provisioned.resources, provisioned.config, priced);
    } finally {
        provisioned.remove();
    }
}

/**
 * The cost of a stack that is planned or provisioned already.
 * @param config - its settings, by their full keys
 */
export function costOfResources(
    resources: readonly PlannedResource[],
    config: Config,
    { book, usage }: Priced,
): StackCost {
    const { profile, monthlyBudgetUsd } = chosen(config);
    return {
        ...estimate(resources, book, usage),
        profile: profile as Profile,
        budgetUsd: Number(monthlyBudgetUsd),
    };
}

/** Plans a stack once more for each way to spend less, the greatest saving first. */
export async function savingsOf(
    cost: StackCost,
    priced: Priced,
    report: (text: string) => void,
): Promise<FoundSaving[]> {
    const settings = chosen(readStackConfig(cost.stack));
    const found: FoundSaving[] = commitments(
        cost.lines,
        (id) => priced.book.find(id, cost.region)?.usd ?? 1,
    ).map((commitment) => ({ ...commitment, commands: [] }));
    for (const { name, tradeOff, changes } of SAVINGS) {
        const changed = changes(settings);
        if (changed === undefined) continue;
        report(`Planning ${cost.stack}: ${name}`);
        const config = Object.fromEntries(
            Object.entries(changed).map(([setting, value]) => [keyOf(setting), value ?? undefined]),
        );
        const commands = commandsFor(cost.stack, config);
        try {
            const { usd } = await costOf(cost.stack, priced, config);
            found.push({ name, tradeOff, commands, usd: cost.usd - usd });
        } catch (error) {
            if (!RunError.isInstance(error)) throw error;
            found.push({ name, tradeOff, commands, usd: undefined, refusal: error.message });
        }
    }
    return found.sort((a, b) => (b.usd ?? -Infinity) - (a.usd ?? -Infinity));
}

const commandsFor = (stack: string, config: Config): string[] =>
    Object.entries(config).map(([key, value]) =>
        value === undefined
            ? `pulumi config rm --stack ${stack} ${key}`
            : `pulumi config set --stack ${stack} ${key} ${JSON.stringify(value)}`,
    );

/** Every setting with its value or its default, by short names. Nothing is checked; the plan has done that. */
function chosen(config: Config): Chosen {
    const profile = (config[keyOf("profile")] ?? "production") as Profile;
    return Object.fromEntries(
        Object.entries(SETTINGS).map(([name, { defaultFor }]) => [
            name,
            config[keyOf(name)] ?? defaultFor(profile),
        ]),
    );
}
