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
    fixture(types.autoScalingGroup, {
        launchTemplate: { id: UNKNOWN, version: "1" },
        vpcZoneIdentifiers: [UNKNOWN, UNKNOWN],
    })(props, {
        name,
        references: { launchTemplate: [template()] },
    });
/** MySQL admits 614 connections on db.m7g.large with its 8 GiB. 80 percent of them are 491. */
const scene = (groups: readonly Resource[], changes = {}, given = {}) =>
    databaseScene(changes, {
        others: [...groups, template(), patches(), ...groups.flatMap(alarmsOn)],
        parameters: given,
    });
const limit = (max_connections: unknown) => ({ max_connections });

export const cases: CaseTable = {
    "connections-fit-the-database": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "490 of 491 connections": scene([group(6, "35")]),
            "two groups that fit together": scene([group(6, "23"), group(4, "5", "worker")]),
            "a group that opens no connections": scene([group(6, "35"), group(100, "0", "batch")]),
            "a group without hosts": scene([group(6, "35"), group(0, "35", "batch")]),
            "exactly 80 percent": scene([group(3, "10")], {}, limit("100")),
            "the team's own formula": scene([group(6, "35")], {}, limit("{DBInstanceClassMemory/12582880}")),
            PostgreSQL: scene(
                [group(6, "46")],
                { engine: "postgres", engineVersion: "17", enabledCloudwatchLogsExports: ["postgresql"] },
                POSTGRES_PARAMETERS,
            ),
            "any number of hosts behind a proxy": databaseScene(
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
            "a stack without groups": databaseScene(),
        },
        violating: {
            "504 of 491 connections": scene([group(6, "36")]),
            "two groups that do not fit together": scene([group(6, "23"), group(4, "18", "worker")]),
            "a smaller instance class": scene([group(6, "35")], { instanceClass: "db.t4g.medium" }),
            "one connection more than 80 percent": scene([group(3, "10")], {}, limit("99")),
            "a tag that is not a number": scene([group(6, "many")]),
            "a tag that is not a number beside a group without a tag": scene([
                group(6, "many"),
                untagged({ maxSize: 1 }, "worker"),
            ]),
        },
        omitted: { groups: ["pass", ...databaseScene()] },
        advised: {
            "a group without the tag": scene([untagged({ maxSize: 1 })]),
            "one of two groups without the tag": scene([
                group(6, "23"),
                untagged({ maxSize: 1, tags: [] }, "worker"),
            ]),
        },
        unknown: {
            "the number of hosts": ["undetermined", ...scene([group(UNKNOWN, "23")])],
            "the memory of an instance class": [
                "undetermined",
                ...scene([group(6, "23")], { instanceClass: "db.z1d.large" }),
            ],
            "the result of a formula": [
                "undetermined",
                ...scene([group(6, "23")], {}, limit("GREATEST({DBInstanceClassMemory/12582880},100)")),
            ],
            max_connections: ["undetermined", ...scene([group(6, "23")], {}, limit(UNKNOWN))],
        },
    },
};
