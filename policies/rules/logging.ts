import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { integer } from "../settings";
import { faultIf, isSet } from "../verdict";

export const logGroupRetentionAndKey = resourcePolicy({
    name: "log-group-retention-and-key",
    checklist: "monitoring.security.events",
    severity: "medium",
    onUnknown: "deny",
    requires: "Logs are kept for months, though not for ever, and encrypted with a key of your own.",
    otherwise: "The traces of an attack are gone when it is noticed, or personal data is kept without end.",
    remedy:
        "Set retentionInDays to the days of this policy's setting or more (90, unless the stack says otherwise), and " +
        "kmsKeyId.",
    equivalents: [
        "checkov:CKV_AWS_66",
        "checkov:CKV_AWS_338",
        "checkov:CKV_AWS_158",
        "cdk-nag:CloudWatchLogGroupRetentionPeriod",
        "cdk-nag:CloudWatchLogGroupEncrypted",
        "trivy:AWS-0017",
    ],
    settings: {
        // Attacks are found after months more often than after days. PCI DSS 10.5.1 wants three months at hand.
        days: integer("Days that logs are kept at least", 90, { minimum: 30, maximum: 3653 }),
    },
    rules: [
        on(types.logGroup, ({ props }, { days }: { readonly days: number }) => [
            ...faultIf(
                "retentionInDays is too short or left out",
                // AWS reads 0 as "for ever".
                () => (props.retentionInDays ?? 0) < days,
            ),
            ...faultIf("kmsKeyId is not set", () => !isSet(props, "kmsKeyId")),
        ]),
    ],
});
