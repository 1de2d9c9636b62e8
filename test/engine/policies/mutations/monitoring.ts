import { type Mutations, on } from "./mutation";

const ALARMS = "critical-resources-have-alarms";
const CONTACT = "alarm-reaches-a-contact";
const UPTIME = [
    "public-endpoint-has-uptime-check at hrms-edge",
    "public-endpoint-has-uptime-check at hrms-cdn",
];

/** Each of these is the only alarm on its subject. */
const missing: readonly Mutations[] = [
    ["the database's processor", "database-cpu", "hrms-database"],
    ["the database's connections", "database-connections", "hrms-database"],
    ["the web hosts' processors", "web-cpu", "hrms-hosts-web"],
    ["the web hosts' disks", "web-disk", "hrms-hosts-web"],
    ["the worker hosts' disks", "worker-disk", "hrms-hosts-worker"],
].map(([what = "", alarm = "", at = ""]) =>
    on(`hrms-monitoring-${alarm}`, {
        [`alarms: none on ${what}`]: { removed: true, violates: [`${ALARMS} at ${at}`] },
    }),
);

const wrong: readonly Mutations[] = [
    on("hrms-monitoring-backup-failed", {
        "alarms: on completed backups": {
            set: { metricName: "NumberOfBackupJobsCompleted" },
            violates: [`${ALARMS} at hrms-backup-plan`, `${ALARMS} at hrms-backup-plan-media`],
        },
    }),
    on("hrms-monitoring-worker-cpu", {
        "alarms: on the processors of another group": {
            set: { dimensions: { AutoScalingGroupName: "other" } },
            violates: [`${ALARMS} at hrms-hosts-worker`],
        },
    }),
    on("hrms-monitoring-database-cpu", {
        "alarms: on the database's memory twice": {
            set: { metricName: "FreeableMemory" },
            violates: [`${ALARMS} at hrms-database`],
        },
    }),
];

const contacts: readonly Mutations[] = [
    on("hrms-monitoring-database-storage-full", {
        "alarms: one without an action": { set: { alarmActions: undefined }, violates: [CONTACT] },
        "alarms: one whose actions are off": { set: { actionsEnabled: false }, violates: [CONTACT] },
        "alarms: one that notifies another topic": {
            set: { alarmActions: ["arn:aws:sns:eu-central-1:123456789012:other"] },
            violates: [CONTACT],
        },
    }),
    on("hrms-monitoring-service-down", {
        "alarms: nobody hears that the site is down": { set: { alarmActions: [] }, violates: [CONTACT] },
    }),
    on("hrms-alerts-global-critical-oncall@example.com", {
        "alarms: nobody is on call for the CDN": {
            removed: true,
            violates: ["website-unreachable", "static-files-errors", "cdn-certificate-expiry"].map(
                (alarm) => `${CONTACT} at hrms-monitoring-${alarm}`,
            ),
        },
    }),
    on("hrms-alerts-critical", {
        "alerts: not encrypted": { set: { kmsMasterKeyId: undefined }, violates: ["sns-topic-is-encrypted"] },
        "alerts: encrypted with AWS's key": {
            set: { kmsMasterKeyId: "alias/aws/sns" },
            violates: ["sns-topic-is-encrypted"],
        },
    }),
];

const uptime: readonly Mutations[] = [
    on("hrms-monitoring-website", {
        "uptime: a check over plain HTTP": { set: { type: "HTTP", port: 80 }, violates: UPTIME },
        "uptime: a check of the port only": {
            set: { type: "TCP", resourcePath: undefined },
            violates: UPTIME,
        },
        "uptime: a check of the login page": { set: { resourcePath: "/login/" }, violates: UPTIME },
        "uptime: a check that is switched off": { set: { disabled: true }, violates: UPTIME },
    }),
    on("hrms-monitoring-website-unreachable", {
        "uptime: no alarm on the check": { removed: true, violates: UPTIME },
    }),
];

export const monitoring: readonly Mutations[] = [...missing, ...wrong, ...contacts, ...uptime];
