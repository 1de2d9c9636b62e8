/** AWS's endpoints on one address, answered by moto. Sentry has the same address. */
import { createServer, type Server } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import { buffer, json } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import type { Ran } from "../machine";
import { AutoScaling } from "./auto-scaling";
import { forward } from "./forward";
import { MOTO, type CloudConfig, type CloudEvent, type CloudState } from "./protocol";
import { OPERATIONS, RunCommand, type Operation } from "./run-command";

export interface EndpointsArgs {
    readonly config: CloudConfig;
    readonly tls: { readonly cert: Buffer; readonly key: Buffer };
    readonly state: () => CloudState;
    readonly happened: (event: CloudEvent) => void;
    /** Runs a shell script on an instance. */
    readonly run: (instance: string, script: string) => Promise<Ran>;
}

export function endpoints({ config, tls, state, happened, run }: EndpointsArgs): Server {
    const autoScaling = new AutoScaling(state, happened);
    const runCommand = new RunCommand(state, run);
    return createServer(tls, (incoming, outgoing) => {
        const host = (incoming.headers.host ?? "").split(":", 1)[0] ?? "";
        const hangUp = (): void => void incoming.socket.destroy();
        const operation = /^AmazonSSM\.(\w+)$/.exec(String(incoming.headers["x-amz-target"]))?.[1] ?? "";
        if (host === config.errorsDomain) {
            void sentry(incoming, outgoing, happened);
        } else if (state().down.some((service) => host.split(".").includes(service))) {
            hangUp();
        } else if (isRefusedForItsTime(incoming, state().clockAhead)) {
            const code = "RequestTimeTooSkewed";
            outgoing.writeHead(403, { "content-type": "application/json", "x-amzn-errortype": code }).end(
                JSON.stringify({
                    __type: code,
                    message: "The difference between the times is too large.",
                }),
            );
        } else if (host.startsWith("autoscaling.")) {
            void autoScaling.answer(incoming, outgoing);
        } else if (OPERATIONS.includes(operation)) {
            void json(incoming).then((body) => {
                const answer = runCommand.answer(operation as Operation, body);
                outgoing
                    .writeHead(answer.status, { "content-type": "application/x-amz-json-1.1" })
                    .end(JSON.stringify(answer.body));
            });
        } else {
            forward(incoming, outgoing, MOTO, hangUp);
        }
    });
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html: RequestTimeTooSkewed */
const MOST_SKEW_SECONDS = 300;

function isRefusedForItsTime({ headers }: IncomingMessage, clockAhead: number): boolean {
    const signed = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(String(headers["x-amz-date"]));
    if (!signed) {
        return false;
    }
    const [year = 0, month = 0, ...rest] = signed.slice(1).map(Number);
    const at = Date.UTC(year, month - 1, ...(rest as [number, number, number, number]));
    return Math.abs(Date.now() / 1000 + clockAhead - at / 1000) > MOST_SKEW_SECONDS;
}

async function sentry(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    happened: EndpointsArgs["happened"],
): Promise<void> {
    const body = await buffer(incoming);
    const envelope = incoming.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body;
    happened({ reported: envelope.toString() });
    outgoing.writeHead(200, { "content-type": "application/json" }).end("{}");
}
