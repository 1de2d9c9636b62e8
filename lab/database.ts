/** Stands in for RDS: MariaDB that accepts only TLS, with the users that the stack creates. */
import type { ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { until } from "../system/until";
import { command } from "./command";
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
        // A starting server deletes temporary files of other servers in the same TMPDIR, even of running ones.
        command("env", [
            ...[`TMPDIR=${this.args.folder}`, "mariadb-install-db", "--no-defaults", "--user=root"],
            ...["--auth-root-authentication-method=normal", `--datadir=${this.data}`],
        ]);
        await this.start();
        this.sql(
            `CREATE DATABASE ${database} CHARACTER SET utf8mb4`,
            "DELETE FROM mysql.global_priv WHERE User = ''",
            "FLUSH PRIVILEGES",
            ...logins.flatMap(({ username, password, privileges }) => [
                `CREATE USER '${username}'@'%' IDENTIFIED BY '${password}' REQUIRE SSL`,
                `GRANT ${privileges.join(", ")} ON ${database}.* TO '${username}'@'%'`,
            ]),
        );
    }

    /** Starts the server, with its own certificate unless another one is given. */
    async start(shown: Certificate = this.args): Promise<void> {
        const { namespace, folder, authority } = this.args;
        const { certificate, key } = shown;
        this.server = startService({
            namespace,
            log: join(folder, "database.log"),
            program: [
                ...(["mariadbd", "--no-defaults", "--user=root", `--datadir=${this.data}`] as const),
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
