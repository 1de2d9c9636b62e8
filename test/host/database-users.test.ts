/** The database and users that the users function creates, and how it changes existing ones. */
import type { RowDataPacket } from "mysql2/promise";
import { MASTER } from "./database-users-server";
import { APP, DATABASE, describeWithServers, MIGRATOR } from "./database-users-fixture";

describeWithServers("database users", (fixture) => {
    test("[setup.database.created] creates the database in utf8mb4", async () => {
        await fixture.run();
        const [rows] = await fixture.server.asRoot<RowDataPacket[]>(
            `SELECT default_character_set_name AS name FROM information_schema.schemata WHERE schema_name = '${DATABASE}'`,
        );
        expect(rows?.[0]?.name).toBe("utf8mb4");
    });

    test("[security.database.least-privilege] the application can change rows and nothing else", async () => {
        await fixture.run();
        await fixture.server.asRoot(
            `CREATE TABLE ${DATABASE}.t (i INT)`,
            "CREATE DATABASE IF NOT EXISTS other",
        );
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
        expect(await fixture.outcomes(APP, ...allowed)).toEqual(allowed.map(() => "ok"));
        expect(await fixture.outcomes(APP, ...Object.keys(refused))).toEqual(Object.values(refused));
    });

    test("[security.database.least-privilege] the migrator can change tables of that one database only", async () => {
        // An unescaped underscore in a grant would match this database too.
        await fixture.server.asRoot("CREATE DATABASE IF NOT EXISTS hrXmodel");
        await fixture.run();
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
        expect(await fixture.outcomes(MIGRATOR, ...allowed)).toEqual(allowed.map(() => "ok"));
        expect(await fixture.outcomes(MIGRATOR, ...Object.keys(refused))).toEqual(Object.values(refused));
    });

    test("a second run changes nothing", async () => {
        const first = await fixture.run();
        expect(first.changes).toEqual([
            "created the database hr_model",
            "created the user hrms_migrator",
            expect.stringMatching(/^granted to hrms_migrator: SELECT, .*CREATE.*/),
            "created the user hrms_app",
            "granted to hrms_app: SELECT, INSERT, UPDATE, DELETE",
        ]);
        const before = await fixture.userTable();
        expect((await fixture.run()).changes).toEqual([]);
        expect(await fixture.userTable()).toBe(before);
    });

    test("of runs at the same time, one does the work and the others find it done", async () => {
        const runs = await Promise.all([fixture.run(), fixture.run(), fixture.run()]);
        const counts = runs.map(({ changes }) => changes.length).sort();
        expect(counts).toEqual([0, 0, 5]);
        expect(await fixture.outcomes(APP, "SELECT 1")).toEqual(["ok"]);
    });

    test("a run that waits for another one reads the passwords when its turn comes", async () => {
        await fixture.run();
        const other = await fixture.server.connect(MASTER);
        await other.query("SELECT GET_LOCK('hrms:database-users', 0)");
        const read: string[] = [];
        const waiting = fixture.run({ onSecret: (name) => read.push(name) });
        await new Promise((resolve) => setTimeout(resolve, 500));
        expect(read).toEqual(["master"]);
        await other.end();
        await waiting;
        expect(read).toEqual(["master", "migrator", "app"]);
    });

    test("a run that waits in vain says so and changes nothing", async () => {
        const other = await fixture.server.connect(MASTER);
        await other.query("SELECT GET_LOCK('hrms:database-users', 0)");
        await expect(fixture.run({ lockSeconds: 1 })).rejects.toThrow(
            "Another run has held the lock hrms:database-users for more than 1 seconds. Run this again when it has ended.",
        );
        await other.end();
        expect((await fixture.run()).changes).toHaveLength(5);
    });

    test("a changed secret changes that user's password and no other's, and ends no connection", async () => {
        await fixture.run();
        const open = await fixture.server.connect(APP);
        const rotated = { ...APP, password: "App0Rotated00000000000000000000000000000" };
        expect((await fixture.run({ app: rotated })).changes).toEqual(["changed the password of hrms_app"]);
        expect(await fixture.outcomes(rotated, "SELECT 1")).toEqual(["ok"]);
        expect(await fixture.outcomes(MIGRATOR, "SELECT 1")).toEqual(["ok"]);
        await open.query("SELECT 1");
        await open.end();
        const former = fixture.server.connect(APP).then(
            (connection) => connection.end().then(() => "ok"),
            (error: unknown) => (error as { code: string }).code,
        );
        const { keepsFormerPassword } = fixture.server.traits;
        expect(await former).toBe(keepsFormerPassword ? "ok" : "ER_ACCESS_DENIED_ERROR");
    });

    test("logs in with every character that a password can have", async () => {
        const app = { ...APP, password: "aZ09!#$%&()*+,-.:;<=>?[]^_{|}~" };
        await fixture.run({ app });
        expect(await fixture.outcomes(app, "SELECT 1")).toEqual(["ok"]);
        expect((await fixture.run({ app })).changes).toEqual([]);
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
        await fixture.run();
        const before = await userGrants();
        await fixture.server.asRoot(excess);
        expect((await fixture.run()).changes).toContain(`took from hrms_app: ${told}`);
        expect(await userGrants()).toEqual(before);
        expect((await fixture.run()).changes).toEqual([]);
    });

    test("lets the application make tables, but not drop them, if the stack says so, and takes it back", async () => {
        await fixture.run();
        const before = await userGrants();
        expect((await fixture.run({ tablesAtRuntime: true })).changes).toEqual([
            "granted to hrms_app: CREATE, REFERENCES, INDEX, ALTER",
        ]);
        expect(
            await fixture.outcomes(
                APP,
                `CREATE TABLE ${DATABASE}.made (id INT)`,
                `ALTER TABLE ${DATABASE}.made ADD COLUMN x INT`,
                `DROP TABLE ${DATABASE}.made`,
            ),
        ).toEqual(["ok", "ok", "ER_TABLEACCESS_DENIED_ERROR"]);
        await fixture.run();
        expect(await userGrants()).toEqual(before);
    });

    test("leaves users a former database until it is told to take it", async () => {
        await fixture.run();
        const before = await userGrants();
        const renamed = await fixture.run({ database: "people_2", event: { keepFormerDatabases: true } });
        expect(renamed.changes).toContain("granted to hrms_app: SELECT, INSERT, UPDATE, DELETE");
        expect(renamed.changes.filter((change) => change.startsWith("took"))).toEqual([]);
        const ask = (database: string) => fixture.outcomes(APP, `SELECT 1 FROM ${database}.nothing`);
        expect(await ask(DATABASE)).toEqual(["ER_NO_SUCH_TABLE"]);
        expect(await ask("people_2")).toEqual(["ER_NO_SUCH_TABLE"]);
        // What is no privilege of the application's goes at once, and the former database stays.
        await fixture.server.asRoot("GRANT FILE ON *.* TO 'hrms_app'@'%'");
        await fixture.run({ database: "people_2", event: { keepFormerDatabases: true } });
        expect(await ask(DATABASE)).toEqual(["ER_NO_SUCH_TABLE"]);
        await fixture.run({ database: "people_2" });
        expect(await ask(DATABASE)).toEqual(["ER_TABLEACCESS_DENIED_ERROR"]);
        await fixture.run();
        expect(await userGrants()).toEqual(before);
    });

    test("takes roles away", async () => {
        await fixture.run();
        const before = await userGrants();
        await fixture.server.asRoot(
            "CREATE ROLE everything",
            "GRANT everything TO 'hrms_master'@'%' WITH ADMIN OPTION",
            `GRANT ${fixture.server.traits.masterPrivileges.join(", ")} ON *.* TO everything`,
            "GRANT everything TO 'hrms_app'@'%'",
        );
        expect((await fixture.run()).changes).toEqual([
            expect.stringMatching(/^took from hrms_app: the role `everything`(@`%`)?$/),
        ]);
        expect(await userGrants()).toEqual(before);
    });

    test("reports a privilege that it cannot take away", async () => {
        await fixture.run();
        await fixture.server.asRoot("GRANT PROXY ON 'root'@'localhost' TO 'hrms_app'@'%'");
        await expect(fixture.run()).rejects.toThrow(
            "hrms_app still has more than it needs (PROXY ON `root`@`localhost`) or less (nothing): put it right as " +
                "the master user, then run this again.",
        );
        await fixture.server.asRoot("REVOKE PROXY ON 'root'@'localhost' FROM 'hrms_app'@'%'");
        expect((await fixture.run()).changes).toEqual([]);
    });

    async function userGrants(): Promise<unknown> {
        const [rows] = await fixture.server.asRoot("SHOW GRANTS FOR 'hrms_app'@'%'");
        return rows;
    }

    test("retries the master's login until RDS has applied a new password", async () => {
        const master = { ...MASTER, password: "Master0Rotated00000000000000000000000000" };
        const waiting = fixture.run({ master, masterLogin: { attempts: 20, waitMs: 100 } });
        await new Promise((resolve) => setTimeout(resolve, 300));
        await fixture.server.asRoot(`ALTER USER 'hrms_master'@'%' IDENTIFIED BY '${master.password}'`);
        try {
            expect((await waiting).changes).toContain("created the user hrms_app");
        } finally {
            await fixture.server.asRoot(`ALTER USER 'hrms_master'@'%' IDENTIFIED BY '${MASTER.password}'`);
        }
    });
});
