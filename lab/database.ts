/** Stands in for RDS: a server that accepts only TLS, with the users that the stack creates. */
import type { ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { until } from "../system/until";
import { command } from "./command";
import { DATABASE_SERVERS, type DatabaseServer } from "./database-servers";
import { ADDRESSES } from "./network";
import { startService, stopService } from "./process";

/** Paths of PEM files. */
export interface Certificate {
    readonly certificate: string;
    readonly key: string;
}

export interface DatabaseArgs extends Certificate {
    readonly namespace: string;
    readonly folder: string;
    readonly authority: string;
    readonly kind: DatabaseServer;
}

/** One of the stack's two users, with privileges from components/database/users/sql.ts. */
export interface DatabaseLogin {
    readonly username: string;
    readonly password: string;
    readonly privileges: readonly string[];
}

export class Database {
    private server: ChildProcess | undefined;

    constructor(private readonly args: DatabaseArgs) {}

    async create(database: string, logins: readonly DatabaseLogin[]): Promise<void> {
        const { create, prepare } = DATABASE_SERVERS[this.args.kind];
        // A starting server deletes temporary files of other servers in the same TMPDIR, even of running ones.
        command("env", [`TMPDIR=${this.args.folder}`, ...(await create(this.data))]);
        await this.start();
        this.sql(
            ...prepare,
            `CREATE DATABASE ${database} CHARACTER SET utf8mb4`,
            ...logins.flatMap(({ username, password, privileges }) => [
                `CREATE USER '${username}'@'%' IDENTIFIED BY '${password}' REQUIRE SSL`,
                `GRANT ${privileges.join(", ")} ON ${database}.* TO '${username}'@'%'`,
            ]),
        );
    }

    /** Starts the server, with its own certificate unless another one is given. */
    async start(shown: Certificate = this.args): Promise<void> {
        const { namespace, folder, authority, kind } = this.args;
        const { certificate, key } = shown;
        this.server = startService({
            namespace,
            log: join(folder, "database.log"),
            program: [
                ...(await DATABASE_SERVERS[kind].serve(this.data)),
                ...[
                    `--tmpdir=${folder}`,
                    `--socket=${this.socket}`,
                    `--bind-address=${ADDRESSES.database}`,
                    "--port=3306",
                ],
                ...[`--ssl-ca=${authority}`, `--ssl-cert=${certificate}`, `--ssl-key=${key}`],
                ...[
                    "--require-secure-transport=ON",
                    "--innodb-buffer-pool-size=128M",
                    "--max-connections=200",
                ],
                ...["--character-set-server=utf8mb4", "--skip-name-resolve"],
            ],
        });
        await until("the database answers", () => this.sql("SELECT 1") === "1", 60);
    }

    /** Runs statements as root over the socket. Returns rows as lines, with tabs between columns. */
    sql(...statements: string[]): string {
        const client = [
            "--no-defaults",
            `--socket=${this.socket}`,
            "--user=root",
            "--batch",
            "--skip-column-names",
        ];
        return command("mariadb", client, `${statements.join(";\n")};\n`).trim();
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

    async remove(): Promise<void> {
        await this.stop("SIGKILL");
        rmSync(this.data, { recursive: true, force: true });
    }

    private get data(): string {
        return join(this.args.folder, "database");
    }

    private get socket(): string {
        return join(this.args.folder, "database.sock");
    }
}
