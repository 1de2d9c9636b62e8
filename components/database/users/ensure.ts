/** Creates the database and its users, or corrects them. You can run it at any time and as often as you like. */
import { DatabaseError, Server, type Address } from "./server";
import * as sql from "./sql";
import type { Flavour, Login, Role } from "./sql";

export interface Wanted {
    readonly address: Address;
    readonly database: string;
    /** The users, each with the password from its secret. */
    readonly users: Readonly<Record<Role, Login>>;
    /** Whether the application's user can also create and change tables. */
    readonly tablesAtRuntime?: boolean;
    /** Whether to discard old passwords that a rotation left valid beside the new ones. */
    readonly discardOldPasswords: boolean;
    /** Whether to leave the users the same privileges on a database with a former name. */
    readonly keepFormerDatabases?: boolean;
}

/** The changes, in words. Empty if nothing had to change. */
export async function ensureUsers(master: Server, wanted: Wanted): Promise<string[]> {
    const changes = await ensureDatabase(master, wanted.database);
    for (const role of ["migrator", "app"] as const) {
        const login = wanted.users[role];
        changes.push(
            ...(await ensureLogin(master, wanted, login)),
            ...(await ensureTls(master, login.username)),
            ...(await ensureGrants(
                master,
                wanted,
                login.username,
                sql.privilegesOf(role, wanted.tablesAtRuntime),
            )),
        );
    }
    return changes;
}

async function ensureDatabase(master: Server, database: string): Promise<string[]> {
    const found = await master.rows(
        "look for the database",
        "SELECT 1 FROM information_schema.schemata WHERE schema_name = ?",
        [database],
    );
    if (found.length > 0) {
        return [];
    }
    await master.rows(`create the database ${database}`, sql.createDatabase(database));
    return [`created the database ${database}`];
}

async function ensureLogin(master: Server, wanted: Wanted, login: Login): Promise<string[]> {
    const { username } = login;
    const found = await master.rows(
        `look for the user ${username}`,
        "SELECT 1 FROM mysql.user WHERE User = ? AND Host = '%'",
        [username],
    );
    const flavour = await master.flavour();
    if (found.length === 0) {
        await master.runSecret(`create the user ${username}`, sql.createUser(login, flavour));
        return [`created the user ${username}`];
    }
    if (wanted.discardOldPasswords) {
        return discardOldPassword(master, login, flavour);
    }
    if (await canLogIn(wanted.address, login)) {
        return [];
    }
    await master.runSecret(`change the password of ${username}`, sql.rotatePassword(login, flavour));
    return [`changed the password of ${username}`];
}

async function discardOldPassword(master: Server, login: Login, flavour: Flavour): Promise<string[]> {
    const { username } = login;
    // After a rotation that was undone, the secret can contain the former password.
    await master.runSecret(`set the password of ${username}`, sql.setPassword(login));
    if (flavour === "mysql") {
        await master.rows(`discard the former password of ${username}`, sql.discardOldPassword(username));
    }
    return [`discarded the former password of ${username}`];
}

async function canLogIn(address: Address, login: Login): Promise<boolean> {
    try {
        await (await Server.connect(address, login)).close();
        return true;
    } catch (error) {
        if (error instanceof DatabaseError && error.code === "ER_ACCESS_DENIED_ERROR") {
            return false;
        }
        throw error;
    }
}

async function ensureTls(master: Server, username: string): Promise<string[]> {
    const lax = await master.rows(
        `see whether ${username} must use TLS`,
        "SELECT 1 FROM mysql.user WHERE User = ? AND Host = '%' AND ssl_type = ''",
        [username],
    );
    if (lax.length === 0) {
        return [];
    }
    await master.rows(`demand TLS of ${username}`, sql.requireTls(username));
    return [`demanded TLS of ${username}`];
}

async function ensureGrants(
    master: Server,
    wanted: Wanted,
    username: string,
    privileges: readonly string[],
): Promise<string[]> {
    const before = await readGrants(master, wanted, username, privileges);
    if (before.excess.length > 0) {
        for (const roles of before.roles) {
            await master.rows(`take ${roles} from ${username}`, sql.revokeRoles(username, roles));
        }
        await master.rows(`take all privileges from ${username}`, sql.revokeAll(username));
    }
    if (before.excess.length > 0 || before.missing.length > 0) {
        for (const database of [wanted.database, ...before.former]) {
            await master.rows(
                `grant ${username} its privileges on ${database}`,
                sql.grant(username, privileges, database),
            );
        }
        const after = await readGrants(master, wanted, username, privileges);
        if (after.excess.length > 0 || after.missing.length > 0) {
            throw new Error(
                `${username} still has more than it needs (${after.excess.join("; ") || "nothing"}) ` +
                    `or less (${after.missing.join(", ") || "nothing"}): put it right as the master user, ` +
                    "then run this again.",
            );
        }
    }
    return [
        ...before.excess.map((grant) => `took from ${username}: ${grant}`),
        ...(before.missing.length > 0 ? [`granted to ${username}: ${before.missing.join(", ")}`] : []),
    ];
}

async function readGrants(
    master: Server,
    { database, keepFormerDatabases = false }: Wanted,
    username: string,
    privileges: readonly string[],
): Promise<sql.GrantDifference> {
    const rows = await master.rows(`read the grants of ${username}`, sql.showGrants(username));
    const lines = rows.flatMap((row) => Object.values(row).map(String));
    return sql.compareGrants(lines, privileges, { database, keepFormer: keepFormerDatabases });
}
