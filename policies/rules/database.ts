import {
    groupsOfCluster,
    groupsOfInstance,
    isSwitchedOn,
    parameterOf,
    type ParameterGroup,
} from "../aws/database-parameters";
import { on, resourcePolicy, stackPolicy } from "../policy";
import * as types from "../resource-types";
import { integer } from "../settings";
import { decide, faultIf, type Findings } from "../verdict";

export const notPublic = resourcePolicy({
    name: "database-not-public",
    checklist: "security.database.restricted-access",
    severity: "critical",
    deviable: false,
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
    deviable: false,
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
    requires: "Databases keep automated backups long enough to undo a fault that went unnoticed at first.",
    otherwise: "A payroll run that went wrong the weekend before last can't be undone any more.",
    remedy:
        "Set backupRetentionPeriod to the days of this policy's setting (14, unless the stack says otherwise) up to " +
        "RDS's limit of 35, and deleteAutomatedBackups to false.",
    equivalents: ["checkov:CKV_AWS_133", "fsbp:RDS.11", "cdk-nag:RDS13", "trivy:AWS-0077"],
    settings: {
        days: integer("Days for which RDS must be able to restore a database to the second", 14, {
            minimum: 7,
            maximum: 35,
        }),
    },
    rules: [on(types.databaseInstance, judgeBackups), on(types.databaseCluster, judgeBackups)],
});

interface Backups {
    readonly backupRetentionPeriod?: number;
    readonly deleteAutomatedBackups?: boolean;
}

function judgeBackups({ props }: { readonly props: Backups }, { days }: { readonly days: number }): Findings {
    return [
        ...faultIf(
            "backupRetentionPeriod is too short or left out",
            () => (props.backupRetentionPeriod ?? 0) < days,
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
    requires: "AWS refuses to delete a database, and takes a last snapshot if it must.",
    otherwise: "One click in the wrong account, and the company's records are gone.",
    remedy:
        "Set deletionProtection to true and skipFinalSnapshot to false. To take a stack down on purpose, lower this " +
        "policy's level for that one run.",
    equivalents: ["checkov:CKV_AWS_293", "fsbp:RDS.7", "fsbp:RDS.8", "cdk-nag:RDS10", "trivy:AWS-0177"],
    rules: [on(types.databaseInstance, judgeGuards), on(types.databaseCluster, judgeGuards)],
});

interface Guards {
    readonly deletionProtection?: boolean;
    readonly skipFinalSnapshot?: boolean;
}

function judgeGuards({ props }: { readonly props: Guards }): Findings {
    return [
        ...faultIf("deletionProtection is not true", () => props.deletionProtection !== true),
        ...faultIf("skipFinalSnapshot is not false", () => props.skipFinalSnapshot ?? false),
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
            judgeTls(database, groupsOfInstance(database, stack)),
        ),
        on(types.databaseCluster, (cluster, stack) => judgeTls(cluster, groupsOfCluster(cluster, stack))),
    ],
});

function judgeTls(
    { props }: { readonly props: { readonly engine?: string } },
    groups: readonly ParameterGroup[],
): Findings {
    return decide(() => {
        const engine = props.engine ?? "";
        const wanted = Object.entries(TLS_PARAMETERS).find(([prefix]) => engine.startsWith(prefix))?.[1];
        if (wanted === undefined) return [{ outcome: "undetermined", property: "engine" }];
        return faultIf(
            `No parameter group of the stack sets ${wanted} to 1`,
            () => !isSwitchedOn(parameterOf(groups, wanted)),
        );
    });
}
