import * as aws from "@pulumi/aws";
import { casesOf, clash } from "../support/table";

const instance = (name: string): aws.rds.InstanceArgs => ({
    identifier: name,
    engine: "mysql",
    engineVersion: "8.4.7",
    instanceClass: "db.m7g.large",
    allocatedStorage: 100,
    maxAllocatedStorage: 200,
    storageType: "gp3",
    storageEncrypted: true,
    dbName: "hrmodel",
    username: "hrms",
    password: "correct-horse-battery",
    backupWindow: "01:00-02:00",
    maintenanceWindow: "sun:02:30-sun:03:30",
    enabledCloudwatchLogsExports: ["error", "slowquery"],
    skipFinalSnapshot: true,
});

export const cases = [
    ...casesOf(aws.rds.Instance, instance, [
        ["rds-engine-version-unknown", { engineVersion: "8.4.77" }, "Cannot find version 8.4.77 for mysql"],
        [
            "rds-engine-past-standard-support",
            { engineVersion: "8.0.40", engineLifecycleSupport: "open-source-rds-extended-support-disabled" },
            "mysql 8.0.40 is past the RDS end of standard support date",
        ],
        [
            "rds-instance-class-unsupported",
            { instanceClass: "db.t2.micro" },
            "DBInstanceClass=db.t2.micro, Engine=mysql",
        ],
        [
            "rds-log-export-unknown",
            { enabledCloudwatchLogsExports: ["error", "postgresql"] },
            "You cannot use the log types 'postgresql'",
        ],
        [
            "rds-parameter-group-family",
            (name) => ({
                parameterGroupName: new aws.rds.ParameterGroup(`${name}-old`, { family: "mysql8.0" }).name,
            }),
            "with DBParameterGroupFamily mysql8.0 can't be used for this instance. Please use a parameter group with DBParameterGroupFamily mysql8.4",
        ],
        [
            "rds-identifier-form",
            { identifier: "hrms--db" },
            "The parameter DBInstanceIdentifier is not a valid identifier",
        ],
        [
            "rds-identifier-form",
            { identifier: "a".repeat(64) },
            "ASCII letters, digits, and hyphens (at most 63)",
        ],
        [
            "rds-database-name-form",
            { dbName: "hr-model" },
            "DBName must begin with a letter and contain only alphanumeric characters",
        ],
        [
            "rds-master-username-form",
            { username: "a-very-long-user-name" },
            "The parameter MasterUsername is not a valid user name",
        ],
        [
            "rds-master-username-reserved",
            { username: "rdsadmin" },
            "MasterUsername rdsadmin cannot be used as it is a reserved word",
        ],
        [
            "rds-master-password-missing",
            { password: undefined },
            "MasterUserPassword must be provided and must not be blank",
        ],
        [
            "rds-master-password-characters",
            { password: "correct@horse" },
            "Only printable ASCII characters besides '/', '@', '\"', ' ' may be used.",
        ],
        ["rds-master-password-length", { password: "short" }, "because it is shorter than 8 characters"],
        [
            "rds-master-password-length",
            { password: "x".repeat(42) },
            "because it is longer than 41 characters",
        ],
        [
            "rds-master-password-twice",
            { manageMasterUserPassword: true },
            "MasterUserPassword can't be specified when ManageMasterUserPassword is true",
        ],
        [
            "rds-backup-window-form",
            { backupWindow: "1:00-2:00" },
            'must satisfy the format of "hh24:mi-hh24:mi"',
        ],
        [
            "rds-maintenance-window-form",
            { maintenanceWindow: "sunday:02:30-sunday:03:30" },
            'must satisfy the format of "ddd:hh24:mi-ddd:hh24:mi"',
        ],
        [
            "rds-window-length",
            { backupWindow: "01:00-01:29" },
            "The backup window must be at least 30 minutes.",
        ],
        [
            "rds-windows-overlap",
            { maintenanceWindow: "sun:01:30-sun:02:30" },
            "The backup window and maintenance window must not overlap.",
        ],
        [
            "rds-windows-overlap",
            { backupWindow: "23:30-00:30", maintenanceWindow: "mon:00:00-mon:01:00" },
            "must not overlap",
        ],
        [
            "rds-backup-retention-range",
            { backupRetentionPeriod: 36 },
            "expected backup_retention_period to be in the range (0 - 35), got 36",
        ],
        [
            "rds-storage-size",
            { allocatedStorage: 10 },
            "Invalid storage size for engine name mysql and storage type gp3: 10",
        ],
        [
            "rds-storage-missing",
            { allocatedStorage: undefined },
            "Invalid storage size for engine name mysql",
        ],
        [
            "rds-max-storage",
            { maxAllocatedStorage: 100 },
            "Max storage size must be greater than storage size",
        ],
        [
            "rds-max-storage",
            { maxAllocatedStorage: 105 },
            "Max storage size must be at least 10 percent greater than storage size",
        ],
        [
            "rds-gp3-performance-below-400",
            { iops: 4000 },
            "You can't specify IOPS or storage throughput for engine mysql and a storage size less than 400.",
        ],
        [
            "rds-key-without-encryption",
            {
                storageEncrypted: false,
                kmsKeyId: "arn:aws:kms:eu-central-1:123456789012:key/11111111-1111-4111-8111-111111111111",
            },
            "KmsKeyId can be specified only if StorageEncrypted is true",
        ],
        [
            "rds-insights-class",
            { instanceClass: "db.t4g.micro", performanceInsightsEnabled: true },
            "Performance Insights not supported for this configuration.",
        ],
        [
            "rds-insights-retention",
            { performanceInsightsEnabled: true, performanceInsightsRetentionPeriod: 30 },
            "Invalid Performance Insights retention period: 30",
        ],
        [
            "rds-insights-advanced",
            { performanceInsightsEnabled: true, databaseInsightsMode: "advanced" },
            "set its retention period to at least 465 days",
        ],
        [
            "rds-monitoring-interval",
            { monitoringInterval: 45, monitoringRoleArn: "arn:aws:iam::123456789012:role/monitoring" },
            "[0 1 5 10 15 30 60], got 45",
        ],
        [
            "rds-monitoring-role",
            { monitoringInterval: 60 },
            "A MonitoringRoleARN value is required if you specify a MonitoringInterval value other than 0.",
        ],
        ["rds-port-range", { port: 80 }, "Invalid database port: 80"],
        [
            "rds-zone-of-multi-az",
            { multiAz: true, availabilityZone: "eu-central-1a" },
            "Requesting a specific availability zone is not valid for Multi-AZ instances.",
        ],
        [
            "rds-subnet-group-missing",
            { dbSubnetGroupName: "no-such-group" },
            "DBSubnetGroupNotFoundFault: The DB subnet group 'no-such-group' does not exist",
        ],
        [
            "rds-final-snapshot-form",
            { finalSnapshotIdentifier: "hrms_final" },
            '"final_snapshot_identifier" must begin with a letter',
        ],
    ]),
    clash("rds-identifier-taken", aws.rds.Instance, instance, "DBInstanceAlreadyExists: DB instance"),
];
