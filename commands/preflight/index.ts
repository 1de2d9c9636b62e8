import { blocks, preflight, rejected, type Result } from "../../preflight";
import { policy } from "../../preflight/actions";
import { asksOf } from "../../preflight/ask";
import { NoPlan, plan, readStackConfig, settingsOf, type Planned } from "../../preflight/wanted";
import { silenceVersionWarning } from "../../system/aws-sdk";
import { progress } from "../../system/progress";
import { describe } from "./report";

silenceVersionWarning();

export interface PreflightOptions {
    readonly stack: string;
    readonly json: boolean;
    readonly all: boolean;
    readonly nameServer?: string;
    readonly policy: boolean;
}

/** Prints what stops `pulumi up`. Returns the exit code. Throws if the settings are wrong. */
export async function runPreflight({ stack, ...options }: PreflightOptions): Promise<number> {
    if (options.policy) {
        console.log(JSON.stringify(policy(), undefined, 2));
        return 0;
    }
    const config = readStackConfig(stack);
    const settings = settingsOf(config);
    const shown = progress();
    shown.report(`Planning the stack ${stack}`);
    const planned = await plannedOrWhy(() => plan(config, settings));
    const { region } = settings;
    const results = await preflight(
        asksOf({ region, stack, nameServer: options.nameServer }),
        { settings, planned: orThrow(planned) },
        (done, of) => {
            shown.report(`Asking AWS: ${done} of ${of}`);
        },
    );
    const all = [...whyNoPlan(planned), ...results];
    shown.done(`Asked about stack ${stack} in account ${settings.awsAccountId}, ${region}`);
    const isBlocked = blocks(all);
    console.log(
        options.json
            ? JSON.stringify(
                  { ok: !isBlocked, stack, account: settings.awsAccountId, region, results: all },
                  undefined,
                  2,
              )
            : describe(all, stack, options.all),
    );
    return isBlocked ? 1 : 0;
}

type PlannedOrWhy = readonly Planned[] | { readonly why: string };

/** The rest is asked even if the stack cannot be planned, so that one run finds everything. */
async function plannedOrWhy(work: () => Promise<readonly Planned[]>): Promise<PlannedOrWhy> {
    try {
        return await work();
    } catch (error) {
        return { why: (error as Error).message };
    }
}

const orThrow = (planned: PlannedOrWhy) => (): readonly Planned[] => {
    if ("why" in planned) throw new NoPlan("The stack cannot be planned.");
    return planned;
};

const whyNoPlan = (planned: PlannedOrWhy): Result[] => ("why" in planned ? [rejected(planned.why)] : []);
