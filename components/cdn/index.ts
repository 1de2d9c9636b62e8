import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ChecklistId } from "../../checklist/items";
import type { Settings } from "../../config";
import type { Storage } from "../storage";
import type { Tls } from "../tls";
import { deliverAccessLog } from "./access-log";

export interface CdnArgs extends Pick<Settings, "cdnPriceClass" | "domain" | "hstsMaxAgeSeconds"> {
    readonly storage: Storage;
    readonly tls: Tls;
}

const DAY_SECONDS = 86_400;
const YEAR_SECONDS = 365 * DAY_SECONDS;

/**
 * Static files from CloudFront's caches, near the people who load them; the bucket behind is private and answers to
 * this distribution alone. There is no firewall: neither cookie, query nor body ever reaches the bucket, only GET of
 * files that are public anyway.
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
    /** CloudFront's own name of the distribution, `d….cloudfront.net`. */
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
                // S3 says 403 of a file that is not there. Not remembered for long: a release may be about to add it.
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

    /** What S3 says of a file decides; a hashed name says a year, anything without a word is kept for a day. */
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
        { domain, hstsMaxAgeSeconds }: CdnArgs,
    ): aws.cloudfront.ResponseHeadersPolicy {
        return new aws.cloudfront.ResponseHeadersPolicy(
            `${name}-headers`,
            {
                comment: "Static files of the HRMS",
                securityHeadersConfig: {
                    strictTransportSecurity: {
                        accessControlMaxAgeSec: hstsMaxAgeSeconds,
                        // The names below static.<domain> are ours in any case.
                        includeSubdomains: true,
                        override: true,
                    },
                    contentTypeOptions: { override: true },
                    referrerPolicy: { referrerPolicy: "same-origin", override: true },
                    // A file opened by itself, such as an SVG with a script in it, runs nothing.
                    contentSecurityPolicy: {
                        contentSecurityPolicy:
                            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
                        override: true,
                    },
                },
                // Fonts and script modules are fetched with CORS, from the HRMS's pages and no others.
                corsConfig: {
                    accessControlAllowCredentials: false,
                    accessControlAllowHeaders: { items: ["*"] },
                    accessControlAllowMethods: { items: ["GET", "HEAD"] },
                    accessControlAllowOrigins: { items: [`https://${domain}`] },
                    accessControlMaxAgeSec: DAY_SECONDS,
                    originOverride: true,
                },
                // Public files: the logo also shows in a mail that is read on another site.
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
