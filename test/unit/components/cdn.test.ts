import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Cdn } from "../../../components/cdn";
import type { Storage } from "../../../components/storage";
import type { Tls } from "../../../components/tls";
import { record } from "./harness";
import { exampleSettings } from "../../../config/example";

/** Stands for the storage component, so that what waits for it can be seen. */
class FakeStorage extends pulumi.ComponentResource {
    readonly static = { regionalDomainName: pulumi.output("static.s3.eu-central-1.amazonaws.com") };
    readonly logs = { arn: pulumi.output("arn:aws:s3:::logs-bucket") };
    constructor() {
        super("test:Storage", "storage");
        new aws.s3.BucketPolicy("logs-policy", { bucket: "logs-bucket", policy: "{}" }, { parent: this });
    }
}

function cdn(overrides: Parameters<typeof exampleSettings>[0] = {}) {
    return record(() => {
        const storage = new FakeStorage() as unknown as Storage;
        const tls = {
            staticDomain: "static.hrms.example.com",
            cdnCertificateArn: pulumi.output("arn:cdn-certificate"),
        } as unknown as Tls;
        return new Cdn("cdn", { ...exampleSettings(overrides), storage, tls });
    });
}

test("the bucket is read with signed requests only", async () => {
    const stack = await cdn();
    expect(stack.one(aws.cloudfront.OriginAccessControl).inputs).toMatchObject({
        originAccessControlOriginType: "s3",
        signingBehavior: "always",
        signingProtocol: "sigv4",
    });
    expect(stack.one(aws.cloudfront.Distribution).inputs.origins).toEqual([
        {
            originId: "static",
            domainName: "static.s3.eu-central-1.amazonaws.com",
            originAccessControlId: "cdn-access-id",
        },
    ]);
});

test("people get files by HTTPS, with current TLS and our certificate, over HTTP/3 and IPv6 too", async () => {
    expect((await cdn()).one(aws.cloudfront.Distribution).inputs).toMatchObject({
        enabled: true,
        aliases: ["static.hrms.example.com"],
        httpVersion: "http2and3",
        isIpv6Enabled: true,
        viewerCertificate: {
            acmCertificateArn: "arn:cdn-certificate",
            minimumProtocolVersion: "TLSv1.2_2025",
            sslSupportMethod: "sni-only",
        },
        defaultCacheBehavior: {
            targetOriginId: "static",
            viewerProtocolPolicy: "redirect-to-https",
            allowedMethods: ["GET", "HEAD"],
            cachedMethods: ["GET", "HEAD"],
            compress: true,
            cachePolicyId: "cdn-caching-id",
            responseHeadersPolicyId: "cdn-headers-id",
        },
    });
});

test("where it serves from is the setting's", async () => {
    const { inputs } = (await cdn({ cdnPriceClass: "PriceClass_All" })).one(aws.cloudfront.Distribution);
    expect(inputs.priceClass).toBe("PriceClass_All");
});

test("a missing file is not remembered for long, and never becomes a page", async () => {
    const { inputs } = (await cdn()).one(aws.cloudfront.Distribution);
    expect(inputs.customErrorResponses).toEqual([{ errorCode: 403, errorCachingMinTtl: 10 }]);
    expect(inputs.defaultRootObject).toBeUndefined();
});

test("only the path tells files apart; they are kept for up to a year and compressed", async () => {
    const { inputs } = (await cdn()).one(aws.cloudfront.CachePolicy);
    expect([inputs.minTtl, inputs.defaultTtl, inputs.maxTtl]).toEqual([1, 86_400, 31_536_000]);
    expect(inputs.parametersInCacheKeyAndForwardedToOrigin).toEqual({
        cookiesConfig: { cookieBehavior: "none" },
        headersConfig: { headerBehavior: "none" },
        queryStringsConfig: { queryStringBehavior: "none" },
        enableAcceptEncodingBrotli: true,
        enableAcceptEncodingGzip: true,
    });
});

test("the headers that CloudFront adds", async () => {
    const { inputs } = (await cdn({ hstsMaxAgeSeconds: 60 })).one(aws.cloudfront.ResponseHeadersPolicy);
    expect(inputs.securityHeadersConfig).toEqual({
        strictTransportSecurity: { accessControlMaxAgeSec: 60, includeSubdomains: true, override: true },
        contentTypeOptions: { override: true },
        referrerPolicy: { referrerPolicy: "same-origin", override: true },
        contentSecurityPolicy: {
            contentSecurityPolicy: "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
            override: true,
        },
    });
    expect(inputs.customHeadersConfig).toEqual({
        items: [{ header: "Cross-Origin-Resource-Policy", value: "cross-origin", override: true }],
    });
    // AWS's limit.
    expect(String(inputs.comment).length).toBeLessThanOrEqual(128);
});

test("scripts of the HRMS's pages, and of no others, may read fonts", async () => {
    const { inputs } = (await cdn()).one(aws.cloudfront.ResponseHeadersPolicy);
    expect(inputs.corsConfig).toEqual({
        accessControlAllowCredentials: false,
        accessControlAllowHeaders: { items: ["*"] },
        accessControlAllowMethods: { items: ["GET", "HEAD"] },
        accessControlAllowOrigins: { items: ["https://hrms.example.com"] },
        accessControlMaxAgeSec: 86_400,
        originOverride: true,
    });
});

test("pages on the other domains and of front ends may read them too", async () => {
    const origins = { extraDomains: ["people.example.com"], frontendOrigins: ["https://app.example.com"] };
    const { inputs } = (await cdn(origins)).one(aws.cloudfront.ResponseHeadersPolicy);
    expect(inputs.corsConfig?.accessControlAllowOrigins.items).toEqual([
        "https://hrms.example.com",
        "https://people.example.com",
        "https://app.example.com",
    ]);
});

describe("the access log", () => {
    test("is delivered from us-east-1 to the bucket of logs, once its policy is there", async () => {
        const stack = await cdn();
        const delivery = stack.one(aws.cloudwatch.LogDelivery);
        expect(stack.one(aws.cloudwatch.LogDeliverySource).inputs).toEqual({
            logType: "ACCESS_LOGS",
            resourceArn: "arn:aws:cloudfront:eu-central-1:123456789012:distribution/cdn",
            region: "us-east-1",
        });
        expect(stack.one(aws.cloudwatch.LogDeliveryDestination).inputs).toEqual({
            deliveryDestinationConfiguration: { destinationResourceArn: "arn:aws:s3:::logs-bucket" },
            outputFormat: "json",
            region: "us-east-1",
        });
        expect(delivery.inputs).toMatchObject({
            deliverySourceName: "cdn-log-source",
            deliveryDestinationArn: expect.stringMatching(/:us-east-1:.*cdn-log-destination$/) as string,
            region: "us-east-1",
        });
        expect(delivery.dependencies).toContain(stack.one(aws.s3.BucketPolicy).urn);
    });

    test("tells nothing of who somebody is but the address", async () => {
        const { inputs } = (await cdn()).one(aws.cloudwatch.LogDelivery);
        expect(inputs.recordFields).toEqual(expect.arrayContaining(["c-ip", "sc-status", "cs-uri-stem"]));
        for (const field of ["cs(Cookie)", "cs-uri-query", "cs(Referer)"]) {
            expect(inputs.recordFields).not.toContain(field);
        }
    });

    test("is not the old one, which writes by ACL", async () => {
        expect((await cdn()).one(aws.cloudfront.Distribution).inputs.loggingConfig).toBeUndefined();
    });
});
