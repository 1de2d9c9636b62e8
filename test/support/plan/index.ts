/** A stack of the production program, provisioned and previewed in this process on the simulated AWS. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parse } from "yaml";
import type { JudgedResource } from "../../../evidence/in-process";
import { nameOf } from "../../../policies/urn";
import { SimulatedAccount } from "../../../simulator/account";
import { CHECKOUT } from "../../../system/checkout";
import type { Properties } from "../../../simulator/resource-type";
import { Deployment, type Plan, type Resource, type State } from "./deployment";
import { runProgram } from "./program";

type Config = Readonly<Record<string, unknown>>;

export interface PlanOptions {
    /** Settings that differ, with full keys; undefined removes one. */
    readonly config?: Config;
    /** Keys of those that are secret. */
    readonly secretKeys?: readonly string[];
    /** Called with the folder of the simulated account before the stack is provisioned. */
    readonly prepare?: (account: string) => void;
}

export interface ProvisionedStack {
    /** What `pulumi preview` would show. Rejects with what the program throws. */
    readonly preview: (options?: PlanOptions) => Promise<Plan>;
    /** What exists, in the form that policies judge. */
    readonly resources: readonly JudgedResource[];
    /** Deletes the simulated account. */
    readonly remove: () => void;
}

/** Provisions the stack of `Pulumi.<stack>.yaml` on an empty account. Throws an Error if it is refused. */
export const provision = (
    stack: string,
    { config = {}, secretKeys = [], prepare }: PlanOptions = {},
): Promise<ProvisionedStack> =>
    provisionConfig(stack, { ...readConfig(stack), ...config }, secretKeys, prepare);

/** The same with settings of the test's own, by their full keys, instead of a stack file's. */
export async function provisionConfig(
    stack: string,
    own: Config,
    secretKeys: readonly string[] = [],
    prepare?: PlanOptions["prepare"],
): Promise<ProvisionedStack> {
    const account = fs.mkdtempSync(path.join(os.tmpdir(), "hrms-plan-"));
    prepare?.(account);
    const provisioned = await deploy(account, new Map(), { stack, config: own, secretKeys, preview: false });
    const { faults } = provisioned.plan();
    if (faults.length > 0) throw new Error(faults.join("\n"));
    const state = provisioned.state();
    return {
        resources: judgedResources(state),
        remove: () => {
            fs.rmSync(account, { recursive: true, force: true });
        },
        preview: async ({ config: changes = {}, secretKeys: others = [] } = {}) => {
            // A preview leaves nothing behind in the account.
            const copy = fs.mkdtempSync(`${account}-preview-`);
            fs.cpSync(account, copy, { recursive: true });
            try {
                const preview = await deploy(copy, state, {
                    stack,
                    config: { ...own, ...changes },
                    secretKeys: [...secretKeys, ...others],
                    preview: true,
                });
                return preview.plan();
            } finally {
                fs.rmSync(copy, { recursive: true });
            }
        },
    };
}

interface Run {
    readonly stack: string;
    readonly config: Config;
    readonly secretKeys: readonly string[];
    readonly preview: boolean;
}

async function deploy(folder: string, olds: State, { config, ...run }: Run): Promise<Deployment> {
    const deployment = new Deployment(olds, new SimulatedAccount(folder, process.pid), run.preview);
    const given = Object.fromEntries(Object.entries(config).filter(([, value]) => value !== undefined));
    await runProgram({ ...run, project: "hrms", config: given }, deployment);
    return deployment;
}

function readConfig(stack: string): Config {
    const file = path.join(CHECKOUT, `Pulumi.${stack}.yaml`);
    return (parse(fs.readFileSync(file, "utf8")) as { config: Config }).config;
}

/** As `deployedResources` (evidence/deployed.ts) makes them from an exported state. */
function judgedResources(state: State): JudgedResource[] {
    const described = (resource: Resource): JudgedResource => {
        const { urn, type, inputs, outputs, protect, ignoreChanges, parent, references } = resource;
        const name = nameOf(urn);
        return {
            urn,
            type,
            name,
            inputs: sent(inputs),
            outputs: sent(outputs),
            protect,
            ignoreChanges,
            parent,
            references,
        };
    };
    return [...state.values()].map((resource) => {
        const provider = state.get(resource.provider.split("::").slice(0, -1).join("::"));
        return { ...described(resource), ...(provider && { provider: described(provider) }) };
    });
}

/** What is undefined never reaches the engine. */
const sent = (properties: Properties): Properties =>
    Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
