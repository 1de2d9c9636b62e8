import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";
import { policyDocument } from "../internal/iam";

/** The shortest and the longest retention that `backupRetentionDays` allows, so that the lock fits every later change. */
const LOCKED_RETENTION_DAYS = { min: 35, max: 3650 };

/** In compliance mode, nobody can remove the lock after this many days, not even AWS. AWS's minimum is three. */
const COMPLIANCE_GRACE_DAYS = 3;

export interface VaultArgs extends Pick<
    Settings,
    "awsAccountId" | "backupVaultLock" | "deletionProtection" | "stack"
> {
    readonly keyArn: pulumi.Input<string>;
    /** @defaultValue - the stack's region */
    readonly inRegion?: string;
}

/**
 * A vault that protects its recovery points from deletion. The lock rejects a shorter retention. In governance mode, an
 * administrator can remove the lock. Even then, the vault's policy denies deletion to every person and role, so deletion
 * takes two deliberate steps. AWS Backup itself still expires old recovery points.
 */
export function backupVault(
    name: string,
    { awsAccountId, backupVaultLock, deletionProtection, stack, keyArn, inRegion: region }: VaultArgs,
    opts: pulumi.CustomResourceOptions,
): aws.backup.Vault {
    const vault = new aws.backup.Vault(
        name,
        { name: `hrms-${stack}`, kmsKeyArn: keyArn, forceDestroy: false, region },
        // The backups must survive even if everything else is lost.
        { ...opts, protect: deletionProtection },
    );
    new aws.backup.VaultLockConfiguration(
        `${name}-lock`,
        {
            backupVaultName: vault.name,
            minRetentionDays: LOCKED_RETENTION_DAYS.min,
            maxRetentionDays: LOCKED_RETENTION_DAYS.max,
            ...(backupVaultLock === "compliance" && { changeableForDays: COMPLIANCE_GRACE_DAYS }),
            region,
        },
        // A vault has one lock. If the new one came first, deleting the old one would take it away.
        { ...opts, deleteBeforeReplace: true },
    );
    new aws.backup.VaultPolicy(
        `${name}-policy`,
        {
            backupVaultName: vault.name,
            policy: policyDocument({
                sid: "NobodyDeletes",
                effect: "Deny",
                actions: [
                    "backup:DeleteRecoveryPoint",
                    "backup:DisassociateRecoveryPoint",
                    "backup:UpdateRecoveryPointLifecycle",
                ],
                resources: ["*"],
                principals: "*",
                conditions: {
                    ArnNotLike: {
                        "aws:PrincipalArn": `arn:aws:iam::${awsAccountId}:role/aws-service-role/backup.amazonaws.com/*`,
                    },
                },
            }),
            region,
        },
        opts,
    );
    return vault;
}
