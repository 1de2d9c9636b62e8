import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { faultIf } from "../verdict";

/** AWS allows 7 to 30 and takes 30 where it is left out; two weeks outlast a holiday. */
const DELETION_WINDOW_DAYS = 14;

export const keyRotatesAndIsGuarded = resourcePolicy({
    name: "kms-key-rotates-and-is-guarded",
    checklist: "backup.database.encryption",
    severity: "high",
    onUnknown: "deny",
    requires: "KMS keys rotate, and nobody deletes one by mistake.",
    otherwise: "Without its key every backup, disk and document that it encrypted is lost for good.",
    remedy:
        `Set enableKeyRotation to true, deletionWindowInDays to ${DELETION_WINDOW_DAYS} to 30 and the resource option ` +
        "protect to true. To take a stack down on purpose, lower this policy's level for that one run.",
    equivalents: [
        "checkov:CKV_AWS_7",
        "fsbp:KMS.3",
        "fsbp:KMS.4",
        "cis-aws-7.0:4.6",
        "cdk-nag:KMS5",
        "trivy:AWS-0065",
    ],
    rules: [
        on(types.key, ({ props, opts }) => [
            ...faultIf(
                "enableKeyRotation is not true",
                // Only symmetric keys rotate.
                () =>
                    (props.customerMasterKeySpec ?? "SYMMETRIC_DEFAULT") === "SYMMETRIC_DEFAULT" &&
                    props.enableKeyRotation !== true,
            ),
            ...faultIf(
                "deletionWindowInDays is too short",
                () => (props.deletionWindowInDays ?? 30) < DELETION_WINDOW_DAYS,
            ),
            ...faultIf("The resource option protect is not set", () => !opts.protect),
        ]),
    ],
});
