import { isWatched } from "../aws/alarms";
import { on, resourcePolicy, stackPolicy } from "../policy";
import * as types from "../resource-types";
import { faultIf, isSet } from "../verdict";

export const certificateDnsValidated = resourcePolicy({
    name: "certificate-dns-validated",
    checklist: "security.tls.certificate",
    severity: "medium",
    onUnknown: "deny",
    requires: "Certificates are proved by a DNS record, so that they renew by themselves.",
    otherwise:
        "A mail that nobody reads, or a file that nobody replaces, and one morning browsers refuse the HRMS.",
    remedy: "Set validationMethod to DNS and publish the record of domainValidationOptions for good.",
    equivalents: ["fsbp:ACM.1"],
    rules: [
        on(types.certificate, ({ props }) =>
            faultIf(
                "validationMethod is not DNS",
                // One of a private authority needs no proof. One that is imported renews never, so it is a fault.
                () => !isSet(props, "certificateAuthorityArn") && props.validationMethod !== "DNS",
            ),
        ),
    ],
});

export const certificateIsWatched = stackPolicy({
    name: "certificate-expiry-is-watched",
    checklist: "go-live.launch.certificates",
    severity: "medium",
    onUnknown: "deny",
    requires: "An alarm goes off when a certificate comes near its end.",
    otherwise: "Renewal fails in silence once somebody has tidied up the DNS record.",
    remedy: "Make a MetricAlarm on DaysToExpiry of AWS/CertificateManager with the certificate's ARN as dimension.",
    equivalents: ["fsbp:ACM.1"],
    rules: [
        on(types.certificate, (certificate, stack) =>
            faultIf("No alarm on DaysToExpiry belongs to it", () => {
                // Programs that wait until it is issued take the ARN from there.
                const validations = stack.referring(
                    types.certificateValidation,
                    "certificateArn",
                    certificate,
                );
                return !isWatched(stack, [certificate, ...validations], ["DaysToExpiry"]);
            }),
        ),
    ],
});
