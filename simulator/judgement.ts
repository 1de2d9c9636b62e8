import { Context } from "./context";
import { generalRefusals } from "./registry";
import { Account, Properties } from "./resource-type";
import { withoutSecrets } from "./secrets";
import { openAll } from "./wire";

/** What the provider's schema rejects before a request is sent to AWS. */
export function malformed({ type, sdk }: Context, news: Properties): string[] {
    const unknown = Object.keys(news).filter((key) => !sdk.inputs.has(key) && key !== "__defaults");
    const missing = (type.required ?? []).filter((key) => news[key] === undefined || news[key] === null);
    return [
        ...unknown.map((key) => `Unsupported argument: ${type.token} has no "${key}"`),
        ...missing.map((key) => `Missing required argument: "${key}" of ${type.token}`),
    ];
}

/** What AWS rejects, with one message for each fault. */
export function refusals({ type, identity }: Context, inputs: Properties, account: Account): string[] {
    const plain = openAll(inputs);
    return [...generalRefusals, ...(type.refusals ?? [])].flatMap(({ id, source, find }) => {
        const fault = find(plain, account, identity);
        if (fault === undefined) {
            return [];
        }
        const property = fault.property === "" ? identity.name : `${identity.name}.${fault.property}`;
        const message = withoutSecrets(fault.message, inputs).replace(/[.!]$/, "");
        return [`${message}. Examine values at '${property}' (simulated AWS, ${id}: ${source})`];
    });
}

export function throwAll(faults: readonly string[]): void {
    if (faults.length > 0) {
        throw new Error(faults.join("\n"));
    }
}
