import { Context } from "./context";
import { Account, Properties } from "./resource-type";
import { withoutSecrets } from "./secrets";
import { tagRefusals } from "./tags";
import { openAll } from "./wire";

/** What the provider's schema refuses before AWS is asked. */
export function malformed({ type, sdk }: Context, news: Properties): string[] {
    const unknown = Object.keys(news).filter((key) => !sdk.inputs.has(key) && key !== "__defaults");
    const missing = (type.required ?? []).filter((key) => news[key] === undefined || news[key] === null);
    return [
        ...unknown.map((key) => `Unsupported argument: ${type.token} has no "${key}"`),
        ...missing.map((key) => `Missing required argument: "${key}" of ${type.token}`),
    ];
}

/** What AWS refuses, one sentence a fault. */
export function refusals({ type, identity }: Context, inputs: Properties, account: Account): string[] {
    const plain = openAll(inputs);
    return [...tagRefusals, ...(type.refusals ?? [])].flatMap(({ id, source, find }) => {
        const fault = find(plain, account, identity);
        if (fault === undefined) {
            return [];
        }
        const where = `Examine values at '${identity.name}.${fault.property}'`;
        return [`${withoutSecrets(fault.message, inputs)}. ${where} (simulated AWS, ${id}: ${source})`];
    });
}

export function throwAll(faults: readonly string[]): void {
    if (faults.length > 0) {
        throw new Error(faults.join("\n"));
    }
}
