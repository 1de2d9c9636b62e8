import { isWatched } from "../aws/alarms";
import { on, resourcePolicy, stackPolicy } from "../policy";
import * as types from "../resource-types";
import { faultIf, isSet } from "../verdict";

export const certificateDnsValidated = resourcePolicy({
    name: "certificate-dns-validated",
    checklist: "security.tls.certificate",
    severity: "medium",
    onUnknown: "deny",
    requires: "Certificates are validated by a DNS record, so that they renew automatically.",
    otherwise: "Nobody answers the renewal email, the certificate expires, and browsers reject the HRMS.",
    remedy: "Set validationMethod to DNS, publish the record of domainValidationOptions and never remove it.",
    rules: [
        on(types.certificate, ({ props }) =>
            faultIf(
                "validationMethod is not DNS",
                // A private authority needs no validation. An imported certificate never renews, so it is a fault.
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
    requires: "An alarm goes off before a certificate expires.",
    otherwise: "Renewal fails silently after somebody deletes the DNS record.",
    remedy: "Create a MetricAlarm on DaysToExpiry of AWS/CertificateManager with the certificate's ARN as its dimension.",
    rules: [
        on(types.certificate, (certificate, stack) =>
            faultIf("The certificate has no alarm on DaysToExpiry", () => {
                // Programs that wait for the validation take the ARN from there.
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
