/** What the users function does on Oracle's MySQL, and MariaDB cannot. */
import type { RowDataPacket } from "mysql2/promise";
import { PARAMETERS } from "../../components/database/parameters";
import { APP, DATABASE, describeWithServers } from "./database-users-fixture";
import { MASTER } from "./database-users-server";

const ROTATED = { ...APP, password: "App0Rotated00000000000000000000000000000" };
const AGAIN = { ...APP, password: "App0Again0000000000000000000000000000000" };
const DENIED = { code: "ER_ACCESS_DENIED_ERROR" };

describeWithServers("what only MySQL does", (fixture) => {
    const rows = async (statement: string): Promise<RowDataPacket[]> => {
        const [found] = await fixture.server.asRoot<RowDataPacket[]>(statement);
        return found ?? [];
    };
    const logIn = async (login: typeof APP, options?: { tls: boolean }): Promise<void> =>
        (await fixture.server.connect(login, options)).end();

    test("the server takes the stack's parameters without a complaint", async () => {
        const found = await rows("SHOW GLOBAL VARIABLES");
        const values = Object.fromEntries(found.map((row) => [String(row.Variable_name), String(row.Value)]));
        const isOn = (value: string): string => (value === "ON" ? "1" : value === "OFF" ? "0" : value);
        for (const { name, value } of PARAMETERS) {
            expect([name, isOn(values[name] ?? "").replace(/\.0+$/, "")]).toEqual([name, isOn(value)]);
        }
        const about = PARAMETERS.map(({ name }) => name).join("|");
        expect(fixture.server.log).not.toMatch(new RegExp(`\\[(Warning|ERROR)\\].*(${about})`));
    });

    test("the database compares texts as MySQL 8 does", async () => {
        await fixture.run();
        expect(
            await rows(
                `SELECT default_collation_name AS name FROM information_schema.schemata WHERE schema_name = '${DATABASE}'`,
            ),
        ).toEqual([{ name: "utf8mb4_0900_ai_ci" }]);
    });

    test("users have the plugin caching_sha2_password, and log in whether or not the server remembers them", async () => {
        await fixture.run();
        expect(
            await rows("SELECT DISTINCT plugin FROM mysql.user WHERE User IN ('hrms_app', 'hrms_migrator')"),
        ).toEqual([{ plugin: "caching_sha2_password" }]);
        // What the server remembers of a login is gone, as after a restart: the client must send the whole password.
        await fixture.server.asRoot("FLUSH PRIVILEGES");
        await logIn(APP);
        // Now a hash is enough.
        await logIn(APP);
    });

    test("without TLS nobody gets as far as a password, not even a user that may", async () => {
        await fixture.run();
        await fixture.server.asRoot("ALTER USER 'hrms_app'@'%' REQUIRE NONE");
        await expect(logIn(APP, { tls: false })).rejects.toMatchObject({
            code: "ER_SECURE_TRANSPORT_REQUIRED",
        });
        await logIn(APP);
    });

    test("after a rotation, hosts go on with the former password until it is discarded", async () => {
        await fixture.run();
        const open = await fixture.server.connect(APP);
        expect((await fixture.run({ app: ROTATED })).changes).toEqual(["changed the password of hrms_app"]);
        await open.query("SELECT 1");
        await Promise.all([logIn(APP), logIn(ROTATED)]);
        // A later run must not take the former password for a new one.
        expect((await fixture.run({ app: ROTATED })).changes).toEqual([]);

        expect((await fixture.run({ app: ROTATED, event: { discardOldPasswords: true } })).changes).toEqual([
            "discarded the former password of hrms_migrator",
            "discarded the former password of hrms_app",
        ]);
        await expect(logIn(APP)).rejects.toMatchObject(DENIED);
        await logIn(ROTATED);
        await open.query("SELECT 1");
        await open.end();
    });

    test("a second rotation ends the password before the former one", async () => {
        await fixture.run();
        await fixture.run({ app: ROTATED });
        await fixture.run({ app: AGAIN });
        await expect(logIn(APP)).rejects.toMatchObject(DENIED);
        await Promise.all([logIn(ROTATED), logIn(AGAIN)]);
    });

    test("a rotation that is undone is undone for good when old passwords are discarded", async () => {
        await fixture.run();
        await fixture.run({ app: ROTATED });
        expect((await fixture.run({ app: APP })).changes).toEqual([]);
        await fixture.run({ app: APP, event: { discardOldPasswords: true } });
        await expect(logIn(ROTATED)).rejects.toMatchObject(DENIED);
        await logIn(APP);
    });

    test("takes every privilege that RDS's master can grant, and says which one is beyond it", async () => {
        await fixture.run();
        await fixture.server.asRoot(
            "GRANT CREATE ROLE, ROLE_ADMIN, XA_RECOVER_ADMIN ON *.* TO 'hrms_app'@'%' WITH GRANT OPTION",
        );
        const { changes } = await fixture.run();
        expect(changes.join("\n")).toMatch(/took from hrms_app: .*ROLE_ADMIN/);
        expect(await fixture.outcomes(APP, "CREATE ROLE x")).toEqual(["ER_SPECIFIC_ACCESS_DENIED_ERROR"]);
        expect((await fixture.run()).changes).toEqual([]);

        // With this one, a user is as untouchable as RDS's own.
        await fixture.server.asRoot("GRANT SYSTEM_USER ON *.* TO 'hrms_app'@'%'");
        await expect(fixture.run()).rejects.toThrow(
            /^Could not take all privileges from hrms_app: ER_SPECIFIC_ACCESS_DENIED_ERROR: .*SYSTEM_USER/,
        );
    });

    test("the master of this test has no more privileges than RDS's", async () => {
        expect(
            await fixture.outcomes(
                MASTER,
                "SET GLOBAL max_connections = 5",
                "GRANT FILE ON *.* TO hrms_master",
            ),
        ).toEqual(["ER_SPECIFIC_ACCESS_DENIED_ERROR", "ER_ACCESS_DENIED_ERROR"]);
    });
});
