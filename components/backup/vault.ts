import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";
import { policyDocument } from "../internal/iam";

/** The shortest and the longest retention that `backupRetentionDays` may be given: the lock outlasts its changes. */
const LOCKED_RETENTION_DAYS = { min: 35, max: 3650 };

/** In compliance mode, nobody can lift the lock after these days, AWS included; three is the least that AWS takes. */
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
 * A vault whose recovery points nobody deletes in passing. The lock refuses to shorten or end a retention; in
 * governance mode an administrator can lift it. The policy refuses deletion to every person and role even then, so
 * that it takes two deliberate acts: AWS Backup itself still expires what is old.
 */
export function backupVault(
    name: string,
    { awsAccountId, backupVaultLock, deletionProtection, stack, keyArn, inRegion: region }: VaultArgs,
    opts: pulumi.CustomResourceOptions,
): aws.backup.Vault {
    const vault = new aws.backup.Vault(
        name,
        { name: `hrms-${stack}`, kmsKeyArn: keyArn, forceDestroy: false, region },
        // The backups are what is left when everything else is gone.
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
        opts,
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
