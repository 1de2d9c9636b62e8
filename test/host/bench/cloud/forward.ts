import {
    request,
    type ClientRequest,
    type IncomingMessage,
    type RequestOptions,
    type ServerResponse,
} from "node:http";

/** Passes a request on and its answer back, both as they come; calls back where there is no answer. */
export function forward(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    to: RequestOptions,
    failed: (error: Error) => void,
    send: (options: RequestOptions) => ClientRequest = request,
): void {
    const passed = send({ method: incoming.method, path: incoming.url, headers: incoming.headers, ...to });
    passed.on("response", (answer) => {
        // These are of the connection behind, and would end the one in front under requests that are on their way.
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
