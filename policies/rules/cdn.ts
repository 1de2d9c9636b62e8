import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { each, faultIf, type Findings, isSet } from "../verdict";

/**
 * TLS 1.2 with forward secrecy and no CBC ciphers, or better.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
 */
const MODERN_TLS = ["TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"];

/** CloudFront's newest version for origins is TLS 1.2, or 1.3 if the origin's list has it. */
const isOldTls = (protocol: string): boolean => !["TLSv1.2", "TLSv1.3"].includes(protocol);

interface Behavior {
    readonly viewerProtocolPolicy: string;
}

function judgeBehavior(place: string, behavior: () => Behavior): Findings {
    return faultIf(`${place}.viewerProtocolPolicy allows plain HTTP`, () => {
        return !["https-only", "redirect-to-https"].includes(behavior().viewerProtocolPolicy);
    });
}

export const cloudfrontHttpsOnly = resourcePolicy({
    name: "cloudfront-https-only",
    checklist: "security.tls.tested",
    severity: "high",
    onUnknown: "deny",
    requires:
        "CloudFront uses current TLS with viewers and origins, and reads buckets through origin access control.",
    otherwise:
        "Otherwise somebody can change scripts on their way to the browser, or the bucket has to be public.",
    remedy:
        "Set viewerCertificate.minimumProtocolVersion to TLSv1.2_2021 or later with a certificate of your own, " +
        "viewerProtocolPolicy to redirect-to-https, originAccessControlId for each bucket, and originProtocolPolicy to " +
        "https-only with the originSslProtocols TLSv1.2 for each other origin.",
    equivalents: [
        "checkov:CKV_AWS_174",
        "checkov:CKV_AWS_34",
        "checkov:CKV2_AWS_42",
        "fsbp:CloudFront.3",
        "fsbp:CloudFront.7",
        "fsbp:CloudFront.9",
        "fsbp:CloudFront.10",
        "fsbp:CloudFront.13",
        "cdk-nag:CFR4",
        "cdk-nag:CFR7",
    ],
    rules: [
        on(types.distribution, ({ props }) => [
            ...faultIf(
                "viewerCertificate allows old TLS",
                () =>
                    props.viewerCertificate.cloudfrontDefaultCertificate === true ||
                    !MODERN_TLS.includes(props.viewerCertificate.minimumProtocolVersion ?? "TLSv1"),
            ),
            ...judgeBehavior("defaultCacheBehavior", () => props.defaultCacheBehavior),
            ...each(
                () => props.orderedCacheBehaviors,
                (behavior, index) => judgeBehavior(`orderedCacheBehaviors[${index}]`, () => behavior),
            ),
            ...each(
                () => props.origins,
                (origin, index) => [
                    ...faultIf(
                        `origins[${index}] is a bucket without origin access control`,
                        () =>
                            !isSet(origin, "customOriginConfig") &&
                            !isSet(origin, "vpcOriginConfig") &&
                            !isSet(origin, "originAccessControlId"),
                    ),
                    ...faultIf(
                        `origins[${index}].customOriginConfig.originProtocolPolicy is not https-only`,
                        () =>
                            origin.customOriginConfig !== undefined &&
                            origin.customOriginConfig.originProtocolPolicy !== "https-only",
                    ),
                    ...faultIf(
                        `origins[${index}].customOriginConfig.originSslProtocols allows SSL or old TLS`,
                        () => origin.customOriginConfig?.originSslProtocols.some(isOldTls) ?? false,
                    ),
                ],
            ),
        ]),
    ],
});
