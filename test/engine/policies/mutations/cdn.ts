import { type Mutations, on } from "./mutation";

const CDN = "aws:cloudfront/distribution:Distribution hrms-cdn";

export const cdn: readonly Mutations[] = [
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
        "CDN: fetches without signing": {
            set: { "origins.0.originAccessControlId": undefined },
            // What everyone may fetch from the bucket is no file of a private one any more.
            violates: ["cloudfront-https-only", "public-endpoint-has-waf"],
        },
        "CDN: fetches by plain HTTP": {
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
        "CDN: passes on what is sent to it": {
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
        "CDN: no headers of its own": {
            set: { "defaultCacheBehavior.responseHeadersPolicyId": undefined },
            violates: ["https-sends-hsts"],
        },
    }),
    on("hrms-cdn-headers", {
        "CDN: HTTPS insisted on for a second less than a year": {
            set: { "securityHeadersConfig.strictTransportSecurity.accessControlMaxAgeSec": 31_535_999 },
            violates: ["https-sends-hsts at hrms-cdn"],
        },
        "CDN: HTTPS not insisted on": {
            set: { "securityHeadersConfig.strictTransportSecurity": undefined },
            violates: ["https-sends-hsts at hrms-cdn"],
        },
    }),
    on("hrms-cdn-log-source", {
        "CDN: logs connections only": {
            set: { logType: "CONNECTION_LOGS" },
            violates: ["cloudfront-logs-access at hrms-cdn"],
        },
        "CDN: logs nothing": { removed: true, violates: ["cloudfront-logs-access at hrms-cdn"] },
    }),
    on("hrms-cdn-log-delivery", {
        "CDN: the log is delivered nowhere": {
            removed: true,
            violates: ["cloudfront-logs-access at hrms-cdn"],
        },
    }),
];
