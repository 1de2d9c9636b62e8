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
    "database: keeps backups for 13 days": {
        set: { backupRetentionPeriod: 13 },
        violates: ["database-backup-retention"],
    },
    "database: no automated backups": {
        set: { backupRetentionPeriod: undefined },
        violates: ["database-backup-retention"],
    },
    "database: AWS deletes the backups with the database": {
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
    "database: ignores changes of its backups": {
        options: { ignoreChanges: ["backupRetentionPeriod"] },
        violates: ["security-settings-are-not-ignored"],
    },
    "database: ignores all changes": {
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
    "database: paid extended support": {
        set: { engineLifecycleSupport: "open-source-rds-extended-support" },
        violates: ["database-engine-is-supported"],
    },
    "database: a master called admin": {
        set: { username: "admin" },
        violates: ["database-master-name-is-own"],
    },
    "database: the application's user is the master": {
        set: { username: "hrms_app" },
        // The text of the secret is unknown until the secret exists.
        alone: true,
        violates: ["database-app-user-is-not-master"],
    },
    "database: the password of the cache": {
        refers: { password: ["random:index/randomPassword:RandomPassword hrms-secrets-cache-auth"] },
        // The hosts may read that password, so they can read the master's.
        violates: ["database-password-generated-or-managed", "database-app-user-is-not-master"],
    },
    "database: a typed password": {
        set: { password: "correct-horse-battery-staple" },
        violates: ["database-password-generated-or-managed"],
    },
    "database: does not export slow queries": {
        set: { enabledCloudwatchLogsExports: ["error"] },
        violates: ["database-exports-slow-log"],
    },
    "database: does not export errors": {
        set: { enabledCloudwatchLogsExports: ["slowquery"] },
        violates: ["database-exports-slow-log"],
    },
    "database: RDS's own parameters": {
        set: { parameterGroupName: "default.mysql8.4" },
        violates: ["database-requires-tls", "database-exports-slow-log"],
    },
    "database: parameters of another stack": {
        set: { parameterGroupName: "hrms-shared" },
        alone: true,
        violates: ["database-requires-tls", "database-exports-slow-log", "connections-fit-the-database"],
    },
    "database: a quarter of the memory for the same hosts": {
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
        // The subnets are outside this stack, so somebody would have to sign for them.
        alone: true,
        violates: ["database-subnets-are-private"],
    },
});

const parameters = on(PARAMETERS, {
    "database: accepts plain connections": {
        set: { "parameters.0.value": "OFF" },
        violates: ["database-requires-tls at hrms-database"],
    },
    "database: does not log slow queries": {
        set: { "parameters.4.value": "0" },
        violates: ["database-exports-slow-log at hrms-database"],
    },
    "database: logs queries only after 2 seconds": {
        set: { "parameters.5.value": "2" },
        violates: ["database-exports-slow-log at hrms-database"],
    },
    "database: logs slow queries into a table": {
        set: { "parameters.6.value": "TABLE" },
        violates: ["database-exports-slow-log at hrms-database"],
    },
});

const subnets = on("hrms-database-subnets", {
    "database: one public subnet of three": {
        refers: {
            subnetIds: ["hrms-network-isolated-1", "hrms-network-isolated-2", "hrms-network-public-3"],
        },
        violates: ["database-subnets-are-private"],
    },
    "database: subnets by their ids": {
        set: { subnetIds: ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"] },
        // These subnets are outside this stack too.
        alone: true,
        violates: ["database-subnets-are-private"],
    },
});

export const database: readonly Mutations[] = [instance, network, parameters, subnets];
