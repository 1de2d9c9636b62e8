import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { integer } from "../settings";
import { faultIf } from "../verdict";

export const keyRotatesAndIsGuarded = resourcePolicy({
    name: "kms-key-rotates-and-is-guarded",
    checklist: "backup.database.encryption",
    severity: "high",
    onUnknown: "deny",
    requires: "KMS keys rotate, and the deletion of a key can be undone for weeks.",
    otherwise: "If a key is lost, every backup, disk and document that it encrypted is lost too.",
    remedy:
        "Set enableKeyRotation to true, and deletionWindowInDays to 30, or to at least this policy's days setting " +
        "(14 by default).",
    equivalents: ["checkov:CKV_AWS_7", "fsbp:KMS.4", "cis-aws-7.0:4.6", "cdk-nag:KMS5", "trivy:AWS-0065"],
    settings: {
        // AWS allows 7 to 30 days, with 30 as the default. Two weeks outlast a holiday.
        days: integer("Fewest days in which the deletion of a key can be undone", 14, {
            minimum: 7,
            maximum: 30,
        }),
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
