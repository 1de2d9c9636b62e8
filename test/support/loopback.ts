/** Small servers on this machine's loopback address. */
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Loopback {
    readonly host: string;
    readonly close: () => Promise<void>;
}

export async function loopback(answer: RequestListener): Promise<Loopback> {
    const server = createServer(answer);
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { port } = server.address() as AddressInfo;
    return { host: `127.0.0.1:${port}`, close: () => closed(server) };
}

const closed = (server: Server): Promise<void> =>
    new Promise((resolve, reject) => {
        server.closeAllConnections();
        server.close((error) => {
            if (error === undefined) resolve();
            else reject(error);
        });
    });
