/** What engines do by default, if the program sets no parameter. */
import * as types from "../../policies/resource-types";
import { connectionsFit } from "../../policies/rules/connections";
import { requiresTls } from "../../policies/rules/database-tls";
import { exportsSlowLog } from "../../policies/rules/database-logs";
import { fixture } from "./case";
import { judge, UNKNOWN } from "./harness";

const NONE = /^No parameter group of the stack sets rds\.force_ssl to 1\./;

/** An instance with AWS's own parameter group. */
test.each([
    ["postgres", "14.20", NONE],
    ["postgres", "15", undefined],
    ["postgres", "17.2", undefined],
    ["postgres", undefined, undefined],
    ["postgres", UNKNOWN, /^UNDETERMINED: engineVersion /],
    ["sqlserver-se", "16.00", NONE],
    ["mysql", "8.4", /^No parameter group of the stack sets require_secure_transport to 1\./],
    ["mysql", undefined, /^No parameter group of the stack sets require_secure_transport to 1\./],
])("knows whether %s %s requires TLS by default", async (engine, engineVersion, fault) => {
    const database = fixture(types.databaseInstance, {
        engine,
        engineVersion,
        parameterGroupName: "default.group",
    })();
    const found = await judge([requiresTls], [database]);
    expect(found.map(({ message }) => message)).toEqual(
        fault ? [expect.stringMatching(fault) as string] : [],
    );
});

test("knows that Aurora PostgreSQL does not require TLS by default", async () => {
    const cluster = fixture(types.databaseCluster, { engine: "aurora-postgresql", engineVersion: "16.4" })();
    const [found] = await judge([requiresTls], [cluster]);
    expect(found?.message).toMatch(NONE);
});

test.each([
    ["an instance", types.databaseInstance, "mysql", "parameterGroupName"],
    ["a cluster", types.databaseCluster, "aurora-mysql", "dbClusterParameterGroupName"],
])(
    "asks who is responsible for the parameter group of %s in another stack",
    async (_, type, engine, property) => {
        const database = fixture(type, {
            engine,
            enabledCloudwatchLogsExports: ["error", "slowquery"],
            [property]: "hrms-parameters",
        })();
        const found = await judge([requiresTls, exportsSlowLog], [database]);
        expect(
            found.map(({ policy, level, message }) => [policy, level, message.split(" refers")[0]]),
        ).toEqual([
            ["database-requires-tls", "mandatory", `NOT IN THIS STACK: ${property}`],
            ["database-exports-slow-log", "mandatory", `NOT IN THIS STACK: ${property}`],
        ]);
    },
);

test("can't tell the database's connections from a parameter group of another stack", async () => {
    const database = fixture(types.databaseInstance, {
        engine: "mysql",
        instanceClass: "db.m7g.large",
        parameterGroupName: "hrms-parameters",
    })();
    const hosts = fixture(types.autoScalingGroup, {
        maxSize: 1,
        tags: [{ key: "hrms:database-connections-per-host", value: "1" }],
    })();
    const [found] = await judge([connectionsFit], [database, hosts]);
    expect(found?.level).toBe("advisory");
    expect(found?.message).toMatch(/^UNDETERMINED: The max_connections that a parameter group outside/);
});
