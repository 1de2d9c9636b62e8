import { type Mutations, on } from "./mutation";

const TRAIL = "audit-trail-is-complete";
const LOGS = "log-group-retention-and-key";

const trail = on("hrms-detection-trail", {
    "trail: in one region": { set: { isMultiRegionTrail: false }, violates: [TRAIL] },
    "trail: not signed": { set: { enableLogFileValidation: undefined }, violates: [TRAIL] },
    "trail: not encrypted": { set: { kmsKeyId: undefined }, violates: [TRAIL] },
    "trail: without alarms": { set: { cloudWatchLogsGroupArn: undefined }, violates: [TRAIL] },
    "trail: without IAM": { set: { includeGlobalServiceEvents: false }, violates: [TRAIL] },
    "trail: without management calls": {
        set: { "advancedEventSelectors.0.fieldSelectors.0.equals": ["Data"] },
        violates: [TRAIL],
    },
    "trail: without read calls": {
        set: { advancedEventSelectors: undefined, eventSelectors: [{ readWriteType: "WriteOnly" }] },
        violates: [TRAIL],
    },
    "trail: switched off": {
        set: { enableLogging: false },
        violates: ["account-has-audit-trail at hrms-prod"],
    },
    "trail: missing": { removed: true, violates: ["account-has-audit-trail at hrms-prod"] },
});

const threats = on("hrms-detection-guard-duty", {
    "threats: a detector that is switched off": {
        set: { enable: false },
        violates: ["account-has-threat-detection at hrms-prod"],
    },
    "threats: no detector": { removed: true, violates: ["account-has-threat-detection at hrms-prod"] },
});

const record: readonly Mutations[] = [
    on("hrms-detection-config", {
        "record: some resources only": {
            set: { "recordingGroup.allSupported": false },
            violates: ["account-has-configuration-record"],
        },
    }),
    on("hrms-detection-config-status", {
        "record: switched off": {
            set: { isEnabled: false },
            violates: ["account-has-configuration-record at hrms-prod"],
        },
        "record: never switched on": {
            removed: true,
            violates: ["account-has-configuration-record at hrms-prod"],
        },
        "record: switches on another recorder": {
            set: { name: "default" },
            violates: ["account-has-configuration-record at hrms-prod"],
        },
    }),
];

const logs: readonly Mutations[] = [
    on("hrms-hosts-application", {
        "logs: the application's, kept for 60 days": { set: { retentionInDays: 60 }, violates: [LOGS] },
        "logs: the application's, kept forever": { set: { retentionInDays: 0 }, violates: [LOGS] },
    }),
    on("hrms-detection-trail-logs", {
        "logs: the trail's, not encrypted": { set: { kmsKeyId: undefined }, violates: [LOGS] },
    }),
    on("hrms-edge-firewall-log", {
        "logs: the firewall's, with AWS's default retention": {
            set: { retentionInDays: undefined },
            violates: [LOGS],
        },
    }),
];

export const detection: readonly Mutations[] = [trail, threats, ...record, ...logs];
