import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { type Resource, UNKNOWN } from "../harness";

const root = fixture(types.rootStack)();
const trail = fixture(types.trail, {
    isMultiRegionTrail: true,
    enableLogFileValidation: true,
    kmsKeyId: UNKNOWN,
    cloudWatchLogsGroupArn: UNKNOWN,
});
const advanced = (...fields: readonly (readonly [field: string, value: string])[]) =>
    trail({
        advancedEventSelectors: [
            { fieldSelectors: fields.map(([field, value]) => ({ field, equals: [value] })) },
        ],
    });
const MANAGEMENT = ["eventCategory", "Management"] as const;
const detector = fixture(types.detector, { enable: true });
const recorder = fixture(types.configurationRecorder, { recordingGroup: { allSupported: true } });
const status = fixture(
    types.configurationRecorderStatus,
    { isEnabled: true },
    { references: { name: [recorder()] } },
);

/** A whole stack, with what is watched of its account. */
export const watchedAccount: readonly Resource[] = [trail(), detector(), recorder(), status()];

export const detectionCases: CaseTable = {
    "account-has-audit-trail": {
        compliant: {
            "a trail": [root, ...watchedAccount],
            "one of two is switched on": [
                root,
                trail({ enableLogging: false }, { name: "former" }),
                ...watchedAccount,
            ],
        },
        violating: {
            "no trail": [root, detector(), recorder(), status()],
            "switched off": [root, trail({ enableLogging: false }), detector(), recorder(), status()],
        },
        omitted: { "everything of the trail": ["fail", root, detector(), recorder(), status()] },
        unknown: {
            "a key of the trail": ["pass", root, ...watchedAccount],
            enableLogging: [
                "undetermined",
                root,
                trail({ enableLogging: UNKNOWN }),
                detector(),
                recorder(),
                status(),
            ],
        },
    },
    "audit-trail-is-complete": {
        compliant: {
            "a complete one": [trail({ includeGlobalServiceEvents: true })],
            "by selectors": [trail({ eventSelectors: [{ readWriteType: "All" }] })],
            "by advanced selectors": [advanced(MANAGEMENT)],
        },
        violating: {
            "without management calls": [trail({ eventSelectors: [{ includeManagementEvents: false }] })],
            "without reading calls": [trail({ eventSelectors: [{ readWriteType: "WriteOnly" }] })],
            "by advanced selectors, without management calls": [advanced(["eventCategory", "Data"])],
            "by advanced selectors, without reading calls": [advanced(MANAGEMENT, ["readOnly", "false"])],
            "one region": [trail({ isMultiRegionTrail: false })],
            "not signed": [trail({ enableLogFileValidation: false })],
            "not encrypted": [trail({ kmsKeyId: "" })],
            "no log group": [trail({ cloudWatchLogsGroupArn: "" })],
            "without IAM": [trail({ includeGlobalServiceEvents: false })],
        },
        omitted: {
            isMultiRegionTrail: ["fail", trail({ isMultiRegionTrail: undefined })],
            enableLogFileValidation: ["fail", trail({ enableLogFileValidation: undefined })],
            kmsKeyId: ["fail", trail({ kmsKeyId: undefined })],
            cloudWatchLogsGroupArn: ["fail", trail({ cloudWatchLogsGroupArn: undefined })],
            includeGlobalServiceEvents: ["pass", trail()],
        },
        unknown: {
            isMultiRegionTrail: ["undetermined", trail({ isMultiRegionTrail: UNKNOWN })],
            includeGlobalServiceEvents: ["undetermined", trail({ includeGlobalServiceEvents: UNKNOWN })],
        },
    },
    "account-has-threat-detection": {
        compliant: { "a detector": [root, ...watchedAccount] },
        violating: {
            "no detector": [root, trail(), recorder(), status()],
            "switched off": [root, trail(), detector({ enable: false }), recorder(), status()],
        },
        omitted: {
            "enable, which is then on": [
                "pass",
                root,
                trail(),
                detector({ enable: undefined }),
                recorder(),
                status(),
            ],
        },
        unknown: {
            enable: ["undetermined", root, trail(), detector({ enable: UNKNOWN }), recorder(), status()],
        },
    },
    "account-has-configuration-record": {
        compliant: {
            "a recorder": [root, ...watchedAccount],
            "all but global resources": [recorder({ recordingGroup: { includeGlobalResourceTypes: false } })],
        },
        violating: {
            "no recorder": [root, trail(), detector()],
            "never switched on": [root, trail(), detector(), recorder()],
            "switched off": [root, trail(), detector(), recorder(), status({ isEnabled: false })],
            "another one is on": [
                root,
                trail(),
                detector(),
                recorder({}, { name: "other" }),
                status({}, { references: {} }),
            ],
            "some resources": [recorder({ recordingGroup: { allSupported: false } })],
        },
        omitted: { recordingGroup: ["pass", recorder({ recordingGroup: undefined })] },
        unknown: {
            isEnabled: [
                "undetermined",
                root,
                trail(),
                detector(),
                recorder(),
                status({ isEnabled: UNKNOWN }),
            ],
            allSupported: ["undetermined", recorder({ recordingGroup: { allSupported: UNKNOWN } })],
        },
    },
};
