import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { integer } from "../settings";
import { faultIf } from "../verdict";

export const keyRotatesAndIsGuarded = resourcePolicy({
    name: "kms-key-rotates-and-is-guarded",
    checklist: "backup.database.encryption",
    severity: "high",
    onUnknown: "deny",
    requires: "KMS keys rotate, and a deleted one can be had back for weeks.",
    otherwise: "Without its key every backup, disk and document that it encrypted is lost for good.",
    remedy:
        "Set enableKeyRotation to true, and deletionWindowInDays to 30, or to no less than this policy's setting " +
        "(14, unless the stack says otherwise).",
    equivalents: [
        "checkov:CKV_AWS_7",
        "fsbp:KMS.3",
        "fsbp:KMS.4",
        "cis-aws-7.0:4.6",
        "cdk-nag:KMS5",
        "trivy:AWS-0065",
    ],
    settings: {
        // AWS allows 7 to 30 and takes 30 where it is left out; two weeks outlast a holiday.
        days: integer("Days in which the deletion of a key can be undone", 14, { minimum: 7, maximum: 30 }),
    },
    rules: [
        on(types.key, ({ props }, { days }: { readonly days: number }) => [
            ...faultIf(
                "enableKeyRotation is not true",
                // Only symmetric keys rotate.
                () =>
                    (props.customerMasterKeySpec ?? "SYMMETRIC_DEFAULT") === "SYMMETRIC_DEFAULT" &&
                    props.enableKeyRotation !== true,
            ),
            ...faultIf("deletionWindowInDays is too short", () => (props.deletionWindowInDays ?? 30) < days),
        ]),
    ],
});
