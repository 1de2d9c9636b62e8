import * as aws from "@pulumi/aws";
import { casesOf, clash, once } from "./support/table";

type Args = aws.cloudfront.DistributionArgs;

const behavior = {
    targetOriginId: "static",
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: ["GET", "HEAD", "OPTIONS"],
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
};

const certificate = once(
    () =>
        new aws.acm.Certificate("shared-cdn", {
            region: "us-east-1",
            domainName: "*.cdn.example.com",
            validationMethod: "DNS",
        }).arn,
);
const withCertificate = (acmCertificateArn: aws.acm.Certificate["arn"] | string) => ({
    acmCertificateArn,
    sslSupportMethod: "sni-only",
    minimumProtocolVersion: "TLSv1.2_2021",
});

const distribution = (name: string): Args => ({
    enabled: true,
    origins: [{ originId: "static", domainName: "static.s3.eu-central-1.amazonaws.com" }],
    defaultCacheBehavior: behavior,
    aliases: [`${name}.cdn.example.com`],
    viewerCertificate: withCertificate(certificate()),
    restrictions: { geoRestriction: { restrictionType: "none" } },
    defaultRootObject: "index.html",
    priceClass: "PriceClass_100",
});

const LOCAL = "arn:aws:acm:eu-central-1:123456789012:certificate/11111111-1111-4111-8111-111111111111";

const cachePolicy = (): aws.cloudfront.CachePolicyArgs => ({
    minTtl: 1,
    defaultTtl: 60,
    maxTtl: 3600,
    parametersInCacheKeyAndForwardedToOrigin: {
        cookiesConfig: { cookieBehavior: "none" },
        headersConfig: { headerBehavior: "none" },
        queryStringsConfig: { queryStringBehavior: "none" },
        enableAcceptEncodingGzip: true,
    },
});

const control = (): aws.cloudfront.OriginAccessControlArgs => ({
    originAccessControlOriginType: "s3",
    signingBehavior: "always",
    signingProtocol: "sigv4",
});

const headers = (name: string): aws.cloudfront.ResponseHeadersPolicyArgs => ({
    name,
    securityHeadersConfig: { frameOptions: { frameOption: "DENY", override: true } },
});

export const cases = [
    ...casesOf(aws.cloudfront.Distribution, distribution, [
        [
            "cloudfront-origin-unknown",
            { defaultCacheBehavior: { ...behavior, targetOriginId: "media" } },
            "NoSuchOrigin: One or more of your origins or origin groups do not exist: media",
        ],
        [
            "cloudfront-origin-ids",
            {
                origins: ["a", "b"].map((bucket) => ({
                    originId: "static",
                    domainName: `${bucket}.s3.eu-central-1.amazonaws.com`,
                })),
            },
            "contains duplicate ids: static",
        ],
        [
            "cloudfront-behavior-caching",
            { defaultCacheBehavior: { ...behavior, cachePolicyId: undefined } },
            "The parameter ForwardedValues is required",
        ],
        [
            "cloudfront-viewer-protocol",
            { defaultCacheBehavior: { ...behavior, viewerProtocolPolicy: "https" } },
            "got https",
        ],
        [
            "cloudfront-cached-methods",
            { defaultCacheBehavior: { ...behavior, allowedMethods: ["GET", "HEAD", "POST"] } },
            "methods that are not supported together",
        ],
        [
            "cloudfront-certificate-region",
            { viewerCertificate: withCertificate(LOCAL) },
            "isn't in us-east-1 region",
        ],
        [
            "cloudfront-certificate-names",
            { aliases: ["static.example.com"] },
            "doesn't cover the alternate domain name (CNAME) that you're trying to add: static.example.com",
        ],
        [
            "cloudfront-alias-without-certificate",
            { viewerCertificate: { cloudfrontDefaultCertificate: true } },
            "you must attach a trusted certificate",
        ],
        [
            "cloudfront-certificate-support-method",
            () => ({ viewerCertificate: { acmCertificateArn: certificate() } }),
            "SSLSupportMethod is required",
        ],
        [
            "cloudfront-protocol-version",
            () => ({
                viewerCertificate: { ...withCertificate(certificate()), minimumProtocolVersion: "TLSv1.2" },
            }),
            "got TLSv1.2",
        ],
        ["cloudfront-default-root-object", { defaultRootObject: "/index.html" }, "InvalidDefaultRootObject"],
        ["cloudfront-price-class", { priceClass: "PriceClass_50" }, "got PriceClass_50"],
        ["cloudfront-http-version", { httpVersion: "http4" }, "got http4"],
        [
            "cloudfront-web-acl",
            { webAclId: "arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/hrms/1" },
            "InvalidWebACLId",
        ],
        [
            "cloudfront-log-bucket",
            { loggingConfig: { bucket: "logs" } },
            "does not refer to a valid S3 bucket: logs",
        ],
        [
            "cloudfront-log-bucket-acl",
            (name) => ({ loggingConfig: { bucket: new aws.s3.Bucket(`${name}-logs`).bucketDomainName } }),
            "does not enable ACL access",
        ],
    ]),
    clash("cloudfront-alias-taken", aws.cloudfront.Distribution, distribution, "CNAMEAlreadyExists"),
    ...casesOf(aws.cloudfront.OriginAccessControl, control, [
        ["cloudfront-access-control-name", { name: "n".repeat(65) }, "1 to 64 characters"],
        ["cloudfront-access-control-type", { originAccessControlOriginType: "ec2" }, "got ec2"],
        ["cloudfront-access-control-behavior", { signingBehavior: "sometimes" }, "got sometimes"],
        ["cloudfront-access-control-protocol", { signingProtocol: "sigv2" }, "got sigv2"],
    ]),
    clash(
        "cloudfront-access-control-taken",
        aws.cloudfront.OriginAccessControl,
        (name) => ({ ...control(), name }),
        "OriginAccessControlAlreadyExists",
    ),
    ...casesOf(aws.cloudfront.CachePolicy, cachePolicy, [
        ["cloudfront-cache-policy-name", { name: "static files" }, "The parameter Name is invalid"],
        [
            "cloudfront-cache-policy-lifetimes",
            { minTtl: 120 },
            "must satisfy MinTTL <= DefaultTTL <= MaxTTL, got 120, 60 and 3600",
        ],
        [
            "cloudfront-cache-policy-disabled-caching",
            { minTtl: 0, defaultTtl: 0, maxTtl: 0 },
            "is invalid for policy with caching disabled",
        ],
    ]),
    clash(
        "cloudfront-cache-policy-taken",
        aws.cloudfront.CachePolicy,
        (name) => ({ ...cachePolicy(), name }),
        "CachePolicyAlreadyExists",
    ),
    ...casesOf(aws.cloudfront.ResponseHeadersPolicy, headers, [
        [
            "cloudfront-headers-policy-security-header",
            {
                customHeadersConfig: {
                    items: [{ header: "Referrer-Policy", value: "no-referrer", override: true }],
                },
            },
            "contains Referrer-Policy that is a security header and cannot be set as custom header",
        ],
        [
            "cloudfront-headers-policy-frame-option",
            { securityHeadersConfig: { frameOptions: { frameOption: "NEVER", override: true } } },
            "got NEVER",
        ],
        [
            "cloudfront-headers-policy-referrer",
            { securityHeadersConfig: { referrerPolicy: { referrerPolicy: "nobody", override: true } } },
            "got nobody",
        ],
        [
            "cloudfront-headers-policy-hsts-age",
            {
                securityHeadersConfig: {
                    strictTransportSecurity: { accessControlMaxAgeSec: -1, override: true },
                },
            },
            "got -1",
        ],
    ]),
    clash(
        "cloudfront-headers-policy-taken",
        aws.cloudfront.ResponseHeadersPolicy,
        headers,
        "ResponseHeadersPolicyAlreadyExists",
    ),
];
