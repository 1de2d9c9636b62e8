/** AWS's endpoints on one address, answered by moto. Sentry has the same address. */
import { createServer, type Server } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import { gunzipSync } from "node:zlib";
import { forward } from "./forward";
import { MOTO, type CloudConfig, type CloudEvent, type CloudState } from "./protocol";

export interface EndpointsArgs {
    readonly config: CloudConfig;
    readonly tls: { readonly cert: Buffer; readonly key: Buffer };
    readonly state: () => CloudState;
    readonly happened: (event: CloudEvent) => void;
}

export function endpoints({ config, tls, state, happened }: EndpointsArgs): Server {
    return createServer(tls, (incoming, outgoing) => {
        const host = (incoming.headers.host ?? "").split(":", 1)[0] ?? "";
        const hangUp = (): void => void incoming.socket.destroy();
        if (host === config.errorsDomain) {
            sentry(incoming, outgoing, happened);
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
            autoScaling(incoming, outgoing, happened);
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

function sentry(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    happened: EndpointsArgs["happened"],
): void {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
        const body = Buffer.concat(chunks);
        const envelope = incoming.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body;
        happened({ reported: envelope.toString() });
        outgoing.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
}

/**
 * Answers what hosts tell their group. moto does not support lifecycle actions, and does not know the lab's instances.
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_Operations.html
 */
function autoScaling(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    happened: EndpointsArgs["happened"],
): void {
    let text = "";
    incoming.on("data", (chunk: Buffer) => (text += chunk.toString()));
    incoming.on("end", () => {
        const form = new URLSearchParams(text);
        const [action, hook, status, instance] = [
            "Action",
            "LifecycleHookName",
            "HealthStatus",
            "InstanceId",
        ].map((name) => form.get(name));
        if (action === "CompleteLifecycleAction" && hook && instance) {
            happened({ completed: { hook, instance } });
        } else if (action === "SetInstanceHealth" && status && instance) {
            happened({ reportedHealth: { status, instance } });
        } else {
            outgoing
                .writeHead(400)
                .end(`<ErrorResponse><Error><Code>${action}</Code></Error></ErrorResponse>`);
            return;
        }
        outgoing
            .writeHead(200, { "content-type": "text/xml" })
            .end(
                `<${action}Response xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/">` +
                    `<${action}Result/></${action}Response>`,
            );
    });
}
