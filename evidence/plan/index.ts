/** A stack of the production program, provisioned and previewed in this process on the simulated AWS. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parse } from "yaml";
import type { Deployment as Exported } from "../../engine/deployment";
import type { JudgedResource } from "../in-process";
import { nameOf } from "../../policies/urn";
import { SimulatedAccount } from "../../simulator/account";
import { CHECKOUT } from "../../system/checkout";
import type { Properties } from "../../simulator/resource-type";
import { Deployment, refreshed, type Plan, type Resource, type State } from "./deployment";
import { runProgram } from "./program";

type Config = Readonly<Record<string, unknown>>;

export interface PlanOptions {
    /** Settings that differ, with full keys; undefined removes one. */
    readonly config?: Config;
    /** Keys of those that are secret. */
    readonly secretKeys?: readonly string[];
    /** Whether to read from AWS first, as `pulumi preview --refresh` and `pulumi up --refresh` do. */
    readonly refresh?: boolean;
    /** Called with the folder of the simulated account before the stack is provisioned. */
    readonly prepare?: (account: string) => void;
}

export interface ProvisionedStack {
    /** What `pulumi preview` would show. Rejects with what the program throws. */
    readonly preview: (options?: PlanOptions) => Promise<Plan>;
    /**
     * What `pulumi up` does. Later previews and updates see its result, and faults of deletions are part of the plan.
     * Rejects with what the program throws.
     */
    readonly update: (options?: PlanOptions) => Promise<Plan>;
    /** Another stack of the same kind that is free to change: account, state and settings are copies. */
    readonly copy: () => ProvisionedStack;
    /** What exists, in the form that policies judge. */
    readonly resources: readonly JudgedResource[];
    /** Their IDs in AWS, by URN. */
    readonly ids: ReadonlyMap<string, string>;
    /** The settings, by their full keys. */
    readonly config: Config;
    /** The account, for those who let time pass or change it behind the program's back. */
    readonly account: SimulatedAccount;
    /** Deletes the simulated account. */
    readonly remove: () => void;
}

/** Provisions the stack of `Pulumi.<stack>.yaml` on an empty account. Throws an Error if it is refused. */
export const provision = (
    stack: string,
    { config = {}, secretKeys = [], prepare }: PlanOptions = {},
): Promise<ProvisionedStack> =>
    provisionConfig(stack, { ...readStackConfig(stack), ...config }, secretKeys, prepare);

/** The same with settings of one's own, by their full keys, instead of a stack file's. */
export async function provisionConfig(
    stack: string,
    own: Config,
    secretKeys: readonly string[] = [],
    prepare?: PlanOptions["prepare"],
): Promise<ProvisionedStack> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hrms-plan-"));
    try {
        prepare?.(folder);
        const provisioned = await deploy(folder, new Map(), {
            stack,
            config: own,
            secretKeys,
            preview: false,
        });
        const { faults } = provisioned.plan();
        if (faults.length > 0) throw new Error(faults.join("\n"));
        return opened(folder, { stack, config: own, secretKeys }, provisioned.state());
    } catch (error) {
        fs.rmSync(folder, { recursive: true, force: true });
        throw error;
    }
}

function opened(folder: string, own: Omit<Run, "preview">, initial: State): ProvisionedStack {
    let state = initial;
    let current = own;
    const account = new SimulatedAccount(folder, process.pid);
    const run = (options: PlanOptions, preview: boolean): Run => ({
        stack: current.stack,
        config: { ...current.config, ...options.config },
        secretKeys: [...current.secretKeys, ...(options.secretKeys ?? [])],
        preview,
    });
    const olds = ({ refresh = false }: PlanOptions): State => (refresh ? refreshed(state, account) : state);
    return {
        get resources() {
            return judgedResources(state);
        },
        get ids() {
            return new Map([...state.values()].map(({ urn, id }) => [urn, id]));
        },
        get config() {
            return current.config;
        },
        account,
        remove: () => {
            fs.rmSync(folder, { recursive: true, force: true });
        },
        preview: async (options = {}) => {
            // A preview leaves nothing behind in the account.
            const copy = copied(folder);
            try {
                return (await deploy(copy, olds(options), run(options, true))).plan();
            } finally {
                fs.rmSync(copy, { recursive: true });
            }
        },
        update: async (options = {}) => {
            const updated = await deploy(folder, olds(options), run(options, false));
            const plan = updated.plan();
            state = updated.state();
            current = run(options, false);
            return plan;
        },
        copy: () => opened(copied(folder), current, state),
    };
}

function copied(folder: string): string {
    const copy = fs.mkdtempSync(`${folder}-copy-`);
    fs.cpSync(folder, copy, { recursive: true });
    return copy;
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

/** The settings of `Pulumi.<stack>.yaml`, by their full keys. Encrypted ones stay as they are. */
export function readStackConfig(stack: string): Config {
    const file = path.join(CHECKOUT, `Pulumi.${stack}.yaml`);
    return (parse(fs.readFileSync(file, "utf8")) as { config: Config }).config;
}

/** The stack in the format of an exported state, which the drawing reads. */
export const asDeployment = ({ resources, ids }: ProvisionedStack): Exported => ({
    deployment: {
        resources: resources.map(({ urn, type, parent, protect, inputs, outputs, references }) => {
            const id = ids.get(urn) ?? "";
            const custom = id !== "";
            return {
                urn,
                type,
                id,
                custom,
                parent,
                protect,
                inputs,
                outputs,
                propertyDependencies: references,
            };
        }),
    },
});

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
