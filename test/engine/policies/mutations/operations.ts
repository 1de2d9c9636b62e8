import { type Mutations, on } from "./mutation";

const DATABASE = "aws:rds/instance:Instance hrms-database";
const KEY = "data-encrypted-with-own-key";

const database = on(DATABASE, {
    "database: AWS's key": { set: { kmsKeyId: undefined }, violates: [KEY] },
    "database: AWS's key by its alias": { set: { kmsKeyId: "alias/aws/rds" }, violates: [KEY] },
    "database: Performance Insights with AWS's key": {
        set: { performanceInsightsKmsKeyId: undefined },
        violates: [KEY],
    },
    "database: snapshots without tags": {
        set: { copyTagsToSnapshot: false },
        violates: ["database-snapshots-carry-tags"],
    },
    "database: a certificate of the authority of 2019": {
        set: { caCertIdentifier: "rds-ca-2019" },
        violates: ["database-certificate-authority-is-current"],
    },
    "database: no metrics of the operating system": {
        set: { monitoringInterval: 0 },
        violates: ["database-has-enhanced-monitoring"],
    },
});

const copies = on("aws:rds/snapshotCopy:SnapshotCopy archive", {
    "database: a copy of a snapshot with AWS's key": {
        added: {
            sourceDbSnapshotIdentifier: "arn:aws:rds:eu-central-1:123456789012:snapshot:last",
            targetDbSnapshotIdentifier: "archive",
        },
        violates: [KEY],
    },
});

const hosts: readonly Mutations[] = [
    on("aws:autoscaling/group:Group hrms-hosts-web", {
        "hosts: EC2 health checks only": {
            set: { healthCheckType: "EC2" },
            violates: ["auto-scaling-group-uses-load-balancer-health"],
        },
    }),
    on("aws:autoscaling/group:Group hrms-hosts-worker", {
        "hosts: all in one subnet": {
            set: { vpcZoneIdentifiers: ["subnet-0123456789abcdef0"] },
            violates: ["auto-scaling-group-spans-zones"],
        },
    }),
    on("hrms-hosts-session", {
        "shells: not logged": {
            set: {
                content: JSON.stringify({
                    schemaVersion: "1.0",
                    sessionType: "Standard_Stream",
                    inputs: { idleSessionTimeout: "20" },
                }),
            },
            violates: ["shell-session-is-logged"],
        },
        "shells: logged in plain text": {
            set: {
                content: JSON.stringify({
                    schemaVersion: "1.0",
                    sessionType: "Standard_Stream",
                    inputs: {
                        cloudWatchLogGroupName: "/hrms/prod/system",
                        cloudWatchEncryptionEnabled: false,
                    },
                }),
            },
            violates: ["shell-session-is-logged"],
        },
    }),
    on("aws:ssm/serviceSetting:ServiceSetting documents", {
        "documents: anyone may share them with everyone": {
            added: {
                settingId: "/ssm/documents/console/public-sharing-permission",
                settingValue: "Enable",
            },
            violates: ["ssm-documents-stay-private"],
        },
    }),
];

const secrets = on("aws:secretsmanager/secretRotation:SecretRotation yearly", {
    "secret: rotated once a year": {
        added: { secretId: "hrms", rotationRules: { automaticallyAfterDays: 365 } },
        violates: ["secret-is-rotated"],
    },
});

const account: readonly Mutations[] = [
    on("hrms-detection-hub", {
        "standards: no standard": {
            removed: true,
            violates: ["account-checks-security-standards at hrms-prod"],
        },
    }),
    on("hrms-detection-aws-foundational-security-best-practices", {
        "standards: another standard": {
            set: { standardsArn: "arn:aws:securityhub:eu-central-1::standards/pci-dss/v/4.0.1" },
            violates: ["account-checks-security-standards at hrms-prod"],
        },
    }),
    on("hrms-detection-access", {
        "analyzer: for unused access only": {
            set: { type: "ACCOUNT_UNUSED_ACCESS" },
            violates: ["account-has-access-analyzer at hrms-prod"],
        },
        "analyzer: missing": { removed: true, violates: ["account-has-access-analyzer at hrms-prod"] },
    }),
    on("hrms-detection-inspector", {
        "vulnerabilities: a scan of functions only": {
            set: { resourceTypes: ["LAMBDA"] },
            violates: ["account-scans-for-vulnerabilities at hrms-prod"],
        },
        "vulnerabilities: no scan": {
            removed: true,
            violates: ["account-scans-for-vulnerabilities at hrms-prod"],
        },
    }),
    on("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock account", {
        "account: public bucket policies": {
            added: {
                blockPublicAcls: true,
                blockPublicPolicy: false,
                ignorePublicAcls: true,
                restrictPublicBuckets: true,
            },
            violates: ["account-blocks-public-buckets"],
        },
    }),
    on("hrms-monitoring-root-used-filter", {
        "trail: no alarm on the root user": {
            removed: true,
            violates: ["trail-events-have-alarms at hrms-prod"],
        },
        "trail: a filter for the root user on another log": {
            set: { logGroupName: "/hrms/prod/application" },
            violates: ["trail-events-have-alarms at hrms-prod"],
        },
    }),
    on("hrms-monitoring-trail-changed-filter", {
        "trail: no alarm when it stops": {
            set: { pattern: '{ $.eventName = "CreateTrail" }' },
            violates: ["trail-events-have-alarms at hrms-prod"],
        },
    }),
];

export const operations: readonly Mutations[] = [database, copies, ...hosts, secrets, ...account];
