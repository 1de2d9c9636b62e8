/** The pack of one stack: its policies under the register of deviations, with the stack's own settings. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { Policies, PolicyPackConfig } from "@pulumi/policy";
import { allPolicies } from "./all-policies";
import { withDeviations } from "./deviations/apply";
import { EMPTY_REGISTER, readRegister, type Register } from "./deviations/register";
import { readStackSettings } from "./stack-settings";

export interface Pack {
    readonly policies: Policies;
    readonly config: PolicyPackConfig;
    readonly register: Register;
}

/** Where the register lies: in this repository's checklist, or beside a pack that was copied elsewhere. */
const REGISTERS = ["../checklist/deviations.yaml", "deviations.yaml"];

/**
 * @param stack - name of the stack, without it only the defaults hold
 * @param today - `YYYY-MM-DD`, the day on which deviations hold or are expired
 *
 * Throws where a file is named that can't be read, or where the stack's settings have faults.
 */
export function openPack(
    stack: string | undefined,
    today = new Date().toISOString().slice(0, 10),
    env: NodeJS.ProcessEnv = process.env,
): Pack {
    const registerFile = fileOf(env.HRMS_DEVIATIONS, REGISTERS);
    const settingsFile = fileOf(
        env.HRMS_POLICY_SETTINGS,
        stack === undefined ? [] : [`stacks/${stack}.yaml`],
    );
    const register =
        registerFile === undefined
            ? EMPTY_REGISTER
            : readRegister(fs.readFileSync(registerFile, "utf8"), { policies: allPolicies, today });
    const policies = withDeviations(allPolicies, register);
    const config =
        settingsFile === undefined ? {} : readStackSettings(fs.readFileSync(settingsFile, "utf8"), policies);
    return { policies, config, register };
}

/** The file that was named, else the first that exists. */
function fileOf(named: string | undefined, usual: readonly string[]): string | undefined {
    if (named !== undefined && named !== "") return path.resolve(named);
    return usual.map((file) => path.join(__dirname, file)).find((file) => fs.existsSync(file));
}
