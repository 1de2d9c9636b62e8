/** The users function's handler against a real server. Only Secrets Manager is stood in for. */
import { inspect } from "node:util";
import type { RowDataPacket } from "mysql2/promise";
import {
    runUsersFunction,
    type Surroundings,
    type UsersEvent,
    type UsersResult,
} from "../../components/database/users/function";
import { MariaDb, MASTER, whyNoServer } from "./database-users-server";

const DATABASE = "hr_model";
const MIGRATOR = { username: "hrms_migrator", password: "Migrator0Canary000000000000000000000000A" };
const APP = { username: "hrms_app", password: "App0Canary0000000000000000000000000000AA" };

const reason = whyNoServer();
const suite = reason ? describe.skip : describe;

suite(reason ? `database users, skipped: ${reason}` : "database users", () => {
    let server: MariaDb;
    let logged: object[];

    beforeAll(async () => {
        server = await MariaDb.start();
    });
    afterAll(() => server.stop());
    beforeEach(async () => {
        logged = [];
        await server.asRoot(
            `DROP DATABASE IF EXISTS ${DATABASE}`,
            "DROP USER IF EXISTS 'hrms_app'@'%', 'hrms_migrator'@'%'",
            "DROP ROLE IF EXISTS everything",
        );
    });

    interface Circumstances {
        readonly event?: UsersEvent;
        readonly database?: string;
        readonly ca?: string;
        readonly master?: object;
        readonly migrator?: object;
        readonly app?: object;
        readonly masterLogin?: Surroundings["masterLogin"];
    }

    function run({
        event = {},
        database = DATABASE,
        ca,
        masterLogin,
        ...users
    }: Circumstances = {}): Promise<UsersResult> {
        const secrets: Record<string, object> = { master: MASTER, migrator: MIGRATOR, app: APP, ...users };
        return runUsersFunction(event, {
            environment: {
                DATABASE_HOST: server.host,
                DATABASE_PORT: String(server.port),
                DATABASE_NAME: database,
                MASTER_SECRET_ARN: "master",
                MIGRATOR_SECRET_ARN: "migrator",
                APP_SECRET_ARN: "app",
            },
            readSecret: (arn) => Promise.resolve(JSON.stringify(secrets[arn])),
            ca: ca ?? server.authority.pem,
            log: (entry) => logged.push(entry),
            masterLogin: masterLogin ?? { attempts: 1, waitMs: 0 },
        });
    }

    /** Runs statements as a user, each on its own; returns the code of each one's error, or "ok". */
    async function outcomes(login: typeof APP, ...statements: string[]): Promise<string[]> {
        const connection = await server.connect(login);
        const codes: string[] = [];
        for (const statement of statements) {
            codes.push(await connection.query(statement).then(() => "ok", codeOf));
        }
        await connection.end();
        return codes;
    }

    const codeOf = (error: unknown): string => (error as { code: string }).code;

    async function userTable(): Promise<string> {
        const [rows] = await server.asRoot("SELECT * FROM mysql.global_priv ORDER BY Host, User");
        return JSON.stringify(rows);
    }

    test("[setup.database.created] creates the database in utf8mb4", async () => {
        await run();
        const [rows] = await server.asRoot<RowDataPacket[]>(
            `SELECT default_character_set_name AS name FROM information_schema.schemata WHERE schema_name = '${DATABASE}'`,
        );
        expect(rows?.[0]?.name).toBe("utf8mb4");
    });

    test("[security.database.least-privilege] the application changes rows and nothing else", async () => {
        await run();
        await server.asRoot(`CREATE TABLE ${DATABASE}.t (i INT)`, "CREATE DATABASE IF NOT EXISTS other");
        const allowed = [
            `INSERT INTO ${DATABASE}.t VALUES (1)`,
            `SELECT * FROM ${DATABASE}.t`,
            `UPDATE ${DATABASE}.t SET i = 2`,
            `DELETE FROM ${DATABASE}.t`,
        ];
        const refused = {
            [`CREATE TABLE ${DATABASE}.u (i INT)`]: "ER_TABLEACCESS_DENIED_ERROR",
            [`DROP TABLE ${DATABASE}.t`]: "ER_TABLEACCESS_DENIED_ERROR",
            [`ALTER TABLE ${DATABASE}.t ADD j INT`]: "ER_TABLEACCESS_DENIED_ERROR",
            [`TRUNCATE ${DATABASE}.t`]: "ER_TABLEACCESS_DENIED_ERROR",
            [`CREATE INDEX i ON ${DATABASE}.t (i)`]: "ER_TABLEACCESS_DENIED_ERROR",
            [`GRANT SELECT ON ${DATABASE}.* TO '${MIGRATOR.username}'@'%'`]: "ER_DBACCESS_DENIED_ERROR",
            [`DROP DATABASE ${DATABASE}`]: "ER_DBACCESS_DENIED_ERROR",
            "SELECT * FROM mysql.user": "ER_TABLEACCESS_DENIED_ERROR",
            "CREATE TABLE other.t (i INT)": "ER_TABLEACCESS_DENIED_ERROR",
            "SET GLOBAL max_connections = 5": "ER_SPECIFIC_ACCESS_DENIED_ERROR",
            "CREATE USER 'x'@'%'": "ER_SPECIFIC_ACCESS_DENIED_ERROR",
        };
        expect(await outcomes(APP, ...allowed)).toEqual(allowed.map(() => "ok"));
        expect(await outcomes(APP, ...Object.keys(refused))).toEqual(Object.values(refused));
    });

    test("[security.database.least-privilege] the migrator changes tables of that one database", async () => {
        // In a grant, an unescaped underscore would admit this one too.
        await server.asRoot("CREATE DATABASE IF NOT EXISTS hrXmodel");
        await run();
        const allowed = [
            `CREATE TABLE ${DATABASE}.p (i INT PRIMARY KEY)`,
            `CREATE TABLE ${DATABASE}.t (i INT, FOREIGN KEY (i) REFERENCES ${DATABASE}.p (i))`,
            `ALTER TABLE ${DATABASE}.t ADD j INT`,
            `CREATE INDEX j ON ${DATABASE}.t (j)`,
            `INSERT INTO ${DATABASE}.p VALUES (1)`,
            `CREATE VIEW ${DATABASE}.v AS SELECT * FROM ${DATABASE}.t`,
            `RENAME TABLE ${DATABASE}.t TO ${DATABASE}.u`,
            `DROP TABLE ${DATABASE}.u`,
            "SELECT GET_LOCK('hrms:migrate', 0)",
        ];
        const refused = {
            "CREATE TABLE hrXmodel.t (i INT)": "ER_TABLEACCESS_DENIED_ERROR",
            "CREATE DATABASE another": "ER_DBACCESS_DENIED_ERROR",
            "SELECT * FROM mysql.user": "ER_TABLEACCESS_DENIED_ERROR",
            [`GRANT SELECT ON ${DATABASE}.* TO '${APP.username}'@'%'`]: "ER_DBACCESS_DENIED_ERROR",
            "CREATE USER 'x'@'%'": "ER_SPECIFIC_ACCESS_DENIED_ERROR",
        };
        expect(await outcomes(MIGRATOR, ...allowed)).toEqual(allowed.map(() => "ok"));
        expect(await outcomes(MIGRATOR, ...Object.keys(refused))).toEqual(Object.values(refused));
    });

    test.each([APP, MIGRATOR])("$username cannot log in without TLS", async (login) => {
        await run();
        await expect(server.connect(login, { tls: false })).rejects.toMatchObject({
            code: "ER_ACCESS_DENIED_ERROR",
        });
    });

    test("demands TLS again of a user that may do without", async () => {
        await run();
        await server.asRoot("ALTER USER 'hrms_app'@'%' REQUIRE NONE");
        expect((await run()).changes).toEqual(["demanded TLS of hrms_app"]);
        await expect(server.connect(APP, { tls: false })).rejects.toMatchObject({
            code: "ER_ACCESS_DENIED_ERROR",
        });
    });

    test("refuses a server that another authority vouches for", async () => {
        const ca = server.strangeAuthority().pem;
        await expect(run({ ca })).rejects.toThrow(
            /^Could not log in to localhost as hrms_master: .*certificate/,
        );
    });

    test("refuses a server of another name", async () => {
        await server.renameTo("other.example");
        try {
            await expect(run()).rejects.toThrow(/Hostname\/IP does not match certificate's altnames/);
        } finally {
            await server.renameTo("localhost");
        }
    });

    test("a second run changes nothing", async () => {
        const first = await run();
        expect(first.changes).toEqual([
            "created the database hr_model",
            "created the user hrms_migrator",
            expect.stringMatching(/^granted to hrms_migrator: SELECT, .*CREATE.*/),
            "created the user hrms_app",
            "granted to hrms_app: SELECT, INSERT, UPDATE, DELETE",
        ]);
        const before = await userTable();
        expect((await run()).changes).toEqual([]);
        expect(await userTable()).toBe(before);
    });

    test("a changed secret changes that user's password and no other's", async () => {
        await run();
        const rotated = { ...APP, password: "App0Rotated00000000000000000000000000000" };
        expect((await run({ app: rotated })).changes).toEqual(["changed the password of hrms_app"]);
        expect(await outcomes(rotated, "SELECT 1")).toEqual(["ok"]);
        expect(await outcomes(MIGRATOR, "SELECT 1")).toEqual(["ok"]);
        await expect(server.connect(APP)).rejects.toMatchObject({ code: "ER_ACCESS_DENIED_ERROR" });
    });

    test.each([
        ["a global privilege", "GRANT FILE ON *.* TO 'hrms_app'@'%'", "FILE ON *.*"],
        ["DDL on its database", "GRANT DROP ON `hr\\_model`.* TO 'hrms_app'@'%'", "DROP ON `hr\\_model`.*"],
        ["another database", "GRANT SELECT ON mysql.* TO 'hrms_app'@'%'", "SELECT ON `mysql`.*"],
        ["one table", "GRANT SELECT ON mysql.db TO 'hrms_app'@'%'", "SELECT ON `mysql`.`db`"],
        [
            "one column",
            "GRANT SELECT (User) ON mysql.db TO 'hrms_app'@'%'",
            "SELECT (`User`) ON `mysql`.`db`",
        ],
        [
            "everything on its database",
            "GRANT ALL ON `hr\\_model`.* TO 'hrms_app'@'%'",
            "ALL PRIVILEGES ON `hr\\_model`.*",
        ],
        [
            "the right to grant",
            "GRANT SELECT ON `hr\\_model`.* TO 'hrms_app'@'%' WITH GRANT OPTION",
            "SELECT, INSERT, UPDATE, DELETE ON `hr\\_model`.*, with the right to grant it",
        ],
        ["a wildcard database", "GRANT SELECT ON `hr_model`.* TO 'hrms_app'@'%'", "SELECT ON `hr_model`.*"],
    ])("cuts back an application user with %s", async (_, excess, told) => {
        await run();
        const before = await userGrants();
        await server.asRoot(excess);
        expect((await run()).changes).toContain(`took from hrms_app: ${told}`);
        expect(await userGrants()).toEqual(before);
        expect((await run()).changes).toEqual([]);
    });

    test("takes roles away", async () => {
        await run();
        const before = await userGrants();
        await server.asRoot(
            "CREATE ROLE everything",
            "GRANT everything TO 'hrms_master'@'%' WITH ADMIN OPTION",
            "GRANT ALL ON *.* TO everything",
            "GRANT everything TO 'hrms_app'@'%'",
        );
        expect((await run()).changes).toEqual(["took from hrms_app: the role `everything`"]);
        expect(await userGrants()).toEqual(before);
    });

    test("says so where it cannot take a privilege away", async () => {
        await run();
        await server.asRoot("GRANT PROXY ON 'root'@'localhost' TO 'hrms_app'@'%'");
        await expect(run()).rejects.toThrow(
            "hrms_app still has more than it needs (PROXY ON `root`@`localhost`) or less (nothing): put it right as " +
                "the master user, then run this again.",
        );
        await server.asRoot("REVOKE PROXY ON 'root'@'localhost' FROM 'hrms_app'@'%'");
        expect((await run()).changes).toEqual([]);
    });

    async function userGrants(): Promise<unknown> {
        const [rows] = await server.asRoot("SHOW GRANTS FOR 'hrms_app'@'%'");
        return rows;
    }

    test("tries the master's login again while RDS has yet to learn a new password", async () => {
        const master = { ...MASTER, password: "Master0Rotated00000000000000000000000000" };
        const waiting = run({ master, masterLogin: { attempts: 20, waitMs: 100 } });
        await new Promise((resolve) => setTimeout(resolve, 300));
        await server.asRoot(`SET PASSWORD FOR 'hrms_master'@'%' = PASSWORD('${master.password}')`);
        try {
            expect((await waiting).changes).toContain("created the user hrms_app");
        } finally {
            await server.asRoot(`SET PASSWORD FOR 'hrms_master'@'%' = PASSWORD('${MASTER.password}')`);
        }
    });

    test.each([
        [
            "database",
            { database: "x`; DROP DATABASE mysql; --" },
            /^The database's name must be 1 to 64 letters/,
        ],
        ["system database", { database: "MySQL" }, /none of MySQL's own/],
        ["user", { app: { ...APP, username: "x'@'%'; DROP USER root; --" } }, /^A user's name must be/],
        ["the master as user", { app: MASTER }, /must name three different users/],
    ])("refuses a %s that is none", async (_, circumstances, message) => {
        const before = await userTable();
        await expect(run(circumstances)).rejects.toThrow(message);
        expect(await userTable()).toBe(before);
    });

    test("no password gets into a log or an error", async () => {
        const spied = (["log", "error", "warn", "info"] as const).map((method) =>
            jest.spyOn(console, method),
        );
        const failures = [
            run({ master: { ...MASTER, password: "Wrong0Canary00000000000000000000000000AA" } }),
            run({ app: { ...APP, password: "Quoted'Canary\\000000000000000000000000" } }),
            run({ app: { username: "hrms_app", Canary: 1 } }),
            // Not JSON; JSON.parse would quote it.
            run({ app: { toJSON: () => undefined } }),
        ];
        const errors = (await Promise.allSettled(failures)).map((outcome) =>
            outcome.status === "rejected" ? describeFully(outcome.reason) : "no error",
        );
        await run();
        // A statement that holds a password fails: the server finds it too short.
        await server.asRoot(
            "DROP USER 'hrms_app'@'%'",
            "INSTALL SONAME 'simple_password_check'",
            "SET GLOBAL simple_password_check_minimal_length = 60",
        );
        const refused = await run().then(() => "no error", describeFully);
        await server.asRoot("UNINSTALL SONAME 'simple_password_check'");
        expect(refused).toContain("Could not create the user hrms_app: ER_NOT_VALID_PASSWORD.");

        const printed = spied.flatMap((spy) => spy.mock.calls.map((call) => JSON.stringify(call)));
        const told = [...errors, refused, JSON.stringify(logged), ...printed].join("\n");
        expect(errors.filter((error) => error === "no error")).toEqual([]);
        expect(told).not.toMatch(/Canary/);
    });

    /** All that a log could show of an error: message, stack, properties, causes. */
    const describeFully = (error: unknown): string => inspect(error, { depth: 10, showHidden: true });
});
