import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture, type Scene, type Scenes } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { watchedAccount } from "./detection";
import {
    backupOf,
    bucket,
    bucketScene,
    clusterScene,
    databaseScene,
    vault,
    vaultLock as lock,
} from "../sound";
import { instance, instanceScene } from "../sound-hosts";

const volume = fixture(types.volume, { encrypted: true });
const files = fixture(types.fileSystem, { encrypted: true }, { protect: true });
const DATA_DISK = { ebsBlockDevices: [{ deviceName: "/dev/sdf", encrypted: true }] };
const uploads = bucket({}, { name: "hrms-Media" });

/** Each kind of resource that holds data, with the backups given. */
const kinds = (backups: (subject: Resource) => readonly Resource[]): Scenes => ({
    "a database": [...databaseScene({}, { backup: "none" }), ...backups(databaseScene()[0])],
    "a cluster": [...clusterScene({}, { backup: "none" }), ...backups(clusterScene()[0])],
    "a disk": [volume(), ...backups(volume())],
    "a file system": [files(), ...backups(files())],
    "a bucket of uploads": [...bucketScene({}, uploads), ...backups(uploads)],
});

type Changes = NonNullable<Parameters<typeof backupOf>[1]>;
const disk = (parts: Changes, subject = volume()): Scene => [subject, ...backupOf([subject], parts)];
/** The selection does not refer to the disk. */
const byTag = (selection: object, subject: Resource): Scene => [
    subject,
    ...backupOf([], { selection: { resources: [], ...selection } }),
];
const PERSONAL = { tags: { DataClass: "personal" } };
const REQUIRED_TAGS = { Application: "hrms", Stack: "prod", Owner: "people", DataClass: "confidential" };
const CONDITION = [{ stringEquals: [{ key: "aws:ResourceTag/DataClass", value: "personal" }] }];
const TAG = [{ type: "STRINGEQUALS", key: "DataClass", value: "personal" }];

const secondPlan = fixture(types.backupPlan)(
    { rules: [{ schedule: "rate(1 hour)", lifecycle: { deleteAfter: 7 } }] },
    { name: "second", references: { rules: [vault()] } },
);
const secondSelection = fixture(types.backupSelection)(
    {},
    { name: "second", references: { planId: [secondPlan], resources: [volume()] } },
);

const root = fixture(types.rootStack)();
const trial = fixture(types.restoreTestingPlan, { scheduleExpression: "cron(0 5 ? * TUE *)" });
const trialOf = fixture(
    types.restoreTestingSelection,
    { protectedResourceType: "RDS" },
    { references: { restoreTestingPlanName: [trial()] } },
);
const restored = (...trials: Resource[]): Scene => [...databaseScene(), trial(), ...trials];
/** A whole stack with backups, and these besides. */
const stack = (...others: Resource[]): Scene => [root, ...watchedAccount, ...backupOf([]), ...others];

export const backupCases: CaseTable = {
    "backup-plan-covers-data": {
        compliant: {
            ...kinds((subject) => backupOf([subject])),
            "by a tag": byTag({ selectionTags: TAG }, volume(PERSONAL)),
            "by a tag of the provider": byTag(
                { selectionTags: TAG },
                volume({ tagsAll: { ...REQUIRED_TAGS, DataClass: "personal" } }),
            ),
            "by a condition": byTag({ resources: ["*"], conditions: CONDITION }, volume(PERSONAL)),
            everything: byTag({ resources: ["*"] }, volume()),
            "a bucket of something else": bucketScene(),
            "a host without data": instanceScene(),
            "a host with data": [...instanceScene(DATA_DISK), ...backupOf([instance()])],
        },
        violating: {
            ...kinds(() => []),
            "a host with data": instanceScene(DATA_DISK),
            "another value of the tag": byTag(
                { selectionTags: TAG },
                volume({ tags: { DataClass: "public" } }),
            ),
            "one of two conditions": byTag(
                {
                    resources: ["*"],
                    conditions: [
                        {
                            stringEquals: [
                                { key: "aws:ResourceTag/DataClass", value: "personal" },
                                { key: "aws:ResourceTag/Stack", value: "prod" },
                            ],
                        },
                    ],
                },
                volume(PERSONAL),
            ),
            "it is left out by name": [
                volume(),
                ...backupOf([], { selection: { resources: ["*"] } }).map((resource) =>
                    types.backupSelection.tokens.includes(resource.type)
                        ? {
                              ...resource,
                              references: { ...resource.references, notResources: [volume()] },
                          }
                        : resource,
                ),
            ],
            "a selection without a plan of the stack": [
                volume(),
                fixture(types.backupSelection)({}, { references: { resources: [volume()] } }),
            ],
        },
        omitted: { "the tag": ["fail", ...byTag({ selectionTags: TAG }, volume())] },
        unknown: {
            "the ARN, of which the reference is known": ["pass", ...disk({})],
            "the tag": ["fail", ...byTag({ selectionTags: TAG }, volume({ tags: { DataClass: UNKNOWN } }))],
            "disks that the program left out": [
                "pass",
                ...instanceScene({}, { computed: { ebsBlockDevices: UNKNOWN } }),
            ],
        },
    },
    "backup-plan-meets-objectives": {
        compliant: {
            "every six hours": disk({ rule: { schedule: "cron(0 4,10,16,22 * * ? *)" } }),
            "every six hours, as a rate": disk({ rule: { schedule: "rate(6 hours)" } }),
            continuously: disk({ rule: { schedule: "cron(30 12 * * ? *)", enableContinuousBackup: true } }),
            "kept for 35 days": disk({ rule: { lifecycle: { deleteAfter: 35 } } }),
            "two plans together": [
                volume(),
                ...backupOf([volume()], { rule: { schedule: "rate(1 day)" } }),
                secondPlan,
                secondSelection,
            ],
        },
        violating: {
            ...kinds((subject) => backupOf([subject], { rule: { schedule: "rate(7 hours)" } })),
            "seven hours apart once a day": disk({ rule: { schedule: "cron(0 0,6,12,17 * * ? *)" } }),
            "once a week": disk({ rule: { schedule: "cron(0 0/6 ? * SUN *)" } }),
            "no schedule": disk({ rule: { schedule: "daily" } }),
            "kept for 34 days": disk({ rule: { lifecycle: { deleteAfter: 34 } } }),
        },
        omitted: {
            "the schedule, which is daily then": ["fail", ...disk({ rule: { schedule: undefined } })],
            "deleteAfter, so that they are kept for ever": ["pass", ...disk({ rule: { lifecycle: {} } })],
        },
        unknown: { "the schedule": ["undetermined", ...disk({ rule: { schedule: UNKNOWN } })] },
    },
    "backup-vault-encrypted-with-own-key": {
        compliant: { "a key": [vault({ kmsKeyArn: "arn:key" }), lock()] },
        violating: {
            "AWS's key": [vault({ kmsKeyArn: "" }), lock()],
            "AWS's key, by its alias": [
                vault({ kmsKeyArn: "arn:aws:kms:eu-central-1:123456789012:alias/aws/backup" }),
                lock(),
            ],
        },
        omitted: { kmsKeyArn: ["fail", vault({ kmsKeyArn: undefined }), lock()] },
        unknown: { "the key, which is set": ["pass", vault(), lock()] },
    },
    "backup-vault-is-locked": {
        compliant: { "for some days": [vault(), lock()] },
        violating: {
            "the lock of another vault": [vault(), lock({}, { references: {} })],
            "a vault that is emptied to be deleted": [vault({ forceDestroy: true }), lock()],
        },
        omitted: {
            "the lock": ["fail", vault()],
            minRetentionDays: ["fail", vault(), lock({ minRetentionDays: undefined })],
        },
        unknown: { minRetentionDays: ["undetermined", vault(), lock({ minRetentionDays: UNKNOWN })] },
    },
    "backup-restore-is-tested": {
        compliant: {
            "by schedule": stack(trial(), trialOf()),
            "nothing to restore": [root, ...watchedAccount],
            "the database by its ARN": restored(
                trialOf(
                    { protectedResourceArns: [UNKNOWN] },
                    {
                        references: {
                            restoreTestingPlanName: [trial()],
                            protectedResourceArns: [databaseScene()[0]],
                        },
                    },
                ),
            ),
            "every database": restored(trialOf({ protectedResourceArns: ["*"] })),
            "the databases with a tag": restored(trialOf()),
        },
        violating: {
            "nothing is restored": stack(trial()),
            "the selection of another plan": stack(trial(), trialOf({}, { references: {} })),
            "another database": restored(trialOf({ protectedResourceArns: ["arn:another"] })),
            "buckets only": restored(trialOf({ protectedResourceType: "S3" })),
        },
        omitted: { "the plan": ["fail", ...stack()] },
        unknown: { "the plan's name": ["pass", ...stack(trial(), trialOf({ name: UNKNOWN }))] },
    },
};
