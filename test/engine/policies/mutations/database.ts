import { type Mutations, on } from "./mutation";

const DATABASE = "aws:rds/instance:Instance hrms-database";
const PARAMETERS = "hrms-database-parameters";

const instance = on(DATABASE, {
    "database: has a public address": {
        set: { publiclyAccessible: true },
        violates: ["database-not-public"],
    },
    "database: not encrypted": {
        set: { storageEncrypted: false },
        violates: ["database-storage-encrypted"],
    },
    "database: encryption left to AWS's default": {
        set: { storageEncrypted: undefined },
        violates: ["database-storage-encrypted"],
    },
    "database: backups kept 13 days": {
        set: { backupRetentionPeriod: 13 },
        violates: ["database-backup-retention"],
    },
    "database: no automated backups": {
        set: { backupRetentionPeriod: undefined },
        violates: ["database-backup-retention"],
    },
    "database: backups go with the database": {
        set: { deleteAutomatedBackups: undefined },
        violates: ["database-backup-retention"],
    },
    "database: can be deleted": {
        set: { deletionProtection: false },
        violates: ["database-deletion-guarded"],
    },
    "database: no last snapshot": {
        set: { skipFinalSnapshot: true },
        violates: ["database-deletion-guarded"],
    },
    "database: Pulumi may replace it": { options: { protect: false }, violates: ["data-is-protected"] },
    "database: changes of its backups are ignored": {
        options: { ignoreChanges: ["backupRetentionPeriod"] },
        violates: ["security-settings-are-not-ignored"],
    },
    "database: changes of everything are ignored": {
        options: { ignoreChanges: ["*"] },
        violates: ["security-settings-are-not-ignored"],
    },
    "database: one availability zone": { set: { multiAz: false }, violates: ["database-is-multi-az"] },
    "database: stays at its minor version": {
        set: { autoMinorVersionUpgrade: false },
        violates: ["database-takes-minor-upgrades"],
    },
    "database: MySQL 8.0": { set: { engineVersion: "8.0" }, violates: ["database-engine-is-supported"] },
    "database: any version": {
        set: { engineVersion: undefined },
        violates: ["database-engine-is-supported"],
    },
    "database: support extended for a surcharge": {
        set: { engineLifecycleSupport: "open-source-rds-extended-support" },
        violates: ["database-engine-is-supported"],
    },
    "database: master is called admin": {
        set: { username: "admin" },
        violates: ["database-master-name-is-own"],
    },
    "database: the application's user is the master": {
        set: { username: "hrms_app" },
        // Before the secret is made, its text is unknown.
        alone: true,
        violates: ["database-app-user-is-not-master"],
    },
    "database: the password of the cache": {
        refers: { password: ["random:index/randomPassword:RandomPassword hrms-secrets-cache-auth"] },
        // The hosts read that one, and so the master's.
        violates: ["database-password-generated-or-managed", "database-app-user-is-not-master"],
    },
    "database: a typed password": {
        set: { password: "correct-horse-battery-staple" },
        violates: ["database-password-generated-or-managed"],
    },
    "database: slow queries are not exported": {
        set: { enabledCloudwatchLogsExports: ["error"] },
        violates: ["database-exports-slow-log"],
    },
    "database: errors are not exported": {
        set: { enabledCloudwatchLogsExports: ["slowquery"] },
        violates: ["database-exports-slow-log"],
    },
    "database: RDS's own parameters": {
        set: { parameterGroupName: "default.mysql8.4" },
        violates: ["database-requires-tls", "database-exports-slow-log"],
    },
    "database: a quarter of the memory, for as many hosts": {
        set: { instanceClass: "db.t4g.small" },
        violates: ["connections-fit-the-database"],
    },
    "database: a security group by its id": {
        set: { vpcSecurityGroupIds: ["sg-0123456789abcdef0"] },
        violates: ["database-ingress-only-from-app"],
    },
});

const network = on(DATABASE, {
    "database: the account's default subnets": {
        set: { dbSubnetGroupName: "default" },
        // Nobody can tell what they are, which is refused.
        alone: true,
        violates: ["database-subnets-are-private"],
    },
});

const parameters = on(PARAMETERS, {
    "database: plain connections are accepted": {
        set: { "parameters.0.value": "OFF" },
        violates: ["database-requires-tls at hrms-database"],
    },
    "database: slow queries are not logged": {
        set: { "parameters.4.value": "0" },
        violates: ["database-exports-slow-log at hrms-database"],
    },
    "database: slow means 2 seconds": {
        set: { "parameters.5.value": "2" },
        violates: ["database-exports-slow-log at hrms-database"],
    },
    "database: slow queries go into a table": {
        set: { "parameters.6.value": "TABLE" },
        violates: ["database-exports-slow-log at hrms-database"],
    },
});

const subnets = on("hrms-database-subnets", {
    "database: one of three subnets is public": {
        refers: {
            subnetIds: ["hrms-network-isolated-1", "hrms-network-isolated-2", "hrms-network-public-3"],
        },
        violates: ["database-subnets-are-private"],
    },
    "database: subnets by their ids": {
        set: { subnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"] },
        // The same.
        alone: true,
        violates: ["database-subnets-are-private"],
    },
});

export const database: readonly Mutations[] = [instance, network, parameters, subnets];
