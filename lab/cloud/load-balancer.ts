/**
 * A load balancer that behaves like an Application Load Balancer, as far as an application can tell:
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html
 */
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { Agent, createServer, request, type Server } from "node:https";
import { LIVENESS_PATH } from "../../host/bundle";
import { forward } from "./forward";
import type { CloudConfig } from "./protocol";

/**
 * AWS's load balancer keeps idle connections for so long, to clients and to targets. It does not verify its targets'
 * certificates. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
 */
const IDLE_MS = 60_000;

const agent = new Agent({ rejectUnauthorized: false, keepAlive: true, timeout: IDLE_MS, maxSockets: 256 });

/** Who comes through the door (lab/door.ts). */
const THIS_MACHINE = "127.0.0.1";

export class LoadBalancer {
    private readonly healthy = new Set<string>();
    /** Checks in a row with the same result: positive ones were answered. */
    private readonly inARow = new Map<string, number>();
    private turn = 0;

    constructor(
        private readonly config: CloudConfig,
        private readonly tls: { readonly cert: Buffer; readonly key: Buffer },
        private readonly address: string,
        private readonly targets: () => readonly string[],
        /** The group terminates a host that was healthy and no longer is. */
        private readonly terminate: (target: string) => void,
    ) {
        setInterval(() => {
            for (const target of this.targets()) {
                this.check(target);
            }
        }, config.healthCheck.interval * 1000).unref();
    }

    https(): Server {
        return createServer({ ...this.tls, keepAliveTimeout: IDLE_MS }, (incoming, outgoing) => {
            this.answer(incoming, outgoing);
        });
    }

    answer(incoming: IncomingMessage, outgoing: ServerResponse): void {
        const targets = this.targets().filter((target) => this.healthy.has(target));
        const target = targets[this.turn++ % targets.length];
        for (const [name, value] of Object.entries(this.config.headers)) {
            outgoing.setHeader(name, value);
        }
        if (target === undefined) {
            outgoing
                .writeHead(503, { "content-type": "text/html" })
                .end("503 Service Temporarily Unavailable");
            return;
        }
        const client = (incoming.socket.remoteAddress ?? THIS_MACHINE).replace("::ffff:", "");
        const said = incoming.headers["x-forwarded-for"];
        const headers = {
            ...incoming.headers,
            "x-forwarded-for": said === undefined ? client : `${[said].flat().join(", ")}, ${client}`,
            "x-forwarded-proto": "https",
            "x-forwarded-port": "443",
            "x-amzn-trace-id": `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${"0".repeat(24)}`,
        };
        const to = {
            host: target,
            port: 443,
            headers,
            agent,
            localAddress: this.address,
            rejectUnauthorized: false,
        };
        forward(
            incoming,
            outgoing,
            to,
            () => {
                if (outgoing.headersSent) {
                    incoming.socket.destroy();
                } else {
                    outgoing.writeHead(502, { "content-type": "text/html" }).end("502 Bad Gateway");
                }
            },
            request,
        );
    }

    http(): ReturnType<typeof createHttpServer> {
        return createHttpServer((incoming, outgoing) => {
            const location = `https://${this.config.domain}:443${incoming.url ?? "/"}`;
            outgoing.writeHead(301, { location }).end();
        });
    }

    /** The Host header contains the target's address, as in AWS's health checks. */
    private check(target: string): void {
        const asked = request({
            host: target,
            path: LIVENESS_PATH,
            headers: { host: target, "user-agent": "ELB-HealthChecker/2.0" },
            localAddress: this.address,
            rejectUnauthorized: false,
            agent: false,
        });
        // The whole answer must arrive in time.
        const patience = setTimeout(() => asked.destroy(), this.config.healthCheck.timeout * 1000);
        let is200 = false;
        asked.on("response", (answer) => {
            answer.resume();
            is200 = answer.statusCode === 200;
        });
        asked.on("error", () => undefined);
        asked.on("close", () => {
            clearTimeout(patience);
            this.count(target, is200);
        });
        asked.end();
    }

    private count(target: string, isAnswered: boolean): void {
        const before = this.inARow.get(target) ?? 0;
        const now = isAnswered ? Math.max(before, 0) + 1 : Math.min(before, 0) - 1;
        this.inARow.set(target, now);
        const { healthyThreshold, unhealthyThreshold } = this.config.healthCheck;
        if (now >= healthyThreshold) {
            this.healthy.add(target);
        } else if (now <= -unhealthyThreshold && this.healthy.delete(target)) {
            this.terminate(target);
        }
    }
}
