/** The statements of the users function, and what a server answers to SHOW GRANTS. Pure; no connection here. */
import { escape } from "mysql2";

/** A database user and the password that it shall have. */
export interface Login {
    readonly username: string;
    readonly password: string;
}

/** What each user may do, on the one database only. */
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

export type Role = keyof typeof PRIVILEGES;

const SYSTEM_DATABASES = ["information_schema", "innodb", "mysql", "performance_schema", "sys", "tmp"];

/**
 * Refuses a name that cannot be put between backticks as it is, or that belongs to MySQL. Names come from settings that
 * are checked too; here is where a mistake would become a statement.
 */
export function checkDatabaseName(name: string): void {
    if (!/^[A-Za-z]\w{0,63}$/.test(name) || SYSTEM_DATABASES.includes(name.toLowerCase())) {
        throw new Error(
            `The database's name must be 1 to 64 letters, digits and underscores, a letter first, ` +
                `and none of MySQL's own (${SYSTEM_DATABASES.join(", ")}); it is ${JSON.stringify(name)}.`,
        );
    }
}

/** Refuses a user's name or password that is not plain. The message never shows the password. */
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

/** In a grant an underscore is a wildcard: unescaped, `hr_model` would also mean `hrXmodel`. */
const grantTarget = (database: string): string => `\`${database.replaceAll("_", "\\_")}\`.*`;

export const createDatabase = (database: string): string =>
    `CREATE DATABASE IF NOT EXISTS \`${database}\` CHARACTER SET utf8mb4`;

/** RDS runs MySQL. MariaDB, where tests and other people's servers run it, lacks two things that are asked of MySQL. */
export type Flavour = "mysql" | "mariadb";

/** Names the plugin, for what a server takes by default is a parameter of RDS; MariaDB has another one. */
export function createUser({ username, password }: Login, flavour: Flavour): string {
    const plugin = flavour === "mysql" ? " WITH caching_sha2_password" : "";
    return `CREATE USER ${account(username)} IDENTIFIED${plugin} BY ${escape(password)} REQUIRE SSL`;
}

/** MySQL lets the former password go on working beside the new one until it is discarded; MariaDB forgets it. */
export function rotatePassword(login: Login, flavour: Flavour): string {
    return setPassword(login) + (flavour === "mysql" ? " RETAIN CURRENT PASSWORD" : "");
}

/** Sets the password and leaves a former one as it is. */
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

/** How a user's grants differ from the wanted ones. */
export interface GrantDifference {
    /** Wanted privileges that the user lacks. */
    readonly missing: readonly string[];
    /** What goes beyond, in words fit for a log: what follows `TO` is left out, for MariaDB puts the password's hash there. */
    readonly excess: readonly string[];
    /** The roles among the excess, as the server writes them; REVOKE ALL leaves roles alone. */
    readonly roles: readonly string[];
}

/** Compares the lines of SHOW GRANTS with `privileges` on `database`. Whatever is not understood counts as excess. */
export function compareGrants(
    lines: readonly string[],
    privileges: readonly string[],
    database: string,
): GrantDifference {
    const missing = new Set(privileges);
    const excess: string[] = [];
    const roles: string[] = [];
    for (const line of lines) {
        const [, granted = line, grantee = ""] = /^GRANT (.+?) TO (.+)$/.exec(line) ?? [];
        const [, list, target] = /^(.+) ON (.+)$/.exec(granted) ?? [];
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
        } else if (granted !== "USAGE ON *.*") {
            excess.push(granted);
        }
    }
    return { missing: [...missing], excess, roles };
}
