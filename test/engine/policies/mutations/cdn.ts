import { type Mutations, on } from "./mutation";

const CDN = "aws:cloudfront/distribution:Distribution hrms-cdn";

/** A distribution with no other fault than the files that it serves. */
const OPEN = {
    enabled: true,
    origins: [
        { originId: "files", domainName: "files.s3.eu-central-1.amazonaws.com", originAccessControlId: "E1" },
    ],
    defaultCacheBehavior: {
        targetOriginId: "files",
        viewerProtocolPolicy: "redirect-to-https",
        allowedMethods: ["GET", "HEAD"],
        cachedMethods: ["GET", "HEAD"],
        responseHeadersPolicyId: "67f7725c-6f97-4210-82d7-5512b31e9d03",
    },
    viewerCertificate: { acmCertificateArn: "arn:certificate", minimumProtocolVersion: "TLSv1.2_2025" },
    loggingConfig: { bucket: "logs.s3.amazonaws.com" },
};

export const cdn: readonly Mutations[] = [
    on("aws:cloudfront/distribution:Distribution documents", {
        "CDN: another distribution serves uploads": {
            alone: true,
            added: OPEN,
            refers: { origins: ["aws:s3/bucket:Bucket hrms-storage-media"] },
            violates: ["cloudfront-private-files-need-signed-urls at hrms-storage-media"],
        },
    }),
    on(CDN, {
        "CDN: the TLS policy of 2019": {
            set: { "viewerCertificate.minimumProtocolVersion": "TLSv1.2_2019" },
            violates: ["cloudfront-https-only"],
        },
        "CDN: CloudFront's own certificate": {
            set: { viewerCertificate: { cloudfrontDefaultCertificate: true } },
            violates: ["cloudfront-https-only"],
        },
        "CDN: plain HTTP": {
            set: { "defaultCacheBehavior.viewerProtocolPolicy": "allow-all" },
            violates: ["cloudfront-https-only"],
        },
        "CDN: reads the bucket without origin access control": {
            set: { "origins.0.originAccessControlId": undefined },
            // Without access control, the files no longer count as files of a private bucket.
            violates: ["cloudfront-https-only", "public-endpoint-has-waf"],
        },
        "CDN: fetches over plain HTTP": {
            set: {
                "origins.0.customOriginConfig": {
                    originProtocolPolicy: "match-viewer",
                    httpPort: 80,
                    httpsPort: 443,
                    originSslProtocols: ["TLSv1.2"],
                },
            },
            violates: ["cloudfront-https-only", "public-endpoint-has-waf"],
        },
        "CDN: fetches over TLS 1.0": {
            set: {
                "origins.0.customOriginConfig": {
                    originProtocolPolicy: "https-only",
                    httpPort: 80,
                    httpsPort: 443,
                    originSslProtocols: ["TLSv1", "TLSv1.2"],
                },
            },
            violates: ["cloudfront-https-only", "public-endpoint-has-waf"],
        },
        "CDN: serves uploads to everyone": {
            takes: {
                "origins.0.domainName": [
                    "aws:s3/bucket:Bucket hrms-storage-media",
                    "bucketRegionalDomainName",
                ],
            },
            violates: [
                "cloudfront-private-files-need-signed-urls at hrms-storage-media",
                // Nothing serves the static files any more, so they count as private.
                "s3-bucket-encrypted-with-own-key at hrms-storage-static",
            ],
        },
        "CDN: accepts methods that write": {
            set: {
                "defaultCacheBehavior.allowedMethods": [
                    "GET",
                    "HEAD",
                    "OPTIONS",
                    "PUT",
                    "PATCH",
                    "POST",
                    "DELETE",
                ],
            },
            violates: ["public-endpoint-has-waf"],
        },
        "CDN: no headers policy": {
            set: { "defaultCacheBehavior.responseHeadersPolicyId": undefined },
            violates: ["https-sends-hsts"],
        },
    }),
    on("hrms-cdn-headers", {
        "CDN: HSTS for a second less than a year": {
            set: { "securityHeadersConfig.strictTransportSecurity.accessControlMaxAgeSec": 31_535_999 },
            violates: ["https-sends-hsts at hrms-cdn"],
        },
        "CDN: no HSTS": {
            set: { "securityHeadersConfig.strictTransportSecurity": undefined },
            violates: ["https-sends-hsts at hrms-cdn"],
        },
    }),
    on("hrms-cdn-log-source", {
        "CDN: logs only connections": {
            set: { logType: "CONNECTION_LOGS" },
            violates: ["cloudfront-logs-access at hrms-cdn"],
        },
        "CDN: logs nothing": { removed: true, violates: ["cloudfront-logs-access at hrms-cdn"] },
    }),
    on("hrms-cdn-log-delivery", {
        "CDN: a log without a delivery": {
            removed: true,
            violates: ["cloudfront-logs-access at hrms-cdn"],
        },
    }),
];
