import * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { ACCOUNT_FOLDER, SimulatedAccount } from "./account";
import { checkConfiguration, ConfigFault, settingsFrom } from "./configuration";
import { PropertyChange } from "./diff";
import { Lifecycle } from "./lifecycle";
import { Properties } from "./resource-type";

/**
 * The plugin that the engine starts: `provider.js <package> <version> [engine address]`. It only translates between
 * gRPC and {@link Lifecycle}.
 */
const [packageName = "", version = ""] = process.argv.slice(2);
const folder = process.env[ACCOUNT_FOLDER];
if (folder === undefined || folder === "") {
    throw new Error(`set ${ACCOUNT_FOLDER} to the folder of the simulated account`);
}

// The engine is the parent process of all plugins of a run.
const account = new SimulatedAccount(folder, process.ppid);
let configured: Lifecycle | undefined;

function lifecycle(): Lifecycle {
    if (configured === undefined) {
        throw new Error(`the provider ${packageName} is not configured`);
    }
    return configured;
}

const unpack = (struct: Struct | undefined): Properties => struct?.toJavaScript() ?? {};
const pack = (properties: Properties): Struct => {
    const defined = Object.entries(properties).filter(([, value]) => value !== undefined);
    return Struct.fromJavaScript(Object.fromEntries(defined) as Record<string, JavaScriptValue>);
};

function checkConfig(request: proto.CheckRequest): proto.CheckResponse {
    const news = unpack(request.getNews());
    return checked(news, packageName === "aws" ? checkConfiguration(news, account.id) : []);
}

function configure(request: proto.ConfigureRequest): proto.ConfigureResponse {
    configured = new Lifecycle(account, settingsFrom(unpack(request.getArgs())));
    const response = new proto.ConfigureResponse();
    response.setAcceptsecrets(true);
    response.setSupportspreview(true);
    return response;
}

function check(request: proto.CheckRequest): proto.CheckResponse {
    const olds = request.hasOlds() ? unpack(request.getOlds()) : undefined;
    const { inputs, failures } = lifecycle().check(request.getUrn(), olds, unpack(request.getNews()));
    return checked(
        inputs,
        failures.map((reason) => ({ property: "", reason })),
    );
}

function checked(inputs: Properties, faults: ConfigFault[]): proto.CheckResponse {
    const response = new proto.CheckResponse();
    response.setInputs(pack(inputs));
    for (const { property, reason } of faults) {
        const failure = new proto.CheckFailure();
        failure.setProperty(property);
        failure.setReason(reason);
        response.addFailures(failure);
    }
    return response;
}

function diff(request: proto.DiffRequest): proto.DiffResponse {
    const old = { inputs: unpack(request.getOldInputs()), outputs: unpack(request.getOlds()) };
    const news = unpack(request.getNews());
    const { changes, deleteBeforeReplace } = lifecycle().diff(request.getUrn(), old, news);
    const response = new proto.DiffResponse();
    const { DIFF_SOME, DIFF_NONE } = proto.DiffResponse.DiffChanges;
    response.setChanges(changes.length > 0 ? DIFF_SOME : DIFF_NONE);
    response.setDiffsList([...new Set(changes.map(topLevel))]);
    response.setReplacesList([...new Set(changes.filter(({ replace }) => replace).map(topLevel))]);
    response.setDeletebeforereplace(deleteBeforeReplace && changes.some(({ replace }) => replace));
    for (const change of changes) {
        response.getDetaileddiffMap().set(change.path, propertyDiff(change));
    }
    response.setHasdetaileddiff(true);
    return response;
}

const topLevel = ({ path }: PropertyChange): string => /^[^.[]+/.exec(path)?.[0] ?? path;

function propertyDiff({ kind, replace }: PropertyChange): proto.PropertyDiff {
    const { ADD, ADD_REPLACE, DELETE, DELETE_REPLACE, UPDATE, UPDATE_REPLACE } = proto.PropertyDiff.Kind;
    const kinds = {
        add: [ADD, ADD_REPLACE],
        delete: [DELETE, DELETE_REPLACE],
        update: [UPDATE, UPDATE_REPLACE],
    } as const;
    const response = new proto.PropertyDiff();
    response.setKind(kinds[kind][replace ? 1 : 0]);
    response.setInputdiff(true);
    return response;
}

function create(request: proto.CreateRequest): proto.CreateResponse {
    const { id, outputs } = lifecycle().create(
        request.getUrn(),
        unpack(request.getProperties()),
        request.getPreview(),
    );
    const response = new proto.CreateResponse();
    response.setId(id);
    response.setProperties(pack(outputs));
    return response;
}

function read(request: proto.ReadRequest): proto.ReadResponse {
    const state = { inputs: unpack(request.getInputs()), outputs: unpack(request.getProperties()) };
    const found = lifecycle().read(request.getUrn(), request.getId(), state);
    const response = new proto.ReadResponse();
    if (found !== undefined) {
        response.setId(request.getId());
        response.setProperties(pack(found.outputs));
        response.setInputs(pack(found.inputs));
    }
    return response;
}

function update(request: proto.UpdateRequest): proto.UpdateResponse {
    const old = { inputs: unpack(request.getOldInputs()), outputs: unpack(request.getOlds()) };
    const news = unpack(request.getNews());
    const response = new proto.UpdateResponse();
    response.setProperties(
        pack(lifecycle().update(request.getUrn(), request.getId(), old, news, request.getPreview())),
    );
    return response;
}

function remove(request: proto.DeleteRequest): Empty {
    lifecycle().delete(request.getUrn(), request.getId(), unpack(request.getOldInputs()));
    return new Empty();
}

function invoke(request: proto.InvokeRequest): proto.InvokeResponse {
    const response = new proto.InvokeResponse();
    response.setReturn(pack(lifecycle().invoke(request.getTok(), unpack(request.getArgs()))));
    return response;
}

function getPluginInfo(): PluginInfo {
    const info = new PluginInfo();
    info.setVersion(version);
    return info;
}

/** If `answer` throws, the engine shows the message next to the resource. */
function unary<Request, Response>(
    answer: (request: Request) => Response,
): grpc.handleUnaryCall<Request, Response> {
    return ({ request }, callback) => {
        try {
            callback(null, answer(request));
        } catch (error) {
            const details = error instanceof Error ? error.message : String(error);
            callback({ code: grpc.status.UNKNOWN, details });
        }
    };
}

const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
server.addService(ResourceProviderService, {
    checkConfig: unary(checkConfig),
    configure: unary(configure),
    check: unary(check),
    diff: unary(diff),
    create: unary(create),
    read: unary(read),
    update: unary(update),
    delete: unary(remove),
    invoke: unary(invoke),
    getPluginInfo: unary(getPluginInfo),
    cancel: unary(() => new Empty()),
});
// The engine stops its plugins, but a killed engine can't. They then stop themselves.
const engine = process.ppid;
setInterval(() => {
    if (process.ppid !== engine) {
        process.exit();
    }
}, 2_000).unref();

server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) {
        throw error;
    }
    // The engine reads the port from the first line.
    process.stdout.write(`${port}\n`);
});
