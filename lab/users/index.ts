/** People who use the site while something happens to it. */
import type { ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Lab } from "../lab";
import { ADDRESSES } from "../network";
import { startService, stopService } from "../process";

export interface Page {
    readonly path: string;
    readonly cookie?: string;
    /** What a POST sends; a number is a file of so many bytes. Without it, people GET the page. */
    readonly form?: Readonly<Record<string, string | number>>;
}

export interface UsersConfig {
    /** People at a time; each asks for one of the pages again and again. */
    readonly count: number;
    readonly pages: readonly Page[];
    /** Milliseconds between an answer and the next request. */
    readonly pauseMs: number;
    /** They leave after so long. */
    readonly patienceSeconds: number;
    readonly domain: string;
    readonly address: string;
}

export interface Answer {
    readonly path: string;
    readonly method: "GET" | "POST";
    /** Milliseconds since 1970. */
    readonly started: number;
    /** 0 without an answer. */
    readonly status: number;
    /** What happened instead of an answer. */
    readonly why?: string;
    readonly seconds: number;
}

export class Users {
    readonly answers: Answer[] = [];

    private constructor(private readonly process: ChildProcess) {
        process.on("message", (answer: Answer) => this.answers.push(answer));
    }

    static start(
        lab: Lab,
        {
            count = 16,
            pauseMs = 400,
            patienceSeconds = 65,
            pages,
        }: Partial<UsersConfig> & Pick<UsersConfig, "pages">,
    ): Users {
        const config: UsersConfig = {
            ...{ count, pauseMs, patienceSeconds, pages },
            ...{ domain: lab.settings.domain, address: ADDRESSES.loadBalancer },
        };
        return new Users(
            startService({
                namespace: lab.network.client,
                log: join(lab.folder, "users.log"),
                channel: true,
                env: { USERS: JSON.stringify(config) },
                program: [
                    process.execPath,
                    ...["--import", createRequire(__filename).resolve("tsx"), join(__dirname, "main.ts")],
                ],
            }),
        );
    }

    /** Answers to requests that began in this time (milliseconds since 1970). */
    between(from: number, to: number, path?: string): Answer[] {
        return this.answers.filter(
            (answer) =>
                answer.started >= from && answer.started < to && (path === undefined || answer.path === path),
        );
    }

    stop(): Promise<void> {
        return stopService(this.process);
    }
}
