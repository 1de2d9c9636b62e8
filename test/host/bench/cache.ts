/** The managed cache's stand-in: Redis, which speaks TLS alone and wants its token. */
import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { until } from "../../support/until";
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

    /** Starts it, with another certificate than its own where one is given. */
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

    /** The answer to one command. */
    ask(...words: string[]): string {
        const client = ["-s", this.socket, "--no-auth-warning", "-a", this.args.token, "--raw"];
        const answer = command("redis-cli", [...client, ...words]).trim();
        if (/^(ERR|NOAUTH|WRONGPASS|LOADING)/.test(answer)) {
            throw new Error(answer);
        }
        return answer;
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
