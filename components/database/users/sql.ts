/** The statements of the users function, and a parser for the output of SHOW GRANTS. Pure functions without a connection. */
import { escape } from "mysql2";

/** A database user and its password. */
export interface Login {
    readonly username: string;
    readonly password: string;
}

/** The privileges of each user, on the one database only. */
export const PRIVILEGES = {
    migrator: [
        "SELECT",
        "INSERT",
        "UPDATE",
        "DELETE",
        "CREATE",
        "DROP",
        "REFERENCES",
        "INDEX",
        "ALTER",
        "CREATE VIEW",
        "SHOW VIEW",
    ],
    app: ["SELECT", "INSERT", "UPDATE", "DELETE"],
} as const;

/** Of an application that makes tables at run time. Not DROP: what it destroys, only a restore brings back. */
const APP_WITH_TABLES = [...PRIVILEGES.app, "CREATE", "REFERENCES", "INDEX", "ALTER"] as const;

export type Role = keyof typeof PRIVILEGES;

export const privilegesOf = (role: Role, tablesAtRuntime = false): readonly string[] =>
    role === "app" && tablesAtRuntime ? APP_WITH_TABLES : PRIVILEGES[role];

const SYSTEM_DATABASES = ["information_schema", "innodb", "mysql", "performance_schema", "sys", "tmp"];

/**
 * Rejects a name that cannot be put between backticks unchanged, or that belongs to MySQL. The settings check names too, but
 * here a mistake would become part of a statement.
 */
export function checkDatabaseName(name: string): void {
    if (!/^[A-Za-z]\w{0,63}$/.test(name) || SYSTEM_DATABASES.includes(name.toLowerCase())) {
        throw new Error(
            `The database's name must be 1 to 64 letters, digits and underscores, a letter first, ` +
                `and none of MySQL's own (${SYSTEM_DATABASES.join(", ")}); it is ${JSON.stringify(name)}.`,
        );
    }
}

/** Rejects a user's name or password with special characters. The message never contains the password. */
export function checkLogin({ username, password }: Login): void {
    if (!/^[a-z][a-z0-9_]{0,31}$/.test(username)) {
        throw new Error(
            "A user's name must be 1 to 32 small letters, digits and underscores, a letter first; " +
                `it is ${JSON.stringify(username)}.`,
        );
    }
    if (!/^[A-Za-z0-9!#$%&()*+,\-.:;<=>?[\]^_{|}~]{16,100}$/.test(password)) {
        throw new Error(
            `The password of ${username} must be 16 to 100 printable ASCII characters without quotes, ` +
                "backslashes, slashes, @ and blanks.",
        );
    }
}

const account = (username: string): string => `'${username}'@'%'`;

/** In a grant, an underscore is a wildcard: unescaped, `hr_model` would also match `hrXmodel`. */
const grantTarget = (database: string): string => `\`${database.replaceAll("_", "\\_")}\`.*`;

export const createDatabase = (database: string): string =>
    `CREATE DATABASE IF NOT EXISTS \`${database}\` CHARACTER SET utf8mb4`;

/** RDS runs MySQL. MariaDB, which some tests use, lacks two features of MySQL that this function uses. */
export type Flavour = "mysql" | "mariadb";

/** Names the plugin, because the default depends on an RDS parameter. MariaDB's plugin is different. */
export function createUser({ username, password }: Login, flavour: Flavour): string {
    const plugin = flavour === "mysql" ? " WITH caching_sha2_password" : "";
    return `CREATE USER ${account(username)} IDENTIFIED${plugin} BY ${escape(password)} REQUIRE SSL`;
}

/** MySQL keeps the old password valid beside the new one until it is discarded. MariaDB does not. */
export function rotatePassword(login: Login, flavour: Flavour): string {
    return setPassword(login) + (flavour === "mysql" ? " RETAIN CURRENT PASSWORD" : "");
}

/** Sets the password and keeps an old one valid. */
export const setPassword = ({ username, password }: Login): string =>
    `ALTER USER ${account(username)} IDENTIFIED BY ${escape(password)}`;

export const discardOldPassword = (username: string): string =>
    `ALTER USER ${account(username)} DISCARD OLD PASSWORD`;

export const requireTls = (username: string): string => `ALTER USER ${account(username)} REQUIRE SSL`;

export const showGrants = (username: string): string => `SHOW GRANTS FOR ${account(username)}`;

export const grant = (username: string, privileges: readonly string[], database: string): string =>
    `GRANT ${privileges.join(", ")} ON ${grantTarget(database)} TO ${account(username)}`;

export const revokeAll = (username: string): string =>
    `REVOKE ALL PRIVILEGES, GRANT OPTION FROM ${account(username)}`;

export const revokeRoles = (username: string, roles: string): string =>
    `REVOKE ${roles} FROM ${account(username)}`;

/** The difference between a user's grants and the required ones. */
export interface GrantDifference {
    /** Required privileges that the user lacks. */
    readonly missing: readonly string[];
    /** The excess grants, safe for a log: the part after `TO` is left out, because MariaDB puts the password's hash there. */
    readonly excess: readonly string[];
    /** The roles among the excess grants, as the server writes them. REVOKE ALL does not revoke roles. */
    readonly roles: readonly string[];
    /** Databases with a former name, on which the user keeps what it may do on the present one. */
    readonly former: readonly string[];
}

/**
 * Compares the lines of SHOW GRANTS with `privileges` on `database`. A line that cannot be parsed counts as excess.
 * @param keepFormer - whether the same privileges on a database with another name are no excess
 */
export function compareGrants(
    lines: readonly string[],
    privileges: readonly string[],
    { database, keepFormer = false }: { readonly database: string; readonly keepFormer?: boolean },
): GrantDifference {
    const isNoMore = (list: string): boolean =>
        list.split(", ").every((privilege) => privileges.includes(privilege));
    const former: string[] = [];
    const missing = new Set(privileges);
    const excess: string[] = [];
    const roles: string[] = [];
    for (const line of lines) {
        const [, granted = line, grantee = ""] = /^GRANT (.+?) TO (.+)$/.exec(line) ?? [];
        const [, list, target] = /^(.+) ON (.+)$/.exec(granted) ?? [];
        const other = formerDatabase(target);
        if (list === undefined && granted.startsWith("`")) {
            roles.push(granted);
            excess.push(`the role ${granted}`);
        } else if (grantee.includes(" WITH GRANT OPTION")) {
            excess.push(`${granted}, with the right to grant it`);
        } else if (list !== undefined && target === grantTarget(database)) {
            for (const privilege of list.split(", ")) {
                if (!missing.delete(privilege)) {
                    excess.push(`${privilege} ON ${target}`);
                }
            }
        } else if (keepFormer && list !== undefined && other !== undefined && isNoMore(list)) {
            former.push(other);
        } else if (granted !== "USAGE ON *.*") {
            excess.push(granted);
        }
    }
    return { missing: [...missing], excess, roles, former };
}

/** The name in the target of a grant, if it can be an application's database. */
function formerDatabase(target = ""): string | undefined {
    const name = /^`([A-Za-z](?:[A-Za-z0-9]|\\_)*)`\.\*$/.exec(target)?.[1]?.replaceAll("\\_", "_");
    return name === undefined || SYSTEM_DATABASES.includes(name.toLowerCase()) ? undefined : name;
}
