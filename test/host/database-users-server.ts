/** A MariaDB server for one suite: TLS with a private authority, in a temporary directory, only on loopback. */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { createConnection, type Connection } from "mysql2/promise";
import { Authority } from "../../lab/authority";

export const MASTER = { username: "hrms_master", password: "Master0Canary0000000000000000000000000AA" };

/** The commands it needs, and the Debian packages that contain them. */
export const NEEDED = {
    mariadbd: "mariadb-server",
    "mariadb-install-db": "mariadb-server",
    openssl: "openssl",
};

export class MariaDb {
    readonly host = "localhost";

    private constructor(
        private readonly process: ChildProcess,
        private readonly directory: string,
        readonly port: number,
        readonly authority: Authority,
    ) {}

    static async start(): Promise<MariaDb> {
        const directory = mkdtempSync(path.join(tmpdir(), "hrms-mariadb-"));
        const authority = new Authority(directory, "authority");
        const [certificate, key] = [path.join(directory, "server.pem"), path.join(directory, "server.key")];
        authority.certify("localhost", certificate, key);
        const user = process.getuid?.() === 0 ? ["--user=root"] : [];
        const data = path.join(directory, "data");
        execFileSync(
            "mariadb-install-db",
            ["--no-defaults", "--auth-root-authentication-method=normal", `--datadir=${data}`, ...user],
            { stdio: "pipe" },
        );
        const port = await freePort();
        const server = spawn(
            "mariadbd",
            [
                "--no-defaults",
                ...user,
                `--datadir=${data}`,
                `--socket=${path.join(directory, "socket")}`,
                "--bind-address=127.0.0.1",
                `--port=${port}`,
                `--ssl-ca=${authority.caFile}`,
                `--ssl-cert=${certificate}`,
                `--ssl-key=${key}`,
                "--innodb-buffer-pool-size=16M",
                "--performance-schema=OFF",
            ],
            { stdio: "ignore" },
        );
        const database = new MariaDb(server, directory, port, authority);
        await database.prepareMaster();
        return database;
    }

    /** Runs statements as root over the socket, without the function under test. */
    async asRoot<T = unknown>(...statements: string[]): Promise<T[]> {
        const connection = await createConnection({
            socketPath: path.join(this.directory, "socket"),
            user: "root",
        });
        try {
            const results: T[] = [];
            for (const statement of statements) {
                results.push((await connection.query(statement))[0] as T);
            }
            return results;
        } finally {
            await connection.end();
        }
    }

    /** Logs in as a client would. Without `tls` the connection stays in plain text. */
    connect(
        login: { username: string; password: string },
        { tls = true, database = "" } = {},
    ): Promise<Connection> {
        return createConnection({
            host: this.host,
            port: this.port,
            user: login.username,
            password: login.password,
            ...(database && { database }),
            ...(tls && { ssl: { ca: this.authority.pem, verifyIdentity: true } }),
        });
    }

    /** An authority that did not sign the server's certificate. */
    strangeAuthority(): Authority {
        return new Authority(this.directory, "stranger");
    }

    /** Gives the server a certificate for another host name. */
    async renameTo(host: string): Promise<void> {
        this.authority.certify(
            host,
            path.join(this.directory, "server.pem"),
            path.join(this.directory, "server.key"),
        );
        await this.asRoot("FLUSH SSL");
    }

    async stop(): Promise<void> {
        const exited = new Promise((resolve) => this.process.once("exit", resolve));
        this.process.kill("SIGTERM");
        await exited;
        rmSync(this.directory, { recursive: true, force: true });
    }

    private async prepareMaster(): Promise<void> {
        for (let tries = 0; ; tries++) {
            try {
                await this.asRoot(
                    `CREATE USER '${MASTER.username}'@'%' IDENTIFIED BY '${MASTER.password}' REQUIRE SSL`,
                    `GRANT ALL PRIVILEGES ON *.* TO '${MASTER.username}'@'%' WITH GRANT OPTION`,
                    // MariaDB would prefer an anonymous user of localhost to a named user of '%'.
                    "DELETE FROM mysql.global_priv WHERE User = ''",
                    "FLUSH PRIVILEGES",
                );
                return;
            } catch (error) {
                if (tries > 100) {
                    throw error;
                }
                await wait(100);
            }
        }
    }
}

function freePort(): Promise<number> {
    return new Promise((resolve, reject) => {
        const probe = createServer();
        probe.once("error", reject);
        probe.listen(0, "127.0.0.1", () => {
            const address = probe.address();
            const port = typeof address === "object" && address ? address.port : 0;
            probe.close(() => {
                resolve(port);
            });
        });
    });
}
