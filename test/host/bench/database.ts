/** The managed database's stand-in: MariaDB, which admits TLS alone, with the users that the stack makes. */
import type { ChildProcess } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { until } from "../../support/until";
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

/** Rights of the stack's two users, by components/database/users/sql.ts. */
export interface DatabaseLogin {
    readonly username: string;
    readonly password: string;
    readonly privileges: readonly string[];
}

export class Database {
    private server: ChildProcess | undefined;

    constructor(private readonly args: DatabaseArgs) {}

    async create(database: string, logins: readonly DatabaseLogin[]): Promise<void> {
        // A server that starts deletes what others left in its folder for temporary files, others that run included.
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

    /** Starts it, with another certificate than its own where one is given. */
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

    /** As root, past everything. What the last statement selects, a line a row, columns by tabs. */
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
