/**
 * The policy SDK in process: its own deserialiser, unknown values and levels, without an engine. The entry points are
 * internal to `@pulumi/policy`, so they are used here only, and only in the version that this was written for.
 */
import type { Policies, PolicyPackConfig } from "@pulumi/policy";
import { version } from "@pulumi/policy/package.json";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { reported, type Verdict } from "../policies/report/verdict";

const SUPPORTED = "v1.21.0";
if (version !== SUPPORTED) {
    throw new Error(
        `evidence/in-process.ts knows @pulumi/policy ${SUPPORTED}, not ${version}: compare its server.js and raise it`,
    );
}

interface Call<Request> {
    readonly request: Request;
}
type Callback = (error: Error | null, response?: proto.AnalyzeResponse) => void;
type MakeAnalyze<Request> = (
    pack: string,
    packVersion: string,
    level: string,
    policies: Policies,
) => (call: Call<Request>, callback: Callback) => void;

// eslint-disable-next-line @typescript-eslint/no-require-imports -- its type definitions leave these out
const { makeAnalyzeRpcFun, makeAnalyzeStackRpcFun } = require("@pulumi/policy/server") as {
    readonly makeAnalyzeRpcFun: MakeAnalyze<proto.AnalyzeRequest>;
    readonly makeAnalyzeStackRpcFun: MakeAnalyze<proto.AnalyzeStackRequest>;
};

/** Properties in the engine's own form, with its marks for secrets and unknown values. */
type Properties = Readonly<Record<string, unknown>>;

/** A resource as the engine describes it to a policy. */
export interface JudgedResource {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    /** What a policy on single resources sees. */
    readonly inputs: Properties;
    /** What a policy on the stack sees. */
    readonly outputs: Properties;
    readonly protect?: boolean;
    readonly ignoreChanges?: readonly string[];
    readonly parent?: string;
    readonly provider?: Provider;
    /** URNs of what each property refers to. */
    readonly references?: Readonly<Record<string, readonly string[]>>;
}

interface Provider {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    readonly inputs: Properties;
}

interface Pack {
    readonly policies: Policies;
    readonly config?: PolicyPackConfig;
}

/** What the policies say of these resources, one by one and as a stack. */
export async function judge(
    { policies, config = {} }: Pack,
    resources: readonly JudgedResource[],
): Promise<Verdict[]> {
    return [
        ...(await judgeEach({ policies, config }, resources)),
        ...(await judgeTogether({ policies, config }, resources)),
    ];
}

/** The policies on single resources only. */
export async function judgeEach(
    { policies, config = {} }: Pack,
    resources: readonly JudgedResource[],
): Promise<Verdict[]> {
    const own = configured(policies, config).filter((policy) => "validateResource" in policy);
    const analyze = makeAnalyzeRpcFun("in-process", "1.0.0", "mandatory", own);
    const verdicts: Verdict[] = [];
    // One after the other, as the engine's order of a resource's policies is: deviations count who needed them.
    for (const resource of resources) {
        const request = describe(new proto.AnalyzeRequest(), resource, resource.inputs);
        verdicts.push(...read(await call(analyze, request), own, resource.urn));
    }
    return verdicts;
}

/** The policies on the stack only. */
export async function judgeTogether(
    { policies, config = {} }: Pack,
    resources: readonly JudgedResource[],
): Promise<Verdict[]> {
    const own = configured(policies, config).filter((policy) => "validateStack" in policy);
    const analyze = makeAnalyzeStackRpcFun("in-process", "1.0.0", "mandatory", own);
    const request = new proto.AnalyzeStackRequest();
    request.setResourcesList(resources.map(describeInStack));
    const root = resources.find(({ type }) => type === "pulumi:pulumi:Stack")?.urn ?? "the stack";
    return read(await call(analyze, request), own, root);
}

/**
 * The engine's own way with configuration, without its check by the schema: levels, and values over the defaults. As in
 * the engine, values without a level make a policy advisory.
 */
function configured(policies: Policies, config: PolicyPackConfig): Policies {
    return policies.flatMap((policy): Policies => {
        const given = config[policy.name];
        if (given === undefined) return [policy];
        const { enforcementLevel = "advisory", ...values } =
            typeof given === "object" ? given : { enforcementLevel: given };
        if (enforcementLevel === "disabled") return [];
        const getConfig = () => values as never;
        const changed = { ...policy, enforcementLevel };
        if ("validateStack" in changed) {
            const { validateStack } = changed;
            return [
                {
                    ...changed,
                    validateStack: (args, report) => validateStack({ ...args, getConfig }, report),
                },
            ];
        }
        const { validateResource } = changed;
        if (typeof validateResource !== "function") return [changed];
        return [
            {
                ...changed,
                validateResource: (args, report) => validateResource({ ...args, getConfig }, report),
            },
        ];
    });
}

async function call<Request>(
    analyze: (call: Call<Request>, callback: Callback) => void,
    request: Request,
): Promise<proto.AnalyzeResponse> {
    return new Promise((resolve, reject) => {
        analyze({ request }, (error, response) => {
            if (response) resolve(response);
            else reject(error ?? new Error("no response"));
        });
    });
}

function describe<Message extends proto.AnalyzeRequest | proto.AnalyzerResource>(
    message: Message,
    { type, name, urn, protect = false, ignoreChanges = [], parent = "", provider }: JudgedResource,
    properties: Properties,
): Message {
    const options = new proto.AnalyzerResourceOptions();
    options.setProtect(protect);
    options.setIgnorechangesList([...ignoreChanges]);
    options.setParent(parent);
    message.setType(type);
    message.setName(name);
    message.setUrn(urn);
    message.setProperties(structOf(properties));
    message.setOptions(options);
    if (provider) {
        const described = new proto.AnalyzerProviderResource();
        described.setType(provider.type);
        described.setUrn(provider.urn);
        described.setName(provider.name);
        described.setProperties(structOf(provider.inputs));
        message.setProvider(described);
    }
    return message;
}

/** A stack is judged again and again with one resource changed: the others need not be described anew. */
const described = new WeakMap<JudgedResource, proto.AnalyzerResource>();

function describeInStack(resource: JudgedResource): proto.AnalyzerResource {
    const known = described.get(resource);
    if (known) return known;
    const message = describe(new proto.AnalyzerResource(), resource, resource.outputs);
    message.setParent(resource.parent ?? "");
    for (const [property, targets] of Object.entries(resource.references ?? {})) {
        // The engine, too, leaves out a property that refers to nothing.
        if (targets.length === 0) continue;
        const urns = new proto.AnalyzerPropertyDependencies();
        urns.setUrnsList([...targets]);
        message.getPropertydependenciesMap().set(property, urns);
    }
    described.set(resource, message);
    return message;
}

const structOf = (properties: Properties): Struct =>
    Struct.fromJavaScript(properties as Record<string, JavaScriptValue>);

/** What is neither violated nor not applicable is passed. */
function read(response: proto.AnalyzeResponse, policies: Policies, urn: string): Verdict[] {
    const violated = response
        .getDiagnosticsList()
        .map((diagnostic) =>
            reported(
                diagnostic.getPolicyname(),
                diagnostic.getUrn() === "" ? urn : diagnostic.getUrn(),
                diagnostic.getEnforcementlevel() === proto.EnforcementLevel.MANDATORY
                    ? "mandatory"
                    : "advisory",
                diagnostic.getMessage(),
            ),
        );
    const others = new Set([
        ...violated.map(({ policy }) => policy),
        ...response.getNotApplicableList().map((policy) => policy.getPolicyName()),
    ]);
    const passed = policies
        .filter(({ name }) => !others.has(name))
        .map(({ name }): Verdict => ({ policy: name, urn, outcome: "passed" }));
    return [...passed, ...violated];
}
