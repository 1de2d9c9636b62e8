import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture, type Scene } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { backupOf, bucketScene } from "../sound";
import { instance, instanceScene } from "../sound-hosts";
import { disk, kinds, volume } from "../scenes/backups";

const DATA_DISK = { ebsBlockDevices: [{ deviceName: "/dev/sdf", encrypted: true }] };
/** A selection that does not refer to the disk. */
const byTag = (selection: object, subject: Resource): Scene => [
    subject,
    ...backupOf([], { selection: { resources: [], ...selection } }),
];
const foreignSelection = fixture(
    types.backupSelection,
    { planId: "11111111-2222-3333-4444-555555555555", resources: [UNKNOWN] },
    { name: "foreign", references: { resources: [volume()] } },
)();
const PERSONAL = { tags: { DataClass: "personal" } };
const REQUIRED_TAGS = { Application: "hrms", Stack: "prod", Owner: "people", DataClass: "confidential" };
const CONDITION = [{ stringEquals: [{ key: "aws:ResourceTag/DataClass", value: "personal" }] }];
const TAG = [{ type: "STRINGEQUALS", key: "DataClass", value: "personal" }];

export const cases: CaseTable = {
    "backup-plan-covers-data": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            ...kinds("in a backup plan", (subject) => backupOf([subject])),
            "a disk selected by a tag": byTag({ selectionTags: TAG }, volume(PERSONAL)),
            "a disk selected by a default tag of the provider": byTag(
                { selectionTags: TAG },
                volume({ tagsAll: { ...REQUIRED_TAGS, DataClass: "personal" } }),
            ),
            "a disk selected by a condition": byTag(
                { resources: ["*"], conditions: CONDITION },
                volume(PERSONAL),
            ),
            "a plan that selects everything": byTag({ resources: ["*"] }, volume()),
            "a bucket that holds no uploads": bucketScene(),
            "a host without a data disk": instanceScene(),
            "a disk in a plan of this stack and one of another": [...disk({}), foreignSelection],
            "a host whose data disk is in a plan": [...instanceScene(DATA_DISK), ...backupOf([instance()])],
        },
        outside: {
            "a disk in a plan of another stack": [volume(), foreignSelection],
        },
        violating: {
            ...kinds("without a backup plan", () => []),
            "a host whose data disk is in no plan": instanceScene(DATA_DISK),
            "a tag with another value": byTag(
                { selectionTags: TAG },
                volume({ tags: { DataClass: "public" } }),
            ),
            "a disk that meets one of two conditions": byTag(
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
            "a disk that the selection excludes by name": [
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
            "a selection that belongs to no plan of the stack": [
                volume(),
                fixture(types.backupSelection)({}, { references: { resources: [volume()] } }),
            ],
        },
        omitted: { "the tag": ["fail", ...byTag({ selectionTags: TAG }, volume())] },
        unknown: {
            "the disk's ARN": ["pass", ...disk({})],
            "the tag's value": [
                "fail",
                ...byTag({ selectionTags: TAG }, volume({ tags: { DataClass: UNKNOWN } })),
            ],
            "the omitted ebsBlockDevices": [
                "pass",
                ...instanceScene({}, { computed: { ebsBlockDevices: UNKNOWN } }),
            ],
        },
    },
};
