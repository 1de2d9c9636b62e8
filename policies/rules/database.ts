import { on, resourcePolicy, stackPolicy, type Subject } from "../policy";
import * as types from "../resource-types";
import { decide, faultIf, type Findings } from "../verdict";

/**
 * Days that RDS must be able to restore to the second: a fault of the weekend before last can still be undone.
 */
const BACKUP_RETENTION_DAYS = 14;

export const notPublic = resourcePolicy({
    name: "database-not-public",
    checklist: "security.database.restricted-access",
    severity: "critical",
    onUnknown: "deny",
    requires: "Databases have no public address.",
    otherwise: "With one, a single wrong security group puts the payroll on the internet.",
    remedy: "Set publiclyAccessible to false.",
    equivalents: ["checkov:CKV_AWS_17", "fsbp:RDS.2", "cis-aws-7.0:3.2.3", "trivy:AWS-0180"],
    rules: [on(types.databaseInstance, judgePublic), on(types.databaseClusterInstance, judgePublic)],
});

function judgePublic({ props }: { readonly props: { readonly publiclyAccessible?: boolean } }): Findings {
    return faultIf("publiclyAccessible is not false", () => props.publiclyAccessible ?? false);
}

export const storageEncrypted = resourcePolicy({
    name: "database-storage-encrypted",
    checklist: "security.database.backup-encryption",
    severity: "critical",
    onUnknown: "deny",
    requires: "Databases are encrypted at rest, and their backups with them.",
    otherwise: "A snapshot that leaks is readable; and encryption can't be added to a database later.",
    remedy: "Set storageEncrypted to true, with a key of your own in kmsKeyId.",
    equivalents: [
        "checkov:CKV_AWS_16",
        "fsbp:RDS.3",
        "fsbp:RDS.27",
        "cis-aws-7.0:3.2.1",
        "cdk-nag:RDS2",
        "trivy:AWS-0080",
    ],
    rules: [on(types.databaseInstance, judgeEncryption), on(types.databaseCluster, judgeEncryption)],
});

function judgeEncryption({ props }: { readonly props: { readonly storageEncrypted?: boolean } }): Findings {
    return faultIf("storageEncrypted is not true", () => props.storageEncrypted !== true);
}

export const backupRetention = resourcePolicy({
    name: "database-backup-retention",
    checklist: "backup.database.retention",
    severity: "high",
    onUnknown: "deny",
    requires: `Databases keep automated backups for ${BACKUP_RETENTION_DAYS} days or more.`,
    otherwise: "A fault that nobody sees for two weeks can't be undone any more.",
    remedy: `Set backupRetentionPeriod to ${BACKUP_RETENTION_DAYS} to 35, and deleteAutomatedBackups to false.`,
    equivalents: ["checkov:CKV_AWS_133", "fsbp:RDS.11", "cdk-nag:RDS13", "trivy:AWS-0077"],
    rules: [on(types.databaseInstance, judgeBackups), on(types.databaseCluster, judgeBackups)],
});

interface Backups {
    readonly backupRetentionPeriod?: number;
    readonly deleteAutomatedBackups?: boolean;
}

function judgeBackups({ props }: { readonly props: Backups }): Findings {
    return [
        ...faultIf(
            "backupRetentionPeriod is too short or left out",
            () => (props.backupRetentionPeriod ?? 0) < BACKUP_RETENTION_DAYS,
        ),
        // AWS's default deletes them together with the database.
        ...faultIf("deleteAutomatedBackups is not false", () => props.deleteAutomatedBackups !== false),
    ];
}

export const deletionGuarded = resourcePolicy({
    name: "database-deletion-guarded",
    checklist: "setup.database.backups",
    severity: "high",
    onUnknown: "deny",
    requires:
        "Neither AWS nor Pulumi deletes or replaces a database, and a last snapshot is taken if it must be.",
    otherwise: "One renamed resource or one wrong stack, and the company's records are gone.",
    remedy:
        "Set deletionProtection to true, skipFinalSnapshot to false and the resource option protect to true. " +
        "To take a stack down on purpose, lower this policy's level for that one run.",
    equivalents: ["checkov:CKV_AWS_293", "fsbp:RDS.7", "fsbp:RDS.8", "cdk-nag:RDS10", "trivy:AWS-0177"],
    rules: [on(types.databaseInstance, judgeGuards), on(types.databaseCluster, judgeGuards)],
});

interface Guards {
    readonly deletionProtection?: boolean;
    readonly skipFinalSnapshot?: boolean;
}

function judgeGuards({ props, opts }: Subject<Guards>): Findings {
    return [
        ...faultIf("deletionProtection is not true", () => props.deletionProtection !== true),
        ...faultIf("skipFinalSnapshot is not false", () => props.skipFinalSnapshot ?? false),
        ...faultIf("The resource option protect is not set", () => !opts.protect),
    ];
}

/** The parameter that refuses connections without TLS, by the beginning of the engine's name. */
const TLS_PARAMETERS = {
    mysql: "require_secure_transport",
    mariadb: "require_secure_transport",
    "aurora-mysql": "require_secure_transport",
    postgres: "rds.force_ssl",
    "aurora-postgresql": "rds.force_ssl",
    sqlserver: "rds.force_ssl",
};

interface Parameter {
    readonly name: string;
    readonly value: string;
}

export const requiresTls = stackPolicy({
    name: "database-requires-tls",
    checklist: "security.database.restricted-access",
    severity: "high",
    onUnknown: "deny",
    requires: "Databases refuse connections without TLS.",
    otherwise: "One client with the wrong option, and passwords and payroll cross the network in plain text.",
    remedy:
        "Give the database a parameter group of its own with require_secure_transport = 1 (MySQL, MariaDB) or " +
        "rds.force_ssl = 1 (PostgreSQL, SQL Server).",
    equivalents: ["checkov:CKV2_AWS_69", "fsbp:RDS.38", "fsbp:RDS.39"],
    rules: [
        on(types.databaseInstance, (database, stack) =>
            // A member of a cluster has no engine of its own to judge; the cluster's group counts.
            judgeTls(database, stack.referred(database, "parameterGroupName", types.parameterGroup)),
        ),
        on(types.databaseCluster, (cluster, stack) =>
            judgeTls(
                cluster,
                stack.referred(cluster, "dbClusterParameterGroupName", types.clusterParameterGroup),
            ),
        ),
    ],
});

function judgeTls(
    { props }: { readonly props: { readonly engine?: string } },
    groups: readonly { readonly props: { readonly parameters?: readonly Parameter[] } }[],
): Findings {
    return decide(() => {
        const engine = props.engine ?? "";
        const wanted = Object.entries(TLS_PARAMETERS).find(([prefix]) => engine.startsWith(prefix))?.[1];
        if (wanted === undefined) return [{ outcome: "undetermined", property: "engine" }];
        const parameters = groups.flatMap((group) => group.props.parameters ?? []);
        const isRequired = parameters.some(
            ({ name, value }) => name === wanted && ["1", "ON", "TRUE"].includes(value.toUpperCase()),
        );
        return isRequired
            ? []
            : [{ outcome: "fail", fault: `No parameter group of the stack sets ${wanted} to 1` }];
    });
}
