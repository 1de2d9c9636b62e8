import {
    request,
    type ClientRequest,
    type IncomingMessage,
    type RequestOptions,
    type ServerResponse,
} from "node:http";

/** Streams a request to its destination and the answer back. Calls `failed` if there is no answer. */
export function forward(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    to: RequestOptions,
    failed: (error: Error) => void,
    send: (options: RequestOptions) => ClientRequest = request,
): void {
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
    passed.on("error", failed);
    outgoing.on("close", () => {
        if (!outgoing.writableEnded) {
            passed.destroy();
        }
    });
    incoming.pipe(passed);
}
