import { createHash } from "node:crypto";
import * as path from "node:path";
import type { PulumiRun } from "../../../../engine/pulumi";
import { ACCOUNT_FOLDER, SimulatedAccount } from "../../../../simulator/account";
import { QUOTA } from "../../../../simulator/account-quotas";
import { diagnostics, Stack } from "../../harness";
import { RefusalCase } from "./case";

/**
 * The logical name of each case's resource. It is short, because AWS limits the length of names that are derived from
 * it. It does not depend on other cases, because simulated IDs are derived from it.
 */
export function namesOf(cases: readonly RefusalCase[]): string[] {
    const count = new Map<string, number>();
    return cases.map(({ id }) => {
        const number = (count.get(id) ?? 0) + 1;
        count.set(id, number);
        return `c${createHash("sha256").update(`${id} ${number}`).digest("hex").slice(0, 6)}`;
    });
}

/**
 * Runs all cases in one `up`. If the plan rejected the resources, the run would end at the first case. Here only the API
 * call rejects them, as in the real AWS, so each case fails separately and `--continue-on-error` reaches all of them.
 */
export async function runCases(stack: Stack): Promise<PulumiRun> {
    allowManyAddresses(stack);
    const program = path.join(__dirname, "program.ts");
    stack.program(`require("tsx/cjs"); require(${JSON.stringify(program)});`);
    return stack.pulumi(["up", "--skip-preview", "--continue-on-error"], {
        env: {
            HRMS_SIM_REFUSE_AT: "create",
            // Without these, the engine writes the whole state after each of a thousand resources.
            PULUMI_EXPERIMENTAL: "true",
            PULUMI_SKIP_CHECKPOINTS: "true",
        },
    });
}

/** All cases are in one account, and many need an Elastic address in its usual region. */
function allowManyAddresses({ workspace }: Stack): void {
    const region = "eu-central-1";
    new SimulatedAccount(workspace.env[ACCOUNT_FOLDER] ?? "", process.pid).put({
        ...{ token: QUOTA, id: "ec2/L-0263D0A3", region, inputs: { region }, outputs: { value: 100 } },
        ...{ urn: "", name: "addresses", generation: 1 },
    });
}

/** The engine's messages about each case, in order, and its messages about anything else. */
export function sortMessages(
    run: PulumiRun,
    cases: readonly RefusalCase[],
): { ofCase: string[]; unexpected: string[] } {
    const names = namesOf(cases);
    const byCase = new Map(names.map((name) => [name, [] as string[]]));
    const unexpected: string[] = [];
    // The engine's last message, "update failed", belongs to no resource.
    const messages = diagnostics(run).filter(({ message }) => message.trim() !== "update failed");
    for (const { name, message } of messages) {
        (byCase.get(name) ?? unexpected).push(byCase.has(name) ? message : `${name}: ${message}`);
    }
    return { ofCase: names.map((name) => byCase.get(name)?.join("\n") ?? ""), unexpected };
}
