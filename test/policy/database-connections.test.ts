import { databaseClass, maxDatabaseConnections } from "../../config/instance-types";
import { fleetConnections, tuneRole } from "../../config/tuning";
import { admittedConnections } from "../../policies/aws/database-connections";
import { connectionsFit } from "../../policies/rules/connections";
import * as types from "../../policies/resource-types";
import { fixture } from "./case";
import { judge } from "./harness";
import { databaseScene } from "./sound";

const families = ["t4g", "t3", "m6g", "m7g", "m8g", "m6i", "m7i", "r6g", "r7g", "r8g", "r6i", "r7i"];
const sizes = ["medium", "large", "xlarge", "2xlarge", "4xlarge", "8xlarge"];
const classes = families
    .flatMap((family) => sizes.map((size) => `db.${family}.${size}`))
    .filter((instanceClass) => databaseClass(instanceClass) !== undefined);

test("the pack and the configuration's check agree on MySQL's connections for every class", () => {
    expect(classes.length).toBeGreaterThan(50);
    expect(classes.map((instanceClass) => admittedConnections({ engine: "mysql", instanceClass }))).toEqual(
        classes.map(maxDatabaseConnections),
    );
});

test.each([
    [{ engine: "postgres", instanceClass: "db.m7g.large" }, 811],
    [{ engine: "postgres", instanceClass: "db.r7g.16xlarge" }, 5000],
    [{ engine: "mysql", instanceClass: "db.t4g.micro" }, 76],
    [{ engine: "mysql", instanceClass: "db.c6gd.xlarge" }, 614],
    [{ engine: "mysql", instanceClass: "db.x2g.large" }, undefined],
    [{ engine: "mysql", instanceClass: "db.serverless" }, undefined],
    [{ engine: "oracle-ee", instanceClass: "db.m7g.large" }, undefined],
    [{ engine: "oracle-ee", instanceClass: "db.serverless", maxConnections: "100" }, 100],
    [
        {
            engine: "mysql",
            instanceClass: "db.m7g.large",
            maxConnections: "{DBInstanceClassMemory/25165760}",
        },
        307,
    ],
    [{ engine: "mysql", instanceClass: "db.m7g.large", maxConnections: "LEAST(1,2)" }, undefined],
])("%j admits %s connections", (database, connections) => {
    expect(admittedConnections(database)).toBe(connections);
});

test("the pack and the configuration's check plan for the same number of connections", async () => {
    const settings = {
        backgroundTasks: ["celery"] as const,
        webInstanceType: "m7g.large",
        webMaxHosts: 6,
        workerInstanceType: "m7g.xlarge",
        workerMaxHosts: 4,
    };
    const groups = (["web", "worker"] as const).map((role) =>
        fixture(types.autoScalingGroup)(
            {
                maxSize: settings[`${role}MaxHosts`],
                tags: [
                    {
                        key: "hrms:database-connections-per-host",
                        value: String(tuneRole(settings, role).databaseConnections),
                    },
                ],
            },
            { name: role },
        ),
    );
    const planned = fleetConnections(settings);
    const faults = async (max_connections: number) =>
        judge(
            [connectionsFit],
            databaseScene({}, { others: groups, parameters: { max_connections: String(max_connections) } }),
        );
    expect(await faults(Math.ceil(planned / 0.8))).toEqual([]);
    expect(await faults(Math.ceil(planned / 0.8) - 1)).toHaveLength(1);
});
