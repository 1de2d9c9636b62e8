import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { integer } from "../settings";
import { faultIf, isSet } from "../verdict";

export const logGroupRetentionAndKey = resourcePolicy({
    name: "log-group-retention-and-key",
    checklist: "monitoring.security.events",
    severity: "medium",
    onUnknown: "deny",
    requires: "Logs are kept for months but not forever, and are encrypted with a key of your own.",
    otherwise: "The traces of an attack are gone when somebody notices it, or personal data is kept forever.",
    remedy: "Set retentionInDays to this policy's days setting or more (90 by default), and " + "kmsKeyId.",
    equivalents: [
        "checkov:CKV_AWS_66",
        "checkov:CKV_AWS_158",
        "cdk-nag:CloudWatchLogGroupRetentionPeriod",
        "cdk-nag:CloudWatchLogGroupEncrypted",
        "trivy:AWS-0017",
    ],
    settings: {
        // People find attacks after months more often than after days. PCI DSS 10.5.1 requires three months at hand.
        days: integer("Fewest days that logs are kept", 90, { minimum: 30, maximum: 3653 }),
    },
    rules: [
        on(types.logGroup, ({ props }, { days }: { readonly days: number }) => [
            ...faultIf(
                "retentionInDays is too short or left out",
                // AWS keeps logs forever with 0.
                () => (props.retentionInDays ?? 0) < days,
            ),
            ...faultIf("kmsKeyId is not set", () => !isSet(props, "kmsKeyId")),
        ]),
    ],
});
