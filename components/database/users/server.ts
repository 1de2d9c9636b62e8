/** A connection to the database server: always with TLS, and with errors that contain no secret. */
import { createConnection, type Connection, type RowDataPacket } from "mysql2/promise";
import type { Flavour, Login } from "./sql";

export interface Address {
    readonly host: string;
    readonly port: number;
    /** The certificate authorities to trust. No others are trusted. */
    readonly ca: string | string[];
}

/** An error of the server or the network. Nothing else of mysql2's error is passed on, because its `sql` contains passwords. */
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
                // By default, mysql2 does not check the name in the certificate.
                ssl: { ca, minVersion: "TLSv1.2", rejectUnauthorized: true, verifyIdentity: true },
                connectTimeout: 10_000,
            });
            return new Server(connection);
        } catch (error) {
            throw databaseError(`log in to ${host} as ${username}`, error, { tellDetail: true });
        }
    }

    /** Returns the rows of a statement without secrets. An error contains `action`. */
    async rows(action: string, sql: string, values: string[] = []): Promise<RowDataPacket[]> {
        try {
            const [rows] = await this.connection.query<RowDataPacket[]>(sql, values);
            return rows;
        } catch (error) {
            throw databaseError(action, error, { tellDetail: true });
        }
    }

    /** Runs a statement that contains a password. Its errors have no detail, because MySQL quotes the part that it cannot parse. */
    async runSecret(action: string, sql: string): Promise<void> {
        try {
            await this.connection.query(sql);
        } catch (error) {
            throw databaseError(action, error, { tellDetail: false });
        }
    }

    /** Waits until no other connection holds the lock. It lasts until this connection ends. Throws after the time. */
    async lock(name: string, seconds: number): Promise<void> {
        const [row] = await this.rows("wait for another run", "SELECT GET_LOCK(?, ?) AS got", [
            name,
            String(seconds),
        ]);
        if (row?.got !== 1) {
            throw new Error(
                `Another run has held the lock ${name} for more than ${seconds} seconds. Run this again when it has ended.`,
            );
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
