/** What the users function must reject, and what it must not disclose. */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { inspect } from "node:util";
import { bundleHandler } from "../../components/database/users/bundle";
import { Server } from "../../components/database/users/server";
import { instanceAuthorities } from "../../host/authorities";
import { APP, describeWithServers, MIGRATOR } from "./database-users-fixture";
import { MASTER } from "./database-users-server";

const REGION = "eu-central-1";

describeWithServers("database users' secrecy", (fixture) => {
    test.each([APP, MIGRATOR])("$username cannot log in without TLS", async (login) => {
        await fixture.run();
        await expect(fixture.server.connect(login, { tls: false })).rejects.toMatchObject({
            code: "ER_ACCESS_DENIED_ERROR",
        });
    });

    test("requires TLS again from a user that was allowed to connect without it", async () => {
        await fixture.run();
        await fixture.server.asRoot("ALTER USER 'hrms_app'@'%' REQUIRE NONE");
        expect((await fixture.run()).changes).toEqual(["demanded TLS of hrms_app"]);
        await expect(fixture.server.connect(APP, { tls: false })).rejects.toMatchObject({
            code: "ER_ACCESS_DENIED_ERROR",
        });
    });

    test("rejects a server with a certificate from another authority", async () => {
        const ca = fixture.server.strangeAuthority().pem;
        await expect(fixture.run({ ca })).rejects.toThrow(
            /^Could not log in to localhost as hrms_master: .*certificate/,
        );
    });

    test("rejects a server with a certificate for another name", async () => {
        await fixture.server.renameTo("other.example");
        try {
            await expect(fixture.run()).rejects.toThrow(/Hostname\/IP does not match certificate's altnames/);
        } finally {
            await fixture.server.renameTo("localhost");
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
    ])("rejects an invalid %s", async (_, circumstances, message) => {
        const before = await fixture.userTable();
        await expect(fixture.run(circumstances)).rejects.toThrow(message);
        expect(await fixture.userTable()).toBe(before);
    });

    test("no log and no error contains a password", async () => {
        const spied = (["log", "error", "warn", "info"] as const).map((method) =>
            jest.spyOn(console, method),
        );
        const failures = [
            fixture.run({ master: { ...MASTER, password: "Wrong0Canary00000000000000000000000000AA" } }),
            fixture.run({ app: { ...APP, password: "Quoted'Canary\\000000000000000000000000" } }),
            fixture.run({ app: { username: "hrms_app", Canary: 1 } }),
            // Not JSON; JSON.parse would quote it.
            fixture.run({ app: "Canary without JSON" }),
        ];
        const errors = (await Promise.allSettled(failures)).map((outcome) =>
            outcome.status === "rejected" ? describeFully(outcome.reason) : "no error",
        );
        await fixture.run();
        // A statement with a password fails, because the server requires a longer one.
        await fixture.server.asRoot("DROP USER 'hrms_app'@'%'", ...fixture.server.traits.demandLongPasswords);
        const refused = await fixture.run().then(() => "no error", describeFully);
        await fixture.server.asRoot(fixture.server.traits.allowShortPasswords);
        expect(refused).toContain("Could not create the user hrms_app: ER_NOT_VALID_PASSWORD.");

        const printed = spied.flatMap((spy) => spy.mock.calls.map((call) => JSON.stringify(call)));
        const told = [...errors, refused, JSON.stringify(fixture.logged), ...printed].join("\n");
        expect(errors.filter((error) => error === "no error")).toEqual([]);
        expect(told).not.toMatch(/Canary/);
    });

    /** Everything a log can show of an error: message, stack, properties, causes. */
    const describeFully = (error: unknown): string => inspect(error, { depth: 10, showHidden: true });

    test("the error of a statement with a password does not quote the statement", async () => {
        const { host, port } = fixture.server;
        const address = { host, port, ca: fixture.server.authority.pem };
        const server = await Server.connect(address, MASTER);
        const failed = await server
            .runSecret("try", "NO STATEMENT 'Canary'")
            .then(() => "no error", describeFully);
        await server.close();
        expect(failed).toContain("Could not try: ER_PARSE_ERROR.");
        expect(failed).not.toContain("Canary");
    });

    test("the Lambda bundle trusts only the region's authorities of RDS", () => {
        const sdk = path.join(fixture.directory, "node_modules", "@aws-sdk", "client-secrets-manager");
        mkdirSync(sdk, { recursive: true });
        // Stands in for Lambda's own SDK: every secret is the master's.
        writeFileSync(
            path.join(sdk, "index.js"),
            `exports.GetSecretValueCommand = class { constructor(input) { this.input = input; } };
             exports.SecretsManagerClient = class {
                 async send({ input: { SecretId } }) {
                     return { SecretString: JSON.stringify({ username: SecretId, password: "Canary00000000000000" }) };
                 }
             };`,
        );
        writeFileSync(path.join(fixture.directory, "index.js"), bundleHandler());
        const call = 'require("./index.js").handler({}).then(console.log, (e) => console.log(e.stack))';
        const printed = execFileSync(process.execPath, ["-e", call], {
            cwd: fixture.directory,
            // As if the server's authority were one that every program on the machine trusts.
            env: {
                ...fixture.environment(),
                AWS_REGION: REGION,
                NODE_EXTRA_CA_CERTS: fixture.server.authority.caFile,
            },
            encoding: "utf8",
        });
        expect(printed).toMatch(
            /Could not log in to localhost as master: HANDSHAKE_SSL_ERROR: (unable to verify the first|self-signed) certificate/,
        );
        expect(printed).not.toContain("Canary");
    });

    test("RDS's authorities with one more let this server in: only its authority was at fault", async () => {
        const ca = [...instanceAuthorities(REGION), fixture.server.authority.pem];
        expect((await fixture.run({ ca })).changes).toContain("created the user hrms_app");
    });
});
