import * as types from "../../../policies/resource-types";
import { aliases, type CaseTable, fixture } from "../case";
import { type Resource, UNKNOWN } from "../harness";

const REDIRECT = { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } };

const internal = fixture(types.loadBalancer, {
    internal: true,
    dropInvalidHeaderFields: true,
    enableDeletionProtection: true,
});
const publicOne = internal({ internal: false });
const http = fixture(types.listener, { protocol: "HTTP", defaultActions: [REDIRECT] });
const of = (balancer: Resource) => ({ references: { loadBalancerArn: [balancer] } });
const https = fixture(types.listener, {
    protocol: "HTTPS",
    sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
});

const BEHAVIOR = { viewerProtocolPolicy: "redirect-to-https" };
const BUCKET = { originId: "static", originAccessControlId: UNKNOWN };
const SITE = { originId: "site", customOriginConfig: { originProtocolPolicy: "https-only" } };
const CERTIFICATE = { minimumProtocolVersion: "TLSv1.2_2021" };
const distribution = fixture(types.distribution, {
    viewerCertificate: CERTIFICATE,
    defaultCacheBehavior: BEHAVIOR,
    orderedCacheBehaviors: [BEHAVIOR],
    origins: [BUCKET, SITE],
});
const oldTls = https({ sslPolicy: "ELBSecurityPolicy-TLS13-1-1-2021-06" });

export const edgeCases: CaseTable = {
    "listener-modern-tls": {
        compliant: {
            "TLS 1.2 and 1.3": [https()],
            "TLS 1.3 only": [https({ sslPolicy: "ELBSecurityPolicy-TLS13-1-3-2021-06" })],
            "post-quantum": [https({ sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09" })],
            FIPS: [https({ protocol: "TLS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04" })],
            "a TCP listener": [https({ protocol: "TCP", sslPolicy: undefined })],
        },
        violating: {
            "TLS 1.1": [oldTls],
            "TLS 1.0": [https({ sslPolicy: "ELBSecurityPolicy-TLS13-1-0-2021-06" })],
            "old ciphers": [https({ sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06" })],
            "2016": [https({ protocol: "TLS", sslPolicy: "ELBSecurityPolicy-2016-08" })],
            ...aliases(types.listener, [oldTls]),
        },
        omitted: { sslPolicy: ["fail", https({ sslPolicy: undefined })] },
        unknown: {
            sslPolicy: ["undetermined", https({ sslPolicy: UNKNOWN })],
        },
    },
    "http-listener-redirects-to-https": {
        compliant: { "a redirect": [http()] },
        violating: {
            "the application": [http({ defaultActions: [{ type: "forward" }] })],
            "a redirect for now": [
                http({
                    defaultActions: [
                        { type: "redirect", redirect: { ...REDIRECT.redirect, statusCode: "HTTP_302" } },
                    ],
                }),
            ],
            "a redirect to HTTP": [
                http({
                    defaultActions: [
                        { type: "redirect", redirect: { ...REDIRECT.redirect, protocol: "HTTP" } },
                    ],
                }),
            ],
        },
        omitted: {
            redirect: ["fail", http({ defaultActions: [{ type: "redirect" }] })],
            "protocol of the redirect": [
                "fail",
                http({ defaultActions: [{ type: "redirect", redirect: { statusCode: "HTTP_301" } }] }),
            ],
        },
        unknown: { defaultActions: ["undetermined", http({ defaultActions: UNKNOWN })] },
    },
    "public-load-balancer-redirects-http": {
        compliant: {
            "with a listener": [publicOne, http({}, of(publicOne))],
            "an internal one": [internal()],
            "a network load balancer": [internal({ internal: false, loadBalancerType: "network" })],
        },
        violating: {
            "HTTPS only": [publicOne, https({}, of(publicOne))],
            "the listener of another": [publicOne, internal({}, { name: "other" }), http()],
            ...aliases(types.loadBalancer, [publicOne]),
        },
        omitted: {
            "the listener": ["fail", publicOne],
            internal: ["fail", internal({ internal: undefined })],
        },
        unknown: { internal: ["undetermined", internal({ internal: UNKNOWN })] },
    },
    "load-balancer-hardened": {
        compliant: {
            "the strictest": [internal({ desyncMitigationMode: "strictest" })],
            "a network load balancer": [
                internal({ loadBalancerType: "network", dropInvalidHeaderFields: undefined }),
            ],
        },
        violating: {
            "malformed headers": [internal({ dropInvalidHeaderFields: false })],
            "monitoring only": [internal({ desyncMitigationMode: "monitor" })],
            "no deletion protection": [internal({ enableDeletionProtection: false })],
        },
        omitted: {
            dropInvalidHeaderFields: ["fail", internal({ dropInvalidHeaderFields: undefined })],
            enableDeletionProtection: ["fail", internal({ enableDeletionProtection: undefined })],
            desyncMitigationMode: ["pass", internal({ desyncMitigationMode: undefined })],
        },
        unknown: {
            dropInvalidHeaderFields: ["undetermined", internal({ dropInvalidHeaderFields: UNKNOWN })],
        },
    },
    "cloudfront-https-only": {
        compliant: {
            "a bucket and a site": [distribution()],
            "TLS 1.3": [distribution({ viewerCertificate: { minimumProtocolVersion: "TLSv1.3_2025" } })],
        },
        violating: {
            "TLS of 2019": [distribution({ viewerCertificate: { minimumProtocolVersion: "TLSv1.2_2019" } })],
            "CloudFront's own certificate": [
                distribution({ viewerCertificate: { ...CERTIFICATE, cloudfrontDefaultCertificate: true } }),
            ],
            "plain HTTP": [distribution({ defaultCacheBehavior: { viewerProtocolPolicy: "allow-all" } })],
            "plain HTTP for one path": [
                distribution({ orderedCacheBehaviors: [BEHAVIOR, { viewerProtocolPolicy: "allow-all" }] }),
            ],
            "a public bucket": [distribution({ origins: [BUCKET, { originId: "media" }] })],
            "plain HTTP to the site": [
                distribution({
                    origins: [{ ...SITE, customOriginConfig: { originProtocolPolicy: "match-viewer" } }],
                }),
            ],
        },
        omitted: {
            minimumProtocolVersion: ["fail", distribution({ viewerCertificate: {} })],
            orderedCacheBehaviors: ["pass", distribution({ orderedCacheBehaviors: undefined })],
        },
        unknown: {
            viewerCertificate: ["undetermined", distribution({ viewerCertificate: UNKNOWN })],
            "one of two origins": ["undetermined", distribution({ origins: [BUCKET, UNKNOWN] })],
        },
    },
};
