import * as types from "../../../policies/resource-types";
import { aliases, type CaseTable } from "../case";
import { UNKNOWN } from "../harness";
import {
    balancerScene,
    BEHAVIOR,
    BUCKET,
    distributionScene,
    httpListener,
    httpsListener,
    SITE,
} from "../sound-edge";

const REDIRECT = { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } };
const http = httpListener;
const https = httpsListener;
const distribution = (changes = {}) => distributionScene([changes]);
const PLAIN = { ...BEHAVIOR, viewerProtocolPolicy: "allow-all" };
const CERTIFICATE = { minimumProtocolVersion: "TLSv1.2_2021" };
const withoutHttp = balancerScene([], { http: "none" });
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
            "with a listener": balancerScene(),
            "an internal one": balancerScene([{ internal: true }], { http: "none" }),
            "a network load balancer": balancerScene([{ loadBalancerType: "network" }], { http: "none" }),
        },
        violating: {
            "HTTPS only": [...withoutHttp, https({}, { references: { loadBalancerArn: [withoutHttp[0]] } })],
            "on another port": [
                ...withoutHttp,
                httpListener({ port: 8080 }, { references: { loadBalancerArn: [withoutHttp[0]] } }),
            ],
            "the listener of another": [...withoutHttp, ...balancerScene([{}, { name: "other" }])],
            ...aliases(types.loadBalancer, withoutHttp),
        },
        omitted: {
            "the listener": ["fail", ...withoutHttp],
            internal: ["fail", ...balancerScene([{ internal: undefined }], { http: "none" })],
        },
        unknown: { internal: ["undetermined", ...balancerScene([{ internal: UNKNOWN }], { http: "none" })] },
    },
    "load-balancer-hardened": {
        compliant: {
            "the strictest": balancerScene([{ desyncMitigationMode: "strictest" }]),
            "a network load balancer": balancerScene(
                [{ loadBalancerType: "network", dropInvalidHeaderFields: undefined }],
                { http: "none" },
            ),
        },
        violating: {
            "malformed headers": balancerScene([{ dropInvalidHeaderFields: false }]),
            "monitoring only": balancerScene([{ desyncMitigationMode: "monitor" }]),
            "no deletion protection": balancerScene([{ enableDeletionProtection: false }]),
        },
        omitted: {
            dropInvalidHeaderFields: ["fail", ...balancerScene([{ dropInvalidHeaderFields: undefined }])],
            enableDeletionProtection: ["fail", ...balancerScene([{ enableDeletionProtection: undefined }])],
            desyncMitigationMode: ["pass", ...balancerScene([{ desyncMitigationMode: undefined }])],
        },
        unknown: {
            dropInvalidHeaderFields: [
                "undetermined",
                ...balancerScene([{ dropInvalidHeaderFields: UNKNOWN }]),
            ],
        },
    },
    "cloudfront-https-only": {
        compliant: {
            "a bucket and a site": distribution(),
            "TLS 1.3": distribution({ viewerCertificate: { minimumProtocolVersion: "TLSv1.3_2025" } }),
        },
        violating: {
            "TLS of 2019": distribution({ viewerCertificate: { minimumProtocolVersion: "TLSv1.2_2019" } }),
            "CloudFront's own certificate": distribution({
                viewerCertificate: { ...CERTIFICATE, cloudfrontDefaultCertificate: true },
            }),
            "plain HTTP": distribution({ defaultCacheBehavior: PLAIN }),
            "plain HTTP for one path": distribution({ orderedCacheBehaviors: [BEHAVIOR, PLAIN] }),
            "a public bucket": distribution({ origins: [BUCKET, { originId: "media" }] }),
            "plain HTTP to the site": distribution({
                origins: [{ ...SITE, customOriginConfig: { originProtocolPolicy: "match-viewer" } }],
            }),
        },
        omitted: {
            minimumProtocolVersion: ["fail", ...distribution({ viewerCertificate: {} })],
            orderedCacheBehaviors: ["pass", ...distribution({ orderedCacheBehaviors: undefined })],
        },
        unknown: {
            viewerCertificate: ["undetermined", ...distribution({ viewerCertificate: UNKNOWN })],
            "one of two origins": ["undetermined", ...distribution({ origins: [BUCKET, UNKNOWN] })],
        },
    },
};
