/** The pack for one stack: the policies under the register of deviations, with the stack's settings. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { Policies, PolicyPackConfig } from "@pulumi/policy";
import { allPolicies } from "./all-policies";
import { type Baseline, readBaseline, withBaseline } from "./baseline";
import { withDeviations } from "./deviations/apply";
import { EMPTY_REGISTER, isExpired, readRegister, type Register } from "./deviations/register";
import { readStackSettings } from "./stack-settings";

export interface Pack {
    readonly policies: Policies;
    readonly config: PolicyPackConfig;
    readonly register: Register;
    /** The known findings of the stack that are accepted for now. Empty if there is no baseline. */
    readonly baseline: Baseline;
}

/** In this repository, the register is part of the checklist. A copy of the pack has it in its own folder. */
const REGISTERS = ["../checklist/deviations.yaml", "deviations.yaml"];

/** The settings belong to the program, so they are outside the pack's folder, and a copy of the pack has none. */
const SETTINGS = "../policy-settings";

/** Without a stack's name, the pack can't choose a settings file, and its defaults can be less strict. */
const NO_STACK_NAME =
    "The pack does not know which stack it judges, so it judges without policy-settings/<stack>.yaml: neither " +
    "PULUMI_NODEJS_STACK nor PULUMI_STACK is set. Name the file in HRMS_POLICY_SETTINGS.";

/**
 * @param stack - name of the stack, see `stackName`. Without it, only the defaults apply
 * @param today - `YYYY-MM-DD`, the day on which deviations are valid or expired
 *
 * Throws if a named file can't be read, or if the stack's settings have faults. If there are settings but no stack name
 * to choose by, the policy on the register reports it when it judges something.
 */
export function openPack(
    stack: string | undefined,
    today = new Date().toISOString().slice(0, 10),
    env: NodeJS.ProcessEnv = process.env,
): Pack {
    const registerFile = fileOf(env.HRMS_DEVIATIONS, REGISTERS);
    const settingsFile = fileOf(
        env.HRMS_POLICY_SETTINGS,
        stack === undefined ? [] : [`${SETTINGS}/${stack}.yaml`],
    );
    const signed =
        registerFile === undefined
            ? { ...EMPTY_REGISTER, today }
            : readRegister(fs.readFileSync(registerFile, "utf8"), { policies: allPolicies, today });
    const canChoose = stack !== undefined || settingsFile !== undefined || !fs.existsSync(here(SETTINGS));
    const register = canChoose ? signed : { ...signed, faults: [...signed.faults, NO_STACK_NAME] };
    const known = fileOf(
        env.HRMS_POLICY_BASELINE,
        stack === undefined ? [] : [`${SETTINGS}/${stack}.baseline.json`],
    );
    const listed = known === undefined ? [] : readBaseline(fs.readFileSync(known, "utf8"));
    const unsigned = listed.length === 0 ? undefined : faultOfBaseline(listed, register, stack);
    const baseline = unsigned === undefined ? listed : [];
    const judged =
        unsigned === undefined ? register : { ...register, faults: [...register.faults, unsigned] };
    const policies = withBaseline(withDeviations(allPolicies, judged), baseline);
    const config =
        settingsFile === undefined ? {} : readStackSettings(fs.readFileSync(settingsFile, "utf8"), policies);
    return { policies, config, register: judged, baseline };
}

/** Why a baseline is invalid. Undefined if somebody has signed for all of its findings. */
function faultOfBaseline(listed: Baseline, { baselines, today }: Register, stack = ""): string | undefined {
    const signed = baselines.find((baseline) => baseline.stack === stack);
    const subject = `The baseline of the stack ${stack}`;
    if (signed === undefined) {
        return `${subject} does not hold, because nobody has signed for it. Add the stack to baselines in the register of deviations.`;
    }
    if (isExpired(signed, today)) return `${subject} expired on ${signed.expiresOn}.`;
    return listed.length > signed.findings
        ? `${subject} lists ${listed.length} findings, but the signature is for ${signed.findings}. Fix the new ones, or have it signed again.`
        : undefined;
}

/** The file that was named, else the first that exists. */
function fileOf(named: string | undefined, usual: readonly string[]): string | undefined {
    if (named !== undefined && named !== "") return path.resolve(named);
    return usual.map(here).find((file) => fs.existsSync(file));
}

const here = (file: string): string => path.join(__dirname, file);
