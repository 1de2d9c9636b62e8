/** All HTTP stand-ins, in one process inside the cloud's namespace. Its channel controls it. */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { Server } from "node:net";
import type { Ran } from "../machine";
import { ADDRESSES } from "../network";
import { endpoints } from "./endpoints";
import { forward } from "./forward";
import { LoadBalancer } from "./load-balancer";
import { metadataService } from "./metadata";
import { MOTO, NOTHING, type CloudConfig, type FromCloud, type ToCloud } from "./protocol";

let state = NOTHING;

const tell = (message: FromCloud): void => void process.send?.(message);

/** Commands that run on instances. */
const running: ((ran: Ran) => void)[] = [];

const run = (instance: string, script: string): Promise<Ran> =>
    new Promise((resolve) => {
        tell({ run: { request: running.push(resolve) - 1, instance, script } });
    });

async function start(config: CloudConfig): Promise<void> {
    const tls = { cert: readFileSync(config.certificate), key: readFileSync(config.key) };
    const balancer = new LoadBalancer(
        config,
        tls,
        ADDRESSES.loadBalancerPeer,
        () => state.targets,
        (terminated) => {
            tell({ happened: { terminated } });
        },
    );
    /** The CDN serves the bucket for static files. */
    const cdn = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
        // The bucket is private, so the CDN says who it is.
        const headers = { authorization: "AWS cdn:signature" };
        const to = { ...MOTO, path: `/${config.staticBucket}${incoming.url}`, headers };
        outgoing.setHeader("access-control-allow-origin", `https://${config.domain}`);
        forward(incoming, outgoing, to, () => incoming.socket.destroy());
    };
    const door = createServer(tls, (incoming, outgoing) => {
        if (incoming.headers.host === config.staticDomain) cdn(incoming, outgoing);
        else balancer.answer(incoming, outgoing);
    });
    const listening: readonly [Server, string, number][] = [
        [metadataService(() => state.instances, config.region), ADDRESSES.metadata, 80],
        [
            endpoints({
                config,
                tls,
                state: () => state,
                happened: (event) => {
                    tell({ happened: event });
                },
                run,
            }),
            ADDRESSES.aws,
            443,
        ],
        [balancer.https(), ADDRESSES.loadBalancer, 443],
        [balancer.http(), ADDRESSES.loadBalancer, 80],
        [createServer(tls, cdn), ADDRESSES.cdn, 443],
    ];
    door.listen(config.door);
    await once(door, "listening");
    await Promise.all(
        listening.map(
            ([server, host, port]) =>
                new Promise<void>((resolve, reject) => {
                    server.on("error", reject);
                    server.listen(port, host, resolve);
                }),
        ),
    );
}

process.on("message", (message: ToCloud) => {
    if ("state" in message) {
        state = message.state;
        tell({ applied: true });
        return;
    }
    if ("ran" in message) {
        running[message.ran.request]?.(message.ran);
        return;
    }
    start(message.configure).then(
        () => {
            tell({ ready: true });
        },
        (error: unknown) => {
            tell({ failed: String(error) });
        },
    );
});
process.on("disconnect", () => process.exit(0));
