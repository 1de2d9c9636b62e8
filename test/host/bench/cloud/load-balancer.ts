/**
 * A load balancer that treats requests and hosts as an Application Load Balancer does, as far as an application can
 * tell: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/x-forwarded-headers.html
 */
import { createServer as createHttpServer } from "node:http";
import { Agent, createServer, request, type Server } from "node:https";
import { forward } from "./forward";
import type { CloudConfig } from "./protocol";

/** Faster than the stack's 15 s, so that tests need not wait. */
const CHECK_INTERVAL_MS = 1000;

// A load balancer verifies no certificate of its targets, and keeps connections to them for 60 s of silence.
const agent = new Agent({ rejectUnauthorized: false, keepAlive: true, timeout: 60_000, maxSockets: 256 });

export class LoadBalancer {
    private readonly healthy = new Set<string>();
    private turn = 0;

    constructor(
        private readonly config: CloudConfig,
        private readonly tls: { readonly cert: Buffer; readonly key: Buffer },
        private readonly address: string,
        private readonly targets: () => readonly string[],
    ) {
        setInterval(() => {
            for (const target of this.targets()) {
                this.check(target);
            }
        }, CHECK_INTERVAL_MS).unref();
    }

    https(): Server {
        return createServer(this.tls, (incoming, outgoing) => {
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
            const client = (incoming.socket.remoteAddress ?? "").replace("::ffff:", "");
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
        });
    }

    http(): ReturnType<typeof createHttpServer> {
        return createHttpServer((incoming, outgoing) => {
            const location = `https://${this.config.domain}:443${incoming.url ?? "/"}`;
            outgoing.writeHead(301, { location }).end();
        });
    }

    /** By address, as load balancers do: the Host header names the target. */
    private check(target: string): void {
        const asked = request({
            host: target,
            path: this.config.healthPath,
            headers: { host: target, "user-agent": "ELB-HealthChecker/2.0" },
            localAddress: this.address,
            rejectUnauthorized: false,
            agent: false,
            timeout: 5000,
        });
        asked.on("response", (answer) => {
            answer.resume();
            if (answer.statusCode === 200) {
                this.healthy.add(target);
            } else {
                this.healthy.delete(target);
            }
        });
        asked.on("timeout", () => asked.destroy());
        asked.on("error", () => this.healthy.delete(target));
        asked.end();
    }
}
