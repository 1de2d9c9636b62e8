import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { each, faultIf, type Findings, isSet } from "../verdict";

/**
 * TLS 1.2 with forward secrecy and no CBC ciphers, or better.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
 */
const MODERN_TLS = ["TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"];

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
        "CloudFront speaks current TLS with viewers and origins, and reads buckets by origin access control.",
    otherwise: "Scripts can be changed on their way to the browser, or the bucket has to be public.",
    remedy:
        "Set viewerCertificate.minimumProtocolVersion to TLSv1.2_2021 or later with a certificate of your own, " +
        "viewerProtocolPolicy to redirect-to-https, and originAccessControlId for each bucket.",
    equivalents: [
        "checkov:CKV_AWS_174",
        "checkov:CKV_AWS_34",
        "checkov:CKV2_AWS_42",
        "fsbp:CloudFront.3",
        "fsbp:CloudFront.7",
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
                ],
            ),
        ]),
    ],
});
