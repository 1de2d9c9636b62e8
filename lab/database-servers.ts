/** The database servers of the tests, and what differs in starting them. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { keepFolder } from "../system/cache";
import { command } from "./command";
import { image } from "./image";

/** `mysql` is Oracle's, which RDS runs: version 9.7 of Debian unstable, because no release of Debian has it. */
export type DatabaseServer = "mariadb" | "mysql";

export type Program = readonly [string, ...string[]];

interface Kind {
    /** The commands it needs, and the Debian packages that contain them. */
    readonly needs: Readonly<Record<string, string>>;
    /** Makes the folder of a new server, with its own tables and a user root without a password. */
    readonly create: (data: string) => Promise<Program>;
    /** Serves from such a folder. */
    readonly serve: (data: string) => Promise<Program>;
    /** Statements for root after the first start. */
    readonly prepare: readonly string[];
}

/** Each server refuses to run as root unless it is told to. */
const asRoot = (): string[] => (process.getuid?.() === 0 ? ["--user=root"] : []);

export const DATABASE_SERVERS: Readonly<Record<DatabaseServer, Kind>> = {
    mariadb: {
        needs: { mariadbd: "mariadb-server", "mariadb-install-db": "mariadb-server" },
        create: (data) =>
            Promise.resolve([
                ...(["mariadb-install-db", "--no-defaults", `--datadir=${data}`] as const),
                ...["--auth-root-authentication-method=normal", ...asRoot()],
            ]),
        serve: (data) => Promise.resolve(["mariadbd", "--no-defaults", `--datadir=${data}`, ...asRoot()]),
        // MariaDB would prefer an anonymous user of localhost to a named user of '%'.
        prepare: ["DELETE FROM mysql.global_priv WHERE User = ''", "FLUSH PRIVILEGES"],
    },
    mysql: {
        needs: { mmdebstrap: "mmdebstrap", mariadb: "mariadb-server" },
        create: async (data) => ["cp", "--archive", "--sparse=always", await newMysql(), data],
        serve: async (data) => [
            ...(await mysqld(data)),
            ...["--mysqlx=OFF", "--skip-log-bin", "--innodb-redo-log-capacity=8M"],
        ],
        prepare: [],
    },
};

/** MySQL with the libraries that it was built with, by their own linker: this machine's Debian has older ones. */
async function mysqld(data: string): Promise<Program> {
    const root = await image("mysql");
    const libraries = join(root, "usr/lib", named(/-linux-gnu$/, join(root, "usr/lib")));
    const linker = join(libraries, named(/^ld-linux-.*\.so\.\d$/, libraries));
    return [
        ...([linker, "--library-path", libraries, join(root, "usr/sbin/mysqld")] as const),
        ...["--no-defaults", `--basedir=${join(root, "usr")}`, `--datadir=${data}`, ...asRoot()],
        "--secure-file-priv=NULL",
    ];
}

/** A folder as MySQL makes it, which takes seconds, once for each version of it. */
async function newMysql(): Promise<string> {
    const folder = `${await image("mysql")}-data`;
    await keepFolder(folder, async (empty) => {
        const [program, ...options] = await mysqld(empty);
        command(program, [...options, "--initialize-insecure"]);
    });
    return folder;
}

/** The one entry of the folder that fits. Its name depends on the machine's architecture. */
function named(pattern: RegExp, folder: string): string {
    const [name, ...others] = readdirSync(folder).filter((entry) => pattern.test(entry));
    if (name === undefined || others.length > 0) {
        throw new Error(`${folder} must have one entry like ${String(pattern)}, not several or none.`);
    }
    return name;
}
