import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { alarmsOn } from "../sound-alarms";
import { patches, template } from "../sound-hosts";
import { databaseScene, POSTGRES_PARAMETERS } from "../sound";

const tag = (value: unknown) => ({
    key: "hrms:database-connections-per-host",
    value,
    propagateAtLaunch: false,
});
const group = (maxSize: unknown, value: unknown, name = "web"): Resource =>
    untagged({ maxSize, tags: [tag(value)] }, name);
const untagged = (props: Readonly<Record<string, unknown>>, name = "web"): Resource =>
    fixture(types.autoScalingGroup, { launchTemplate: { id: UNKNOWN, version: "1" } })(props, {
        name,
        references: { launchTemplate: [template()] },
    });

/** db.m7g.large has 8 GiB: 614 connections for MySQL, of which 80 % are 491. */
const scene = (groups: readonly Resource[], changes = {}, given = {}) =>
    databaseScene(changes, {
        others: [...groups, template(), patches(), ...groups.flatMap(alarmsOn)],
        parameters: given,
    });
const limit = (max_connections: unknown) => ({ max_connections });

export const connectionCases: CaseTable = {
    "connections-fit-the-database": {
        compliant: {
            "490 connections": scene([group(6, "35")]),
            "two groups": scene([group(6, "23"), group(4, "5", "worker")]),
            "a group that needs none": scene([group(6, "35"), group(100, "0", "batch")]),
            "a group without hosts": scene([group(6, "35"), group(0, "35", "batch")]),
            "exactly 80 %": scene([group(3, "10")], {}, limit("100")),
            "a formula of the team": scene([group(6, "35")], {}, limit("{DBInstanceClassMemory/12582880}")),
            PostgreSQL: scene(
                [group(6, "46")],
                { engine: "postgres", engineVersion: "17", enabledCloudwatchLogsExports: ["postgresql"] },
                POSTGRES_PARAMETERS,
            ),
            "a proxy between": databaseScene(
                {},
                {
                    others: [
                        ...scene([group(100, "100")]).slice(1),
                        fixture(types.databaseProxyTarget)(
                            {},
                            { references: { dbInstanceIdentifier: [databaseScene()[0]] } },
                        ),
                    ],
                },
            ),
            "no groups": databaseScene(),
        },
        violating: {
            "504 connections": scene([group(6, "36")]),
            "two groups": scene([group(6, "23"), group(4, "18", "worker")]),
            "a smaller class": scene([group(6, "35")], { instanceClass: "db.t4g.medium" }),
            "one more than 80 %": scene([group(3, "10")], {}, limit("99")),
            "no number in the tag": scene([group(6, "many")]),
        },
        omitted: {
            "the tag": ["fail", ...scene([untagged({ maxSize: 1 })])],
            "the tag of one of two": [
                "fail",
                ...scene([group(6, "23"), untagged({ maxSize: 1, tags: [] }, "worker")]),
            ],
        },
        unknown: {
            "how many hosts": ["undetermined", ...scene([group(UNKNOWN, "23")])],
            "a class that is not known here": [
                "undetermined",
                ...scene([group(6, "23")], { instanceClass: "db.z1d.large" }),
            ],
            "a formula that is not known here": [
                "undetermined",
                ...scene([group(6, "23")], {}, limit("GREATEST({DBInstanceClassMemory/12582880},100)")),
            ],
            max_connections: ["undetermined", ...scene([group(6, "23")], {}, limit(UNKNOWN))],
        },
    },
};
