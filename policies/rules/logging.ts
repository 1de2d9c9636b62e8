import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { faultIf, isSet } from "../verdict";

/** Attacks are found after months more often than after days. PCI DSS 10.5.1 wants three months at hand. */
const RETENTION_DAYS = 90;

export const logGroupRetentionAndKey = resourcePolicy({
    name: "log-group-retention-and-key",
    checklist: "monitoring.security.events",
    severity: "medium",
    onUnknown: "deny",
    requires: `Logs are kept for ${RETENTION_DAYS} days or more, though not for ever, and encrypted with a key of your own.`,
    otherwise: "The traces of an attack are gone when it is noticed, or personal data is kept without end.",
    remedy: `Set retentionInDays to ${RETENTION_DAYS} or more, and kmsKeyId.`,
    equivalents: [
        "checkov:CKV_AWS_66",
        "checkov:CKV_AWS_338",
        "checkov:CKV_AWS_158",
        "cdk-nag:CloudWatchLogGroupRetentionPeriod",
        "cdk-nag:CloudWatchLogGroupEncrypted",
        "trivy:AWS-0017",
    ],
    rules: [
        on(types.logGroup, ({ props }) => [
            ...faultIf(
                "retentionInDays is too short or left out",
                // AWS reads 0 as "for ever".
                () => (props.retentionInDays ?? 0) < RETENTION_DAYS,
            ),
            ...faultIf("kmsKeyId is not set", () => !isSet(props, "kmsKeyId")),
        ]),
    ],
});
