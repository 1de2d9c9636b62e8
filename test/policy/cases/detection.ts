import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { UNKNOWN } from "../harness";
import { accountWatch } from "../sound-account";
import { detector, recorder, status, trail, watchedAccount } from "../scenes/watched-account";

const root = fixture(types.rootStack)();
const advanced = (...fields: readonly (readonly [field: string, value: string])[]) =>
    trail({
        advancedEventSelectors: [
            { fieldSelectors: fields.map(([field, value]) => ({ field, equals: [value] })) },
        ],
    });
const MANAGEMENT = ["eventCategory", "Management"] as const;

export const cases: CaseTable = {
    "account-has-audit-trail": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "a trail": [root, ...watchedAccount],
            "two trails of which one is switched on": [
                root,
                ...accountWatch,
                trail({ enableLogging: false }, { name: "former" }),
                ...watchedAccount,
            ],
        },
        violating: {
            "an account without a trail": [root, ...accountWatch, detector(), recorder(), status()],
            "a trail that is switched off": [
                root,
                ...accountWatch,
                trail({ enableLogging: false }),
                detector(),
                recorder(),
                status(),
            ],
        },
        omitted: {
            "a trail": ["fail", root, ...accountWatch, detector(), recorder(), status()],
        },
        unknown: {
            "the trail's key": ["pass", root, ...watchedAccount],
            enableLogging: [
                "undetermined",
                root,
                ...accountWatch,
                trail({ enableLogging: UNKNOWN }),
                detector(),
                recorder(),
                status(),
            ],
        },
    },
    "audit-trail-is-complete": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "a complete trail": [trail({ includeGlobalServiceEvents: true })],
            "selectors of all calls": [trail({ eventSelectors: [{ readWriteType: "All" }] })],
            "advanced selectors of all calls": [advanced(MANAGEMENT)],
        },
        violating: {
            "selectors without management calls": [
                trail({ eventSelectors: [{ includeManagementEvents: false }] }),
            ],
            "selectors without read calls": [trail({ eventSelectors: [{ readWriteType: "WriteOnly" }] })],
            "advanced selectors without management calls": [advanced(["eventCategory", "Data"])],
            "advanced selectors without read calls": [advanced(MANAGEMENT, ["readOnly", "false"])],
            "a trail in one region": [trail({ isMultiRegionTrail: false })],
            "an unsigned trail": [trail({ enableLogFileValidation: false })],
            "an unencrypted trail": [trail({ kmsKeyId: "" })],
            "a trail without a log group": [trail({ cloudWatchLogsGroupArn: "" })],
            "a trail without IAM": [trail({ includeGlobalServiceEvents: false })],
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
        is: ["mandatory", "high", "deny"],
        compliant: { "a detector": [root, ...watchedAccount] },
        violating: {
            "an account without a detector": [root, ...accountWatch, trail(), recorder(), status()],
            "a detector that is switched off": [
                root,
                ...accountWatch,
                trail(),
                detector({ enable: false }),
                recorder(),
                status(),
            ],
        },
        omitted: {
            "enable, which is on by default": [
                "pass",
                root,
                ...accountWatch,
                trail(),
                detector({ enable: undefined }),
                recorder(),
                status(),
            ],
        },
        unknown: {
            enable: [
                "undetermined",
                root,
                ...accountWatch,
                trail(),
                detector({ enable: UNKNOWN }),
                recorder(),
                status(),
            ],
        },
    },
    "account-has-configuration-record": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "a recorder": [root, ...watchedAccount],
            "a recorder of everything but global resources": [
                recorder({ recordingGroup: { includeGlobalResourceTypes: false } }),
            ],
        },
        violating: {
            "an account without a recorder": [root, ...accountWatch, trail(), detector()],
            "a recorder that was never switched on": [root, ...accountWatch, trail(), detector(), recorder()],
            "a recorder that is switched off": [
                root,
                ...accountWatch,
                trail(),
                detector(),
                recorder(),
                status({ isEnabled: false }),
            ],
            "a recorder without a status beside the status of another": [
                root,
                ...accountWatch,
                trail(),
                detector(),
                recorder({}, { name: "other" }),
                status({}, { references: {} }),
            ],
            "a recorder of some resources": [recorder({ recordingGroup: { allSupported: false } })],
        },
        omitted: { recordingGroup: ["pass", recorder({ recordingGroup: undefined })] },
        unknown: {
            isEnabled: [
                "undetermined",
                root,
                ...accountWatch,
                trail(),
                detector(),
                recorder(),
                status({ isEnabled: UNKNOWN }),
            ],
            allSupported: ["undetermined", recorder({ recordingGroup: { allSupported: UNKNOWN } })],
        },
    },
};
