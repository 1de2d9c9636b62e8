import { hasOwnKey } from "../aws/own-key";
import { on, resourcePolicy, stackPolicy } from "../policy";
import * as types from "../resource-types";
import { faultIf } from "../verdict";

export const vaultEncrypted = resourcePolicy({
    name: "backup-vault-encrypted-with-own-key",
    checklist: "backup.database.encryption",
    severity: "high",
    onUnknown: "deny",
    requires: "Backup vaults encrypt with a KMS key of your own.",
    otherwise: "With AWS's key, you can't control who reads the backups or copy them to another account.",
    remedy: "Set kmsKeyArn to a key of the stack.",
    equivalents: ["checkov:CKV_AWS_166", "fsbp:Backup.1"],
    rules: [
        on(types.backupVault, ({ props }) =>
            faultIf("kmsKeyArn is not set, or is AWS's own key", () => !hasOwnKey(props, "kmsKeyArn")),
        ),
    ],
});

export const vaultLocked = stackPolicy({
    name: "backup-vault-is-locked",
    checklist: "backup.database.automated",
    severity: "high",
    onUnknown: "deny",
    requires: "Backup vaults are locked, and nobody can delete them together with their backups.",
    otherwise: "An intruder deletes the backups first, and then asks for ransom.",
    remedy: "Add an aws.backup.VaultLockConfiguration with minRetentionDays for the vault, and leave forceDestroy off.",
    rules: [
        on(types.backupVault, (vault, stack) => [
            ...faultIf(
                "No VaultLockConfiguration of the vault sets minRetentionDays",
                () =>
                    !stack
                        .referring(types.backupVaultLock, "backupVaultName", vault)
                        .some(({ props }) => (props.minRetentionDays ?? 0) > 0),
            ),
            ...faultIf("forceDestroy is on", () => vault.props.forceDestroy ?? false),
        ]),
    ],
});
