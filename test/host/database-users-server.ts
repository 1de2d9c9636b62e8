/** A database server for one suite: TLS with a private authority, in a temporary directory, only on loopback. */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { createConnection, type Connection } from "mysql2/promise";
import { PARAMETERS } from "../../components/database/parameters";
import { Authority } from "../../lab/authority";
import { DATABASE_SERVERS, type DatabaseServer } from "../../lab/database-servers";
import { stopService } from "../../lab/process";
import { until } from "../../system/until";

export const MASTER = { username: "hrms_master", password: "Master0Canary0000000000000000000000000AA" };

/**
 * What RDS gives to the master user: everything on rows and tables, and nothing on the server itself.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.MasterAccounts.html
 */
const MASTER_PRIVILEGES = [
    ...["SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "RELOAD", "PROCESS", "REFERENCES", "INDEX"],
    ...["ALTER", "SHOW DATABASES", "CREATE TEMPORARY TABLES", "LOCK TABLES", "EXECUTE", "REPLICATION SLAVE"],
    ...["REPLICATION CLIENT", "CREATE VIEW", "SHOW VIEW", "CREATE ROUTINE", "ALTER ROUTINE", "CREATE USER"],
    ...["EVENT", "TRIGGER"],
];

interface Traits {
    readonly masterPrivileges: readonly string[];
    /** Whether a rotated user can go on with its former password. */
    readonly keepsFormerPassword: boolean;
    /** Makes the server take a certificate that has changed on disk. */
    readonly reloadCertificate: string;
    /** Makes the server reject passwords that are shorter than 60 characters, and stops that. */
    readonly demandLongPasswords: readonly string[];
    readonly allowShortPasswords: string;
}

/** What differs between the servers, for whoever tests both. */
export const TRAITS: Readonly<Record<DatabaseServer, Traits>> = {
    mariadb: {
        masterPrivileges: MASTER_PRIVILEGES,
        keepsFormerPassword: false,
        reloadCertificate: "FLUSH SSL",
        demandLongPasswords: [
            "INSTALL SONAME 'simple_password_check'",
            "SET GLOBAL simple_password_check_minimal_length = 60",
        ],
        allowShortPasswords: "UNINSTALL SONAME 'simple_password_check'",
    },
    mysql: {
        masterPrivileges: [
            ...MASTER_PRIVILEGES,
            ...["CREATE ROLE", "DROP ROLE", "APPLICATION_PASSWORD_ADMIN", "ROLE_ADMIN", "XA_RECOVER_ADMIN"],
        ],
        keepsFormerPassword: true,
        reloadCertificate: "ALTER INSTANCE RELOAD TLS",
        demandLongPasswords: [
            "INSTALL COMPONENT 'file://component_validate_password'",
            "SET GLOBAL validate_password.length = 60",
        ],
        allowShortPasswords: "UNINSTALL COMPONENT 'file://component_validate_password'",
    },
};

/** The stack's parameter group, as far as MariaDB has the parameters and values too. */
const parameters = (kind: DatabaseServer): string[] =>
    PARAMETERS.filter(({ value }) => kind === "mysql" || !value.includes("0900")).map(
        ({ name, value }) => `--${name}=${value}`,
    );

export interface ServerLogin {
    readonly username: string;
    readonly password: string;
}

export class TestServer {
    readonly host = "localhost";
    readonly traits: Traits;

    private constructor(
        readonly kind: DatabaseServer,
        private readonly process: ChildProcess,
        private readonly directory: string,
        readonly port: number,
        readonly authority: Authority,
    ) {
        this.traits = TRAITS[kind];
    }

    static async start(kind: DatabaseServer): Promise<TestServer> {
        const directory = mkdtempSync(path.join(tmpdir(), `hrms-${kind}-`));
        const authority = new Authority(directory, "authority");
        const [certificate, key] = [path.join(directory, "server.pem"), path.join(directory, "server.key")];
        authority.certify("localhost", certificate, key);
        const { create, serve } = DATABASE_SERVERS[kind];
        const data = path.join(directory, "data");
        const [creator, ...arguments_] = await create(data);
        execFileSync(creator, arguments_, { stdio: "pipe", env: { ...process.env, TMPDIR: directory } });
        const port = await freePort();
        const [program, ...options] = await serve(data);
        const log = openSync(path.join(directory, "log"), "a");
        const server = spawn(
            program,
            [
                ...options,
                `--socket=${path.join(directory, "socket")}`,
                "--bind-address=127.0.0.1",
                `--port=${port}`,
                `--ssl-ca=${authority.caFile}`,
                `--ssl-cert=${certificate}`,
                `--ssl-key=${key}`,
                "--innodb-buffer-pool-size=16M",
                "--performance-schema=OFF",
                ...parameters(kind),
            ],
            { stdio: ["ignore", log, log] },
        );
        closeSync(log);
        const database = new TestServer(kind, server, directory, port, authority);
        await database.prepare();
        return database;
    }

    /** Everything that the server has logged. */
    get log(): string {
        return readFileSync(path.join(this.directory, "log"), "utf8");
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
    connect(login: ServerLogin, { tls = true, database = "" } = {}): Promise<Connection> {
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
        await this.asRoot(this.traits.reloadCertificate);
    }

    async stop(): Promise<void> {
        await stopService(this.process);
        rmSync(this.directory, { recursive: true, force: true });
    }

    private async prepare(): Promise<void> {
        const answers = async (): Promise<boolean> => (await this.asRoot("SELECT 1")).length === 1;
        try {
            await until(`${this.kind} answers`, answers, 60);
        } catch (error) {
            const { log } = this;
            await this.stop();
            throw new Error(`${String(error)}: ${log}`, { cause: error });
        }
        await this.asRoot(
            ...DATABASE_SERVERS[this.kind].prepare,
            `CREATE USER '${MASTER.username}'@'%' IDENTIFIED BY '${MASTER.password}' REQUIRE SSL`,
            `GRANT ${this.traits.masterPrivileges.join(", ")} ON *.* TO '${MASTER.username}'@'%' WITH GRANT OPTION`,
        );
    }
}

async function freePort(): Promise<number> {
    const probe = createServer().listen(0, "127.0.0.1");
    await once(probe, "listening");
    const address = probe.address();
    const port = typeof address === "object" && address ? address.port : 0;
    await once(probe.close(), "close");
    return port;
}
