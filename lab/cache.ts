/** Stands in for ElastiCache: Redis that accepts only TLS and requires its token. */
import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { until } from "../system/until";
import { command } from "./command";
import type { Certificate } from "./database";
import { ADDRESSES } from "./network";
import { startService, stopService } from "./process";

export interface CacheArgs extends Certificate {
    readonly namespace: string;
    readonly folder: string;
    readonly token: string;
}

export class Cache {
    private server: ChildProcess | undefined;

    constructor(private readonly args: CacheArgs) {}

    /** Starts the server, with its own certificate unless another one is given. */
    async start(shown: Certificate = this.args): Promise<void> {
        const { namespace, folder, token } = this.args;
        const { certificate, key } = shown;
        this.server = startService({
            namespace,
            log: join(folder, "cache.log"),
            program: [
                ...([
                    "redis-server",
                    "--port",
                    "0",
                    "--tls-port",
                    "6379",
                    "--bind",
                    ADDRESSES.cache,
                ] as const),
                ...["--tls-cert-file", certificate, "--tls-key-file", key, "--tls-auth-clients", "no"],
                ...["--requirepass", token, "--maxmemory", "256mb", "--maxmemory-policy", "noeviction"],
                ...["--unixsocket", this.socket, "--dir", folder, "--save", "", "--appendonly", "yes"],
            ],
        });
        await until("the cache answers", () => this.ask("PING") === "PONG", 60);
    }

    /** Sends one command and returns the answer. Throws if the answer is an error. */
    ask(...words: string[]): string {
        const client = ["-s", this.socket, "--no-auth-warning", "-a", this.args.token, "--raw"];
        const answer = command("redis-cli", [...client, ...words]).trim();
        if (/^(ERR|NOAUTH|WRONGPASS|LOADING)/.test(answer)) {
            throw new Error(answer);
        }
        return answer;
    }

    /** SIGSTOP freezes the server: the kernel still accepts connections, and nobody answers. SIGCONT ends that. */
    signal(signal: "SIGSTOP" | "SIGCONT"): void {
        this.server?.kill(signal);
    }

    async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
        if (this.server) {
            await stopService(this.server, signal);
        }
    }

    private get socket(): string {
        return join(this.args.folder, "cache.sock");
    }
}
