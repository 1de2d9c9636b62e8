/**
 * Components run against Pulumi's runtime mocks: what they register is recorded as it is sent to the engine, with
 * every Output resolved.
 *
 * ```ts
 * const stack = await record(() => new Network("net", { ...exampleSettings({ nat: "none" }), keys, zones }));
 * stack.all(aws.ec2.Subnet).map(({ inputs }) => inputs.cidrBlock);
 * stack.one(aws.ec2.Vpc).protect;
 * ```
 */
import * as pulumi from "@pulumi/pulumi";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { EXAMPLE_ACCOUNT, EXAMPLE_REGION } from "../../../config/example";

type ResourceClass<Args> = new (
    name: string,
    args: Args,
    options?: pulumi.CustomResourceOptions,
) => pulumi.Resource;

/** A resource as the engine would see it. */
export interface Registered<Inputs = Record<string, unknown>> {
    /** Type token, such as `aws:ec2/subnet:Subnet`. */
    readonly type: string;
    /** Logical name. */
    readonly name: string;
    readonly inputs: Inputs;
    /** Names of top-level inputs that are marked secret. */
    readonly secretInputs: readonly string[];
    readonly urn: string;
    /** URN of the parent; empty at the top. */
    readonly parent: string;
    readonly protect: boolean;
    readonly retainOnDelete: boolean;
    readonly deleteBeforeReplace: boolean;
    readonly ignoreChanges: readonly string[];
    /** URNs of all resources that it waits for, explicitly or through its inputs. */
    readonly dependencies: readonly string[];
    readonly aliases: readonly string[];
}

/** What a mocked resource puts out beside its inputs, `id`, `arn` and `name`; by type token. */
export type FakeOutputs = Record<
    string,
    (resource: { name: string; inputs: Record<string, unknown> }) => Record<string, unknown>
>;

/** What a mocked invoke returns; by token, such as `aws:ec2/getAmi:getAmi`. */
export type FakeCalls = Record<string, (inputs: Record<string, unknown>) => Record<string, unknown>>;

export interface Fakes {
    readonly outputs?: FakeOutputs;
    readonly calls?: FakeCalls;
}

/** What a program registered. */
export class Recording<Result> {
    constructor(
        /** What the program returned. */
        readonly result: Result,
        /** Everything, in the order of registration. */
        readonly resources: readonly Registered[],
    ) {}

    /** All resources of a class, or of a type token. */
    all<Args>(type: ResourceClass<Args>): Registered<pulumi.Unwrap<NonNullable<Args>>>[];
    all(type: string): Registered[];
    all(type: ResourceClass<unknown> | string): Registered[] {
        const token = typeof type === "string" ? type : tokenOf(type);
        return this.resources.filter((resource) => resource.type === token);
    }

    /** The one resource of a class, or the one of that logical name. Throws where there is none, or more than one. */
    one<Args>(type: ResourceClass<Args>, name?: string): Registered<pulumi.Unwrap<NonNullable<Args>>>;
    one(type: string, name?: string): Registered;
    one(type: ResourceClass<unknown> | string, name?: string): Registered {
        const candidates: Registered[] = this.all(type as ResourceClass<unknown>);
        const found = candidates.filter((resource) => name === undefined || resource.name === name);
        const [only] = found;
        if (!only || found.length > 1) {
            const token = typeof type === "string" ? type : tokenOf(type);
            const names = candidates.map((resource) => resource.name).join(", ") || "none";
            throw new Error(`Expected one ${token}${name ? ` named ${name}` : ""}; registered are: ${names}`);
        }
        return only;
    }
}

/**
 * Runs a program and waits until everything that it registers is there. Import components inside `program` or at
 * the top of the test, but make resources inside only.
 */
export async function record<Result>(
    program: () => Result | Promise<Result>,
    { outputs = {}, calls = {} }: Fakes = {},
): Promise<Recording<Result>> {
    const registered: Registered[] = [];
    await pulumi.runtime.setMocks(
        {
            newResource: ({ type, name, inputs }) => {
                const plain = asRecord(unwrapSecrets(inputs));
                const state = {
                    ...fakeOutputs(type, name, plain),
                    ...outputs[type]?.({ name, inputs: plain }),
                };
                return { id: typeof state.id === "string" ? state.id : `${name}-id`, state };
            },
            call: ({ token, inputs }) => {
                const fake = calls[token] ?? FAKE_CALLS[token];
                if (!fake) {
                    throw new Error(`No fake answer for ${token}: pass one in record(…, { calls })`);
                }
                return fake(asRecord(inputs));
            },
        },
        "hrms",
        "prod",
    );
    watchRegistrations((resource) => registered.push(resource));
    const result = await program();
    await pulumi.runtime.disconnect();
    return new Recording(result, registered);
}

/** The value of an Output; call it inside the program of {@link record}, or afterwards. Rejects with the Output's error. */
export function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
    // An Output calls back only with a value, and never with an error.
    return (output as unknown as { promise(): Promise<T> }).promise();
}

interface PolicyStatement {
    readonly Sid: string;
    readonly Effect: "Allow" | "Deny";
    readonly Principal?: unknown;
    readonly Action: readonly string[];
    readonly Resource?: readonly string[];
    readonly Condition?: Record<string, Record<string, unknown>>;
}

/** Statements of a policy's JSON by their Sid. Throws where two share one. */
export function statementsOf(policy: unknown): Record<string, PolicyStatement> {
    const { Statement } = JSON.parse(String(policy)) as { Statement: PolicyStatement[] };
    const bySid = Object.fromEntries(Statement.map((statement) => [statement.Sid, statement]));
    if (Object.keys(bySid).length !== Statement.length) {
        throw new Error(
            `Two statements share a Sid: ${Statement.map(({ Sid }) => Sid).join(", ")}; AWS refuses that`,
        );
    }
    return bySid;
}

const FAKE_CALLS: FakeCalls = {
    "aws:index/getCallerIdentity:getCallerIdentity": () => ({ accountId: EXAMPLE_ACCOUNT }),
    "aws:index/getPartition:getPartition": () => ({ partition: "aws", dnsSuffix: "amazonaws.com" }),
    "aws:index/getRegion:getRegion": ({ region }) => ({ region: region ?? EXAMPLE_REGION }),
    "aws:kms/getPublicKey:getPublicKey": ({ keyId }) => ({ keyId, publicKey: "MFkwEw==" }),
    "aws:ssm/getParameter:getParameter": ({ name }) => ({ name, value: "ami-0123456789abcdef0" }),
    "aws:route53/getZone:getZone": ({ name }) => ({ name, zoneId: "Z0123456789ABCDEFGHIJ" }),
    "aws:ec2/getManagedPrefixList:getManagedPrefixList": ({ name }) => ({ name, id: "pl-0123456789abcdef0" }),
};

/** An ARN of the right shape: the service is the module of the type token. */
function fakeOutputs(type: string, name: string, inputs: Record<string, unknown>): Record<string, unknown> {
    const [, service = "", kind = ""] = /^\w+:(\w+)\/\w+:(\w+)$/.exec(type) ?? [];
    const region = typeof inputs.region === "string" ? inputs.region : EXAMPLE_REGION;
    const arn = `arn:aws:${service}:${region}:${EXAMPLE_ACCOUNT}:${kind.toLowerCase()}/${name}`;
    return { arn, name, ...inputs };
}

function watchRegistrations(onRegistered: (resource: Registered) => void): void {
    const monitor = pulumi.runtime.getMonitor();
    if (!monitor) {
        throw new Error("Pulumi's mocks are not set");
    }
    const register = monitor.registerResource.bind(monitor) as (...args: unknown[]) => unknown;
    const watched = (request: RegisterResourceRequest, ...rest: unknown[]): unknown => {
        onRegistered(describe(request));
        return register(request, ...rest);
    };
    Object.assign(monitor, { registerResource: watched });
}

function describe(request: RegisterResourceRequest): Registered {
    const object = request.getObject();
    const raw = object ? pulumi.runtime.deserializeProperties(object) : {};
    const [type, name, parent] = [request.getType(), request.getName(), request.getParent()];
    return {
        type,
        name,
        inputs: asRecord(unwrapSecrets(raw)),
        secretInputs: Object.keys(raw).filter((key) => pulumi.runtime.isRpcSecret(raw[key])),
        urn: urnOf(parent, type, name),
        parent,
        protect: request.getProtect() ?? false,
        retainOnDelete: request.getRetainondelete() ?? false,
        deleteBeforeReplace: request.getDeletebeforereplace(),
        ignoreChanges: request.getIgnorechangesList(),
        dependencies: request.getDependenciesList(),
        aliases: request.getAliasesList().map((alias) => alias.getSpec()?.getName() ?? alias.getUrn()),
    };
}

/** As Pulumi's mock monitor names resources: only the nearest parent's type goes in. */
function urnOf(parent: string, type: string, name: string): string {
    const parentType = parent.split("::")[2]?.split("$").pop();
    return ["urn:pulumi:prod", "hrms", parentType ? `${parentType}$${type}` : type, name].join("::");
}

function unwrapSecrets(value: unknown): unknown {
    if (pulumi.runtime.isRpcSecret(value)) {
        return unwrapSecrets(pulumi.runtime.unwrapRpcSecret(value));
    }
    if (Array.isArray(value)) {
        return value.map(unwrapSecrets);
    }
    const isPlain =
        typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
    return isPlain
        ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unwrapSecrets(inner)]))
        : value;
}

const asRecord = (value: unknown): Record<string, unknown> => value as Record<string, unknown>;

function tokenOf(type: object): string {
    return (type as { __pulumiType: string }).__pulumiType;
}
