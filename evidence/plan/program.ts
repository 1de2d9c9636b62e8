/** The production program, run in this process: Pulumi's runtime sends its requests to an engine of the test's own. */
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import {
    type RegisterResourceOutputsRequest,
    type RegisterResourceRequest,
    RegisterResourceResponse,
    type ResourceInvokeRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { transformSync } from "esbuild";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { CHECKOUT } from "../../system/checkout";
import type { Properties } from "../../simulator/resource-type";

/** What the program asks for. Values are in the engine's own form, with its marks for secrets and unknown values. */
export interface Goal {
    readonly urn: string;
    /** Type token. */
    readonly type: string;
    /** False for components and for the stack itself. */
    readonly custom: boolean;
    readonly inputs: Properties;
    readonly protect: boolean;
    readonly deleteBeforeReplace: boolean;
    readonly retainOnDelete: boolean;
    /** URN of the resource whose deletion deletes this one. */
    readonly deletedWith: string | undefined;
    readonly ignoreChanges: readonly string[];
    /** URN; empty for the stack itself. */
    readonly parent: string;
    /** URN of the provider that the program names, and its id, joined by `::`. */
    readonly provider: string;
    /** URNs of what each input refers to. */
    readonly references: Readonly<Record<string, readonly string[]>>;
    /** URNs of everything that is there before it: what inputs refer to, and what `dependsOn` names. */
    readonly dependencies: readonly string[];
}

/** The part of an engine that a program talks to. */
export interface ProgramHost {
    readonly register: (goal: Goal) => { readonly id: string; readonly outputs: Properties };
    /** What a component, or the stack, puts out. */
    readonly registerOutputs: (urn: string, outputs: Properties) => void;
    readonly invoke: (token: string, args: Properties) => Properties;
}

export interface ProgramRun {
    readonly project: string;
    readonly stack: string;
    /** Settings with their full keys, as they stand in the stack file. */
    readonly config: Readonly<Record<string, unknown>>;
    readonly secretKeys: readonly string[];
    /** Whether the program sees unknown values, as in a preview. */
    readonly preview: boolean;
}

/** Rejects with what the program throws. */
export async function runProgram(run: ProgramRun, host: ProgramHost): Promise<void> {
    await pulumi.runtime.setMocks(UNUSED, run.project, run.stack, run.preview);
    pulumi.runtime.setAllConfig(
        Object.fromEntries(Object.entries(run.config).map(([key, value]) => [key, asText(value)])),
        [...run.secretKeys],
    );
    process.env.PULUMI_CONFIG_SECRET_KEYS = JSON.stringify(run.secretKeys);
    Object.assign(pulumi.runtime.getMonitor() ?? {}, monitorOf(run, host));
    await withoutTraces(async () => {
        const failures: unknown[] = [];
        // The stack would hand a failure on to outputs that nobody reads, which ends the process.
        await pulumi.runtime.runInPulumiStack(async () => {
            try {
                return await program();
            } catch (error) {
                failures.push(error);
                return {};
            }
        });
        await pulumi.runtime.disconnect();
        if (failures.length > 0) throw failures[0];
    });
}

/** For each promise Pulumi writes down where it was made, by the source's lines: most of the time of a run. */
async function withoutTraces(work: () => Promise<void>): Promise<void> {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
        await work();
    } finally {
        Error.stackTraceLimit = stackTraceLimit;
    }
}

const asText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** `setMocks` takes mocks, but {@link monitorOf} answers in their place. */
const unused = (): never => {
    throw new Error("the monitor's methods are replaced");
};
const UNUSED: pulumi.runtime.Mocks = { call: unused, newResource: unused };

/** `index.ts` makes its resources when its function is called. Compiled once, it is loaded anew for each run; what it imports is not. */
let compiled: string | undefined;

function program(): unknown {
    const file = path.join(CHECKOUT, "index.ts");
    compiled ??= transformSync(fs.readFileSync(file, "utf8"), { loader: "ts", format: "cjs" }).code;
    const module = { exports: {} };
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the checkout's own program
    const load = new Function("require", "module", "exports", compiled) as (...args: unknown[]) => void;
    load(createRequire(file), module, module.exports);
    return (module.exports as unknown as () => unknown)();
}

type Answer<Response> = (error: unknown, response?: Response) => void;

function monitorOf(run: ProgramRun, host: ProgramHost): object {
    return {
        registerResource: answered((request: RegisterResourceRequest) => {
            const goal = goalOf(request, run);
            const { id, outputs } = host.register(goal);
            const response = new RegisterResourceResponse();
            response.setUrn(goal.urn);
            response.setId(id);
            response.setObject(pack(outputs));
            return response;
        }),
        invoke: answered((request: ResourceInvokeRequest) => {
            const response = new InvokeResponse();
            response.setReturn(pack(host.invoke(request.getTok(), unpack(request.getArgs()))));
            return response;
        }),
        registerResourceOutputs: answered((request: RegisterResourceOutputsRequest) => {
            host.registerOutputs(request.getUrn(), unpack(request.getOutputs()));
            return new Empty();
        }),
    };
}

const answered =
    <Request, Response>(answer: (request: Request) => Response) =>
    (request: Request, callback: Answer<Response>): void => {
        try {
            callback(null, answer(request));
        } catch (error) {
            // Where gRPC puts the text.
            const details = error instanceof Error ? error.message : String(error);
            callback(Object.assign(new Error(details), { details }));
        }
    };

function goalOf(request: RegisterResourceRequest, { project, stack }: ProgramRun): Goal {
    const type = request.getType();
    const references: Record<string, readonly string[]> = {};
    request.getPropertydependenciesMap().forEach((dependencies, property) => {
        references[property] = dependencies.getUrnsList();
    });
    return {
        urn: `urn:pulumi:${stack}::${project}::${qualified(request.getParent(), type)}::${request.getName()}`,
        type,
        custom: request.getCustom(),
        inputs: unpack(request.getObject()),
        protect: request.getProtect() ?? false,
        deleteBeforeReplace: request.getDeletebeforereplace(),
        retainOnDelete: request.getRetainondelete() ?? false,
        deletedWith: request.getDeletedwith() || undefined,
        ignoreChanges: request.getIgnorechangesList(),
        parent: request.getParent(),
        provider: request.getProvider(),
        references,
        dependencies: request.getDependenciesList(),
    };
}

/** The types of all parents, but for the stack's, and its own. */
function qualified(parent: string, type: string): string {
    const parents = parent.split("::")[2] ?? "";
    return parents === "" || parents === "pulumi:pulumi:Stack" ? type : `${parents}$${type}`;
}

/** As it arrives: what is undefined is not sent. */
const unpack = (struct: Struct | undefined): Properties => struct?.toJavaScript() ?? {};

function pack(properties: Properties): Struct {
    const defined = Object.entries(properties).filter(([, value]) => value !== undefined);
    return Struct.fromJavaScript(Object.fromEntries(defined) as Record<string, JavaScriptValue>);
}
