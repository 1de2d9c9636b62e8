import { isReplica } from "../aws/replicas";
import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { integer } from "../settings";
import { faultIf, type Findings } from "../verdict";

export const notPublic = resourcePolicy({
    name: "database-not-public",
    checklist: "security.database.restricted-access",
    severity: "critical",
    deviable: false,
    onUnknown: "deny",
    requires: "Databases have no public address.",
    otherwise: "With a public address, a single wrong security group puts the payroll on the internet.",
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
    requires: "Databases and their backups are encrypted at rest.",
    otherwise: "Anyone can read a leaked snapshot, and you can't encrypt a database later.",
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
    return faultIf(
        "storageEncrypted is not true",
        () => props.storageEncrypted !== true && !(isReplica(props) && props.storageEncrypted === undefined),
    );
}

export const backupRetention = resourcePolicy({
    name: "database-backup-retention",
    checklist: "backup.database.retention",
    severity: "high",
    onUnknown: "deny",
    requires: "Databases keep automated backups long enough to undo a fault that went unnoticed at first.",
    otherwise: "You can no longer undo a payroll run that went wrong the weekend before last.",
    remedy:
        "Set backupRetentionPeriod to this policy's days setting or more (14 by default, and at most " +
        "RDS's limit of 35), and deleteAutomatedBackups to false.",
    equivalents: ["checkov:CKV_AWS_133", "fsbp:RDS.11", "cdk-nag:RDS13", "trivy:AWS-0077"],
    settings: {
        days: integer("Fewest days for which RDS can restore a database to the second", 14, {
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
    if (isReplica(props)) return [];
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
    requires: "AWS refuses to delete a database, and takes a final snapshot before any deletion.",
    otherwise: "One click in the wrong account deletes the company's records.",
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
    if (isReplica(props)) return [];
    return [
        ...faultIf("deletionProtection is not true", () => props.deletionProtection !== true),
        ...faultIf("skipFinalSnapshot is not false", () => props.skipFinalSnapshot ?? false),
    ];
}
