import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ChecklistId } from "../../checklist/items";
import type { Settings } from "../../config";
import { originsOf } from "../../config/environment";
import type { Storage } from "../storage";
import type { Tls } from "../tls";
import { deliverAccessLog } from "./access-log";

export interface CdnArgs extends Pick<
    Settings,
    "cdnPriceClass" | "domain" | "extraDomains" | "frontendOrigins" | "hstsMaxAgeSeconds"
> {
    readonly storage: Storage;
    readonly tls: Tls;
}

const DAY_SECONDS = 86_400;
const YEAR_SECONDS = 365 * DAY_SECONDS;

/**
 * Serves static files from CloudFront's caches. The bucket is private, and only this distribution can read it. There is no
 * WAF, because no cookie, query or body reaches the bucket: only GET requests for files that are public anyway.
 * Cost: the first 1 TB and 10 million requests of a month are free.
 */
export class Cdn extends pulumi.ComponentResource {
    static readonly covers = [
        "setup.web.static-files",
        "performance.application.static-files",
        "performance.static.cdn",
        "performance.static.cache-headers",
    ] as const satisfies readonly ChecklistId[];

    readonly distribution: aws.cloudfront.Distribution;
    /** The distribution's CloudFront name, `d….cloudfront.net`. */
    readonly domainName: pulumi.Output<string>;

    constructor(name: string, args: CdnArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hrms:cdn:Cdn", name, {}, opts);
        const { cdnPriceClass, domain, storage, tls } = args;
        const child = { parent: this };
        const access = new aws.cloudfront.OriginAccessControl(
            `${name}-access`,
            { originAccessControlOriginType: "s3", signingBehavior: "always", signingProtocol: "sigv4" },
            child,
        );
        const caching = this.createCachePolicy(name);
        const headers = this.createHeadersPolicy(name, args);

        this.distribution = new aws.cloudfront.Distribution(
            name,
            {
                comment: `Static files of ${domain}`,
                enabled: true,
                aliases: [tls.staticDomain],
                origins: [
                    {
                        originId: "static",
                        domainName: storage.static.regionalDomainName,
                        originAccessControlId: access.id,
                    },
                ],
                defaultCacheBehavior: {
                    targetOriginId: "static",
                    viewerProtocolPolicy: "redirect-to-https",
                    allowedMethods: ["GET", "HEAD"],
                    cachedMethods: ["GET", "HEAD"],
                    compress: true,
                    cachePolicyId: caching.id,
                    responseHeadersPolicyId: headers.id,
                },
                // S3 answers 403 for a missing file. It is cached only briefly, because a release can be about to add the file.
                customErrorResponses: [{ errorCode: 403, errorCachingMinTtl: 10 }],
                viewerCertificate: {
                    acmCertificateArn: tls.cdnCertificateArn,
                    minimumProtocolVersion: "TLSv1.2_2025",
                    sslSupportMethod: "sni-only",
                },
                httpVersion: "http2and3",
                isIpv6Enabled: true,
                priceClass: cdnPriceClass,
                restrictions: { geoRestriction: { restrictionType: "none" } },
            },
            child,
        );
        this.domainName = this.distribution.domainName;
        deliverAccessLog(name, this.distribution, storage, child);
        this.registerOutputs({ domainName: this.domainName });
    }

    /** The file's Cache-Control header decides: a year for a hashed name. A file without the header is cached for a day. */
    private createCachePolicy(name: string): aws.cloudfront.CachePolicy {
        return new aws.cloudfront.CachePolicy(
            `${name}-caching`,
            {
                comment: "Static files: the name alone tells them apart",
                minTtl: 1,
                defaultTtl: DAY_SECONDS,
                maxTtl: YEAR_SECONDS,
                parametersInCacheKeyAndForwardedToOrigin: {
                    cookiesConfig: { cookieBehavior: "none" },
                    headersConfig: { headerBehavior: "none" },
                    queryStringsConfig: { queryStringBehavior: "none" },
                    enableAcceptEncodingBrotli: true,
                    enableAcceptEncodingGzip: true,
                },
            },
            { parent: this },
        );
    }

    private createHeadersPolicy(
        name: string,
        { hstsMaxAgeSeconds, ...settings }: CdnArgs,
    ): aws.cloudfront.ResponseHeadersPolicy {
        return new aws.cloudfront.ResponseHeadersPolicy(
            `${name}-headers`,
            {
                comment: "Static files of the HRMS",
                securityHeadersConfig: {
                    strictTransportSecurity: {
                        accessControlMaxAgeSec: hstsMaxAgeSeconds,
                        // All names below static.<domain> belong to the HRMS anyway.
                        includeSubdomains: true,
                        override: true,
                    },
                    contentTypeOptions: { override: true },
                    referrerPolicy: { referrerPolicy: "same-origin", override: true },
                    // A file that is opened directly, such as an SVG with a script, must not run anything.
                    contentSecurityPolicy: {
                        contentSecurityPolicy:
                            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
                        override: true,
                    },
                },
                // Browsers load fonts and script modules with CORS. Only pages of the HRMS are allowed.
                corsConfig: {
                    accessControlAllowCredentials: false,
                    accessControlAllowHeaders: { items: ["*"] },
                    accessControlAllowMethods: { items: ["GET", "HEAD"] },
                    accessControlAllowOrigins: { items: [...originsOf(settings)] },
                    accessControlMaxAgeSec: DAY_SECONDS,
                    originOverride: true,
                },
                // These files are public: the logo also appears in mails that people read on other sites.
                customHeadersConfig: {
                    items: [
                        { header: "Cross-Origin-Resource-Policy", value: "cross-origin", override: true },
                    ],
                },
            },
            { parent: this },
        );
    }
}
