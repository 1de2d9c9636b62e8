import { allPolicies } from "../../policies/all-policies";
import * as types from "../../policies/resource-types";
import { fixture, type Scene } from "./case";
import { judge, UNKNOWN } from "./harness";
import { backupOf, bucket, bucketScene, databaseScene, key } from "./sound";

const volume = fixture(types.volume, { encrypted: true })();
const volumeWith = (rule: object): Scene => [volume, ...backupOf([volume], { rule: { ...rule } })];
const logs = fixture(types.logGroup, { kmsKeyId: UNKNOWN });
const payslips = bucketScene({}, bucket({}, { name: "payslips" }));
const slow = (long_query_time: string) => databaseScene({}, { parameters: { long_query_time } });
const groups = (maxSize: number) =>
    databaseScene(
        {},
        {
            parameters: { max_connections: "100" },
            others: [
                fixture(types.autoScalingGroup)({
                    maxSize,
                    tags: [{ key: "hrms:database-connections-per-host", value: "10" }],
                }),
            ],
        },
    );

/** A stack's settings for a policy, with the last scene that passes and the first one that fails. */
const cases: readonly (readonly [string, object, Scene, Scene])[] = [
    [
        "database-backup-retention",
        { days: 7 },
        databaseScene({ backupRetentionPeriod: 7 }),
        databaseScene({ backupRetentionPeriod: 6 }),
    ],
    [
        "kms-key-rotates-and-is-guarded",
        { days: 7 },
        [key({ deletionWindowInDays: 7 })],
        [key({ deletionWindowInDays: 6 })],
    ],
    [
        "log-group-retention-and-key",
        { days: 365 },
        [logs({ retentionInDays: 365 })],
        [logs({ retentionInDays: 180 })],
    ],
    ["database-exports-slow-log", { seconds: 5 }, slow("5"), slow("6")],
    ["connections-fit-the-database", { percent: 40 }, groups(1), groups(2)],
    [
        "backup-plan-meets-objectives",
        { rpoHours: 24 },
        volumeWith({ schedule: "rate(24 hours)" }),
        volumeWith({ schedule: "rate(25 hours)" }),
    ],
    [
        "backup-plan-meets-objectives",
        { retentionDays: 90 },
        volumeWith({ lifecycle: { deleteAfter: 90 } }),
        volumeWith({ lifecycle: { deleteAfter: 89 } }),
    ],
    ["backup-plan-covers-data", { bucketWords: ["payslip"] }, bucketScene(), payslips],
];

test.each(cases)("%s applies the stack's setting %j", async (name, values, passing, failing) => {
    const faults = async (scene: Scene) => {
        const violations = await judge(allPolicies, scene, { [name]: values });
        return violations.filter(({ policy }) => policy === name).length;
    };
    expect(await faults(passing)).toBe(0);
    expect(await faults(failing)).toBe(1);
});
