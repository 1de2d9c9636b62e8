import type { CaseTable } from "../case";
import { UNKNOWN } from "../harness";
import { BEHAVIOR, BUCKET, distributionScene, SITE } from "../sound-edge";

const distribution = (changes = {}) => distributionScene([changes]);
const PLAIN = { ...BEHAVIOR, viewerProtocolPolicy: "allow-all" };
const CERTIFICATE = { minimumProtocolVersion: "TLSv1.2_2021" };
const toSite = (changes: object) =>
    distribution({
        origins: [{ ...SITE, customOriginConfig: { ...SITE.customOriginConfig, ...changes } }],
    });

export const cases: CaseTable = {
    "cloudfront-https-only": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "a bucket and a site over HTTPS": distribution(),
            "TLS 1.3": distribution({ viewerCertificate: { minimumProtocolVersion: "TLSv1.3_2025" } }),
        },
        violating: {
            "the TLS policy of 2019": distribution({
                viewerCertificate: { minimumProtocolVersion: "TLSv1.2_2019" },
            }),
            "CloudFront's own certificate": distribution({
                viewerCertificate: { ...CERTIFICATE, cloudfrontDefaultCertificate: true },
            }),
            "plain HTTP": distribution({ defaultCacheBehavior: PLAIN }),
            "plain HTTP for one path": distribution({ orderedCacheBehaviors: [BEHAVIOR, PLAIN] }),
            "SSL to the site": toSite({ originSslProtocols: ["SSLv3", "TLSv1.2"] }),
            "TLS 1.0 to the site": toSite({ originSslProtocols: ["TLSv1"] }),
            "TLS 1.1 to the site": toSite({ originSslProtocols: ["TLSv1.1", "TLSv1.2"] }),
            "a bucket without origin access control": distribution({
                origins: [BUCKET, { originId: "media" }],
            }),
            "the viewer's protocol to the site": toSite({ originProtocolPolicy: "match-viewer" }),
            "plain HTTP to the site": toSite({ originProtocolPolicy: "http-only" }),
        },
        omitted: {
            minimumProtocolVersion: ["fail", ...distribution({ viewerCertificate: {} })],
            orderedCacheBehaviors: ["pass", ...distribution({ orderedCacheBehaviors: undefined })],
        },
        unknown: {
            viewerCertificate: ["undetermined", ...distribution({ viewerCertificate: UNKNOWN })],
            originSslProtocols: ["undetermined", ...toSite({ originSslProtocols: UNKNOWN })],
            "one of two origins": ["undetermined", ...distribution({ origins: [BUCKET, UNKNOWN] })],
        },
    },
};
