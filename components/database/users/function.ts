/** The users function, independent of AWS: reads its environment and the secrets, then creates or corrects the users. */
import { setTimeout as wait } from "node:timers/promises";
import { ensureUsers } from "./ensure";
import { DatabaseError, Server, type Address } from "./server";
import { checkDatabaseName, checkLogin, type Login } from "./sql";

/**
 * Two runs at the same time would undo each other's changes. The function could reserve a concurrency of one instead, but a
 * new account allows 10 executions at a time and requires that 10 stay unreserved, so AWS would reject it.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const LOCK = "hrms:database-users";

export interface UsersEvent {
    /** Discards old passwords that a rotation left valid. Send it after every host has restarted. */
    readonly discardOldPasswords?: boolean;
    /** Leaves the users what they may do in a former database, which hosts use until a rollout has replaced them. */
    readonly keepFormerDatabases?: boolean;
}

export interface UsersResult {
    readonly database: string;
    /** The changes, in words. Empty if nothing had to change. */
    readonly changes: readonly string[];
}

export interface Surroundings {
    readonly environment: Readonly<Record<string, string | undefined>>;
    readonly readSecret: (arn: string) => Promise<string | undefined>;
    readonly ca: string | string[];
    readonly log: (entry: object) => void;
    /** The number of login attempts as the master user, and the milliseconds between two attempts. */
    readonly masterLogin: { readonly attempts: number; readonly waitMs: number };
    /** How long to wait for another run to end. */
    readonly lockSeconds: number;
}

export async function runUsersFunction(event: UsersEvent, surroundings: Surroundings): Promise<UsersResult> {
    const { environment, ca, log } = surroundings;
    const variable = (name: string): string => {
        const value = environment[name];
        if (!value) {
            throw new Error(
                `The environment variable ${name} is missing; the function's configuration sets it.`,
            );
        }
        return value;
    };
    const login = (name: string): Promise<Login> => readLogin(variable(name), surroundings.readSecret);

    const address: Address = { host: variable("DATABASE_HOST"), port: Number(variable("DATABASE_PORT")), ca };
    const database = variable("DATABASE_NAME");
    checkDatabaseName(database);
    const master = await login("MASTER_SECRET_ARN");
    const server = await connectAsMaster(address, master, surroundings.masterLogin);
    try {
        await server.lock(LOCK, surroundings.lockSeconds);
        // A run that has waited must not put back a password that has changed in the meantime.
        const [migrator, app] = await Promise.all([login("MIGRATOR_SECRET_ARN"), login("APP_SECRET_ARN")]);
        if (new Set([master.username, migrator.username, app.username]).size < 3) {
            throw new Error(
                "The secrets of the master, the migrator and the application must name three different users.",
            );
        }
        const changes = await ensureUsers(server, {
            address,
            database,
            users: { migrator, app },
            tablesAtRuntime: environment.TABLES_AT_RUNTIME === "true",
            discardOldPasswords: event.discardOldPasswords === true,
            keepFormerDatabases: event.keepFormerDatabases === true,
        });
        const result = { database, changes };
        log(result);
        return result;
    } finally {
        await server.close();
    }
}

/** Reads a secret `{"username", "password"}`. JSON.parse quotes its input in its errors, so its message is not passed on. */
async function readLogin(arn: string, readSecret: Surroundings["readSecret"]): Promise<Login> {
    const content = await readSecret(arn);
    let parsed: Partial<Record<keyof Login, unknown>> | null;
    try {
        parsed = JSON.parse(content ?? "") as typeof parsed;
    } catch {
        parsed = null;
    }
    const { username, password } = parsed ?? {};
    if (typeof username !== "string" || typeof password !== "string") {
        throw new Error(`The secret ${arn} must be JSON with the texts "username" and "password".`);
    }
    checkLogin({ username, password });
    return { username, password };
}

async function connectAsMaster(
    address: Address,
    master: Login,
    { attempts, waitMs }: Surroundings["masterLogin"],
): Promise<Server> {
    for (let attempt = 1; ; attempt++) {
        try {
            return await Server.connect(address, master);
        } catch (error) {
            const mayPass = error instanceof DatabaseError && error.code === "ER_ACCESS_DENIED_ERROR";
            if (!mayPass || attempt >= attempts) {
                throw error;
            }
            await wait(waitMs);
        }
    }
}
