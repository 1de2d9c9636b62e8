import * as pulumi from "@pulumi/pulumi";
import { askAccount, type AccountSettings } from "./facts";
import { accountFaults, accountWarnings, suitableZones, type AccountFault } from "./faults";

/**
 * Asks AWS whether the account can hold the stack, before anything is created. Returns the region's zones, those first that
 * have everything. Rejects with a RunError that tells everything that is missing.
 * Warns of what is only missed later, such as vCPUs for growth.
 * The provider has no data source for SES's sandbox, an AWS Config recorder or an access analyzer: `npx hrms preflight` asks.
 * Cost: none.
 */
export async function checkAccount(settings: AccountSettings, opts: pulumi.InvokeOptions): Promise<string[]> {
    const facts = await askAccount(settings, opts);
    const faults = accountFaults(settings, facts);
    if (faults.length > 0) throw new pulumi.RunError(describe(settings, faults));
    for (const warning of accountWarnings(settings, facts)) void pulumi.log.warn(inLines(warning));
    const suitable = suitableZones(settings, facts);
    return [...suitable, ...facts.zones.filter((zone) => !suitable.includes(zone))];
}

/** One message for all faults, in the form of the settings' message. */
function describe({ awsAccountId, stack }: AccountSettings, faults: readonly AccountFault[]): string {
    const count = faults.length === 1 ? "1 error" : `${faults.length} errors`;
    return [
        `Account ${awsAccountId} cannot hold the stack ${stack} yet: ${count}. Nothing was changed.`,
        ...faults.map((fault) => `  ${inLines(fault, "    ")}`),
    ].join("\n");
}

const inLines = ({ sentence, fix }: AccountFault, indent = "  "): string => `${sentence}\n${indent}${fix}`;
