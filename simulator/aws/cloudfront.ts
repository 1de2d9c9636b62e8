import { PlannedResource, ResourceType } from "../resource-type";
import {
    blocksAt,
    fault,
    isSet,
    numberAt,
    refusal,
    refuseOther,
    refuseRange,
    refuseTaken,
    refuseText,
    textAt,
    valueAt,
} from "../checks";
import { distributionRefusals } from "./checks/distribution";
import { CLOUDFRONT_ZONE } from "./checks/dns-records";
import { CREATED_AT, lowerToken, upperToken, uuid } from "./checks/ids";

const API = "https://docs.aws.amazon.com/cloudfront/latest/APIReference";
const HEADERS =
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html";

const cloudFrontId = (resource: PlannedResource): string => `E${upperToken(resource, 13, "id")}`;
/** The version of the configuration. Every update changes it. */
const etagOf = (resource: PlannedResource): string =>
    `E${upperToken(resource, 12, JSON.stringify(resource.inputs))}`;
const arnOf = (resource: PlannedResource, path: string): string =>
    resource.arn("cloudfront", path, { global: true });

const distribution: ResourceType = {
    token: "aws:cloudfront/distribution:Distribution",
    required: ["defaultCacheBehavior", "enabled", "origins", "restrictions", "viewerCertificate"],
    replaceOn: ["staging"],
    defaults: {
        httpVersion: "http2",
        priceClass: "PriceClass_All",
        isIpv6Enabled: false,
        retainOnDelete: false,
        waitForDeployment: true,
    },
    refusals: distributionRefusals,
    create: (resource) => ({
        id: cloudFrontId(resource),
        outputs: {
            arn: arnOf(resource, `distribution/${cloudFrontId(resource)}`),
            callerReference: `terraform-${resource.hex(26, "reference")}`,
            domainName: `d${lowerToken(resource, 13, "domain")}.cloudfront.net`,
            hostedZoneId: CLOUDFRONT_ZONE,
            etag: etagOf(resource),
            inProgressValidationBatches: 0,
            lastModifiedTime: CREATED_AT,
            loggingV1Enabled: isSet(resource.inputs, "loggingConfig.bucket"),
            status: "Deployed",
            trustedKeyGroups: [{ enabled: false, items: [] }],
            trustedSigners: [{ enabled: false, items: [] }],
        },
    }),
    update: (resource) => ({
        etag: etagOf(resource),
        loggingV1Enabled: isSet(resource.inputs, "loggingConfig.bucket"),
    }),
};

const originAccessControl: ResourceType = {
    token: "aws:cloudfront/originAccessControl:OriginAccessControl",
    required: ["originAccessControlOriginType", "signingBehavior", "signingProtocol"],
    replaceOn: [],
    autoName: { property: "name", maxLength: 64 },
    defaults: { description: "Managed by Pulumi" },
    refusals: [
        refuseText("cloudfront-access-control-name", `${API}/API_OriginAccessControlConfig.html`, "name", {
            min: 1,
            max: 64,
            message: "InvalidArgument: The name of an origin access control must have 1 to 64 characters",
        }),
        refuseTaken("cloudfront-access-control-taken", `${API}/API_CreateOriginAccessControl.html`, "name", {
            code: "OriginAccessControlAlreadyExists",
            what: "An origin access control with the name",
        }),
        refuseOther(
            "cloudfront-access-control-type",
            `${API}/API_OriginAccessControlConfig.html`,
            "originAccessControlOriginType",
            ["s3", "mediastore", "mediapackagev2", "lambda"],
        ),
        refuseOther(
            "cloudfront-access-control-behavior",
            `${API}/API_OriginAccessControlConfig.html`,
            "signingBehavior",
            ["never", "always", "no-override"],
        ),
        refuseOther(
            "cloudfront-access-control-protocol",
            `${API}/API_OriginAccessControlConfig.html`,
            "signingProtocol",
            ["sigv4"],
        ),
    ],
    create: (resource) => ({
        id: cloudFrontId(resource),
        outputs: {
            arn: arnOf(resource, `origin-access-control/${cloudFrontId(resource)}`),
            etag: etagOf(resource),
        },
    }),
    update: (resource) => ({ etag: etagOf(resource) }),
};

/** What the provider sends for missing lifetimes, in seconds. */
const LIFETIMES = { minTtl: 0, defaultTtl: 86400, maxTtl: 31536000 };

const cachePolicy: ResourceType = {
    token: "aws:cloudfront/cachePolicy:CachePolicy",
    required: ["parametersInCacheKeyAndForwardedToOrigin"],
    replaceOn: [],
    autoName: { property: "name", maxLength: 128 },
    defaults: LIFETIMES,
    refusals: [
        refuseText("cloudfront-cache-policy-name", `${API}/API_CachePolicyConfig.html`, "name", {
            max: 128,
            pattern: /^[A-Za-z0-9_-]+$/,
            message:
                "InvalidArgument: The parameter Name is invalid. It must have at most 128 letters, digits, hyphens and underscores",
        }),
        refuseTaken("cloudfront-cache-policy-taken", `${API}/API_CreateCachePolicy.html`, "name", {
            code: "CachePolicyAlreadyExists",
            what: "A cache policy with the name",
        }),
        refusal("cloudfront-cache-policy-lifetimes", `${API}/API_CachePolicyConfig.html`, (inputs) => {
            const seconds = (name: keyof typeof LIFETIMES): number =>
                numberAt(inputs, name) ?? LIFETIMES[name];
            const [min, usual, max] = [seconds("minTtl"), seconds("defaultTtl"), seconds("maxTtl")] as const;
            return min <= usual && usual <= max
                ? undefined
                : fault(
                      "defaultTtl",
                      `InvalidArgument: The parameters must satisfy MinTTL <= DefaultTTL <= MaxTTL, got ${min}, ${usual} and ${max}`,
                  );
        }),
        refusal(
            "cloudfront-cache-policy-disabled-caching",
            `${API}/API_ParametersInCacheKeyAndForwardedToOrigin.html`,
            (inputs) => {
                const key = "parametersInCacheKeyAndForwardedToOrigin";
                const keeps = [
                    "cookiesConfig.cookieBehavior",
                    "headersConfig.headerBehavior",
                    "queryStringsConfig.queryStringBehavior",
                ].find((behavior) => (textAt(inputs, `${key}.${behavior}`) ?? "none") !== "none");
                const compresses = ["enableAcceptEncodingGzip", "enableAcceptEncodingBrotli"].find(
                    (name) => valueAt(inputs, `${key}.${name}`) === true,
                );
                const wrong = keeps ?? compresses;
                return numberAt(inputs, "maxTtl") === 0 && wrong !== undefined
                    ? fault(
                          key,
                          `InvalidArgument: The parameter ${wrong} is invalid for policy with caching disabled.`,
                      )
                    : undefined;
            },
        ),
    ],
    create: (resource) => {
        const id = uuid(resource);
        return { id, outputs: { arn: arnOf(resource, `cache-policy/${id}`), etag: etagOf(resource) } };
    },
    update: (resource) => ({ etag: etagOf(resource) }),
};

/** Headers that can only be set in `securityHeadersConfig`. */
const SECURITY_HEADERS = [
    "strict-transport-security",
    "content-security-policy",
    "x-content-type-options",
    "x-frame-options",
    "x-xss-protection",
    "referrer-policy",
];

const responseHeadersPolicy: ResourceType = {
    token: "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
    replaceOn: [],
    autoName: { property: "name", maxLength: 128 },
    refusals: [
        refuseTaken(
            "cloudfront-headers-policy-taken",
            `${API}/API_CreateResponseHeadersPolicy.html`,
            "name",
            {
                code: "ResponseHeadersPolicyAlreadyExists",
                what: "A response headers policy with the name",
            },
        ),
        refusal("cloudfront-headers-policy-security-header", HEADERS, (inputs) => {
            const names = blocksAt(inputs, "customHeadersConfig.items").map(
                (item) => textAt(item, "header") ?? "",
            );
            const wrong = names.find((name) => SECURITY_HEADERS.includes(name.toLowerCase()));
            return wrong === undefined
                ? undefined
                : fault(
                      "customHeadersConfig",
                      `InvalidArgument: The parameter CustomHeaders contains ${wrong} that is a security header and cannot be set as custom header.`,
                  );
        }),
        refuseOther(
            "cloudfront-headers-policy-frame-option",
            HEADERS,
            "securityHeadersConfig.frameOptions.frameOption",
            ["DENY", "SAMEORIGIN"],
        ),
        refuseOther(
            "cloudfront-headers-policy-referrer",
            HEADERS,
            "securityHeadersConfig.referrerPolicy.referrerPolicy",
            [
                "no-referrer",
                "no-referrer-when-downgrade",
                "origin",
                "origin-when-cross-origin",
                "same-origin",
                "strict-origin",
                "strict-origin-when-cross-origin",
                "unsafe-url",
            ],
        ),
        refuseRange(
            "cloudfront-headers-policy-hsts-age",
            HEADERS,
            "securityHeadersConfig.strictTransportSecurity.accessControlMaxAgeSec",
            { min: 0, max: 2147483647 },
        ),
    ],
    create: (resource) => {
        const id = uuid(resource);
        return {
            id,
            outputs: { arn: arnOf(resource, `response-headers-policy/${id}`), etag: etagOf(resource) },
        };
    },
    update: (resource) => ({ etag: etagOf(resource) }),
};

export const types: readonly ResourceType[] = [
    distribution,
    originAccessControl,
    cachePolicy,
    responseHeadersPolicy,
];
