/**
 * The policy SDK in process: its own deserialiser, unknown values and levels, without an engine. The entry points are
 * internal to `@pulumi/policy`, so they are used here only, and only in the version that this was written for.
 */
import type { Policies } from "@pulumi/policy";
import { version } from "@pulumi/policy/package.json";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime/rpc";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";

const SUPPORTED = "v1.21.0";
if (version !== SUPPORTED) {
    throw new Error(
        `test/policy/harness.ts knows @pulumi/policy ${SUPPORTED}, not ${version}: compare its server.js and raise it`,
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

export interface Resource {
    readonly type: string;
    readonly name: string;
    readonly props: Readonly<Record<string, unknown>>;
    readonly protect?: boolean;
    /** The resources that a property refers to. */
    readonly references?: Readonly<Record<string, readonly Resource[]>>;
}

export interface Violation {
    readonly policy: string;
    /** Logical name of the resource, as the violation's URN has it. */
    readonly resource: string;
    readonly level: "advisory" | "mandatory";
    readonly message: string;
}

/** How the engine writes a value that is not known yet; https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/rpc.go */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A secret as the engine sends it. */
export function secret(value: string): object {
    return { [specialSigKey]: specialSecretSig, value };
}

/** What the policies say of these resources, judged one by one and then as a stack. */
export async function judge(policies: Policies, resources: readonly Resource[]): Promise<Violation[]> {
    const analyze = makeAnalyzeRpcFun("test", "1.0.0", "advisory", policies);
    const analyzeStack = makeAnalyzeStackRpcFun("test", "1.0.0", "advisory", policies);
    const single = resources.map(async (resource) => {
        const response = await call(analyze, describe(new proto.AnalyzeRequest(), resource));
        return violationsIn(response, resource.name);
    });
    const stack = new proto.AnalyzeStackRequest();
    stack.setResourcesList(resources.map(describeInStack));
    const together = call(analyzeStack, stack).then((response) => violationsIn(response, "the stack"));
    return (await Promise.all([...single, together])).flat();
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
    { type, name, props, protect = false }: Resource,
): Message {
    const options = new proto.AnalyzerResourceOptions();
    options.setProtect(protect);
    message.setType(type);
    message.setName(name);
    message.setUrn(urnOf(type, name));
    message.setProperties(Struct.fromJavaScript(props as Record<string, JavaScriptValue>));
    message.setOptions(options);
    return message;
}

function describeInStack(resource: Resource): proto.AnalyzerResource {
    const message = describe(new proto.AnalyzerResource(), resource);
    for (const [property, targets] of Object.entries(resource.references ?? {})) {
        const urns = new proto.AnalyzerPropertyDependencies();
        urns.setUrnsList(targets.map(({ type, name }) => urnOf(type, name)));
        message.getPropertydependenciesMap().set(property, urns);
    }
    return message;
}

function urnOf(type: string, name: string): string {
    return `urn:pulumi:test::test::${type}::${name}`;
}

function nameIn(urn: string): string {
    return urn.split("::").at(-1) ?? "";
}

function violationsIn(response: proto.AnalyzeResponse, fallback: string): Violation[] {
    return response.getDiagnosticsList().map((diagnostic) => ({
        policy: diagnostic.getPolicyname(),
        resource: diagnostic.getUrn() === "" ? fallback : nameIn(diagnostic.getUrn()),
        level:
            diagnostic.getEnforcementlevel() === proto.EnforcementLevel.MANDATORY ? "mandatory" : "advisory",
        message: diagnostic.getMessage(),
    }));
}
