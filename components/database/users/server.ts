/** A connection to the database server: TLS always, and errors that carry no secret. */
import { createConnection, type Connection, type RowDataPacket } from "mysql2/promise";
import type { Flavour, Login } from "./sql";

export interface Address {
    readonly host: string;
    readonly port: number;
    /** The authorities that may vouch for the server; no others are trusted. */
    readonly ca: string | string[];
}

/** What the server or the network answered. Nothing else of mysql2's error goes on: its `sql` holds passwords. */
export class DatabaseError extends Error {
    constructor(
        action: string,
        /** MySQL's or Node's code, e.g. `ER_ACCESS_DENIED_ERROR`. */
        readonly code: string,
        detail: string,
    ) {
        super(`Could not ${action}: ${code}${detail ? `: ${detail}` : ""}.`);
        this.name = "DatabaseError";
    }
}

interface DriverError {
    readonly code?: unknown;
    readonly message?: unknown;
}

function databaseError(
    action: string,
    error: unknown,
    { tellDetail }: { tellDetail: boolean },
): DatabaseError {
    const { code, message } = error as DriverError;
    const detail = tellDetail && typeof message === "string" ? message : "";
    return new DatabaseError(action, typeof code === "string" ? code : "unknown error", detail);
}

export class Server {
    private constructor(private readonly connection: Connection) {}

    /** Logs in over TLS, with the server's certificate and name verified; throws a {@link DatabaseError}. */
    static async connect({ host, port, ca }: Address, { username, password }: Login): Promise<Server> {
        try {
            const connection = await createConnection({
                host,
                port,
                user: username,
                password,
                // mysql2 does not compare the name in the certificate unless it is told to.
                ssl: { ca, minVersion: "TLSv1.2", rejectUnauthorized: true, verifyIdentity: true },
                connectTimeout: 10_000,
            });
            return new Server(connection);
        } catch (error) {
            throw databaseError(`log in to ${host} as ${username}`, error, { tellDetail: true });
        }
    }

    /** The rows of a statement without secrets; `action` says in an error what was being done. */
    async rows(action: string, sql: string, values: string[] = []): Promise<RowDataPacket[]> {
        try {
            const [rows] = await this.connection.query<RowDataPacket[]>(sql, values);
            return rows;
        } catch (error) {
            throw databaseError(action, error, { tellDetail: true });
        }
    }

    /** Runs a statement with a password in it. MySQL quotes a part of a statement that it does not understand: no detail. */
    async runSecret(action: string, sql: string): Promise<void> {
        try {
            await this.connection.query(sql);
        } catch (error) {
            throw databaseError(action, error, { tellDetail: false });
        }
    }

    async flavour(): Promise<Flavour> {
        const [row] = await this.rows("ask for the version", "SELECT VERSION() AS version");
        return String(row?.version).includes("MariaDB") ? "mariadb" : "mysql";
    }

    async close(): Promise<void> {
        await this.connection.end();
    }
}
