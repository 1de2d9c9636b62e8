import {
    request,
    type ClientRequest,
    type IncomingMessage,
    type RequestOptions,
    type ServerResponse,
} from "node:http";

/** What a connection that the other side has closed says. */
const CLOSED: ReadonlySet<string> = new Set(["ECONNRESET", "EPIPE"]);

/**
 * Streams a request to its destination and the answer back. Calls `failed` if there is no answer. A request without a body is
 * sent again if its connection, used before, turns out to be closed: Node notices that later than a load balancer does.
 */
export function forward(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    to: RequestOptions,
    failed: (error: Error) => void,
    send: (options: RequestOptions) => ClientRequest = request,
): void {
    const hasBody = incoming.method !== "GET" && incoming.method !== "HEAD";
    const passed = send({ method: incoming.method, path: incoming.url, headers: incoming.headers, ...to });
    passed.on("response", (answer) => {
        // These describe the connection to the destination. Passed on, they would close the client's while it sends.
        const headers = { ...answer.headers };
        delete headers.connection;
        delete headers["keep-alive"];
        outgoing.writeHead(answer.statusCode ?? 502, headers);
        answer.pipe(outgoing);
        answer.on("error", failed);
    });
    passed.on("error", (error: NodeJS.ErrnoException) => {
        if (passed.reusedSocket && CLOSED.has(error.code ?? "") && !hasBody && !outgoing.headersSent) {
            forward(incoming, outgoing, to, failed, send);
        } else {
            failed(error);
        }
    });
    outgoing.on("close", () => {
        if (!outgoing.writableEnded) {
            passed.destroy();
        }
    });
    incoming.pipe(passed);
}
