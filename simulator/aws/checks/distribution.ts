import { Account, Properties, Refusal } from "../../resource-type";
import {
    blocksAt,
    fault,
    isSet,
    listAt,
    refusal,
    refuseOther,
    refuseText,
    textAt,
    valueAt,
} from "../../checks";
import { isObject } from "../../wire";
import { bucketNamed, settingOf } from "./buckets";
import { covers } from "./domains";

const CREATE = "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateDistribution.html";
const NAMES =
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-requirements";
const LOGS =
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html";

/** The default cache behavior and the ordered ones, each with the path of its property. */
function behaviors(inputs: Properties): readonly (readonly [property: string, behavior: Properties])[] {
    const first = valueAt(inputs, "defaultCacheBehavior");
    return [
        ...(isObject(first) ? [["defaultCacheBehavior", first] as const] : []),
        ...blocksAt(inputs, "orderedCacheBehaviors").map(
            (behavior, at) => [`orderedCacheBehaviors[${at}]`, behavior] as const,
        ),
    ];
}

const aliasesOf = (inputs: Properties): readonly string[] =>
    listAt(inputs, "aliases").filter((alias) => typeof alias === "string");

/** All names of the certificate in ACM. Undefined if it does not exist or is not known yet. */
function certificateNames(inputs: Properties, account: Account): readonly string[] | undefined {
    const arn = textAt(inputs, "viewerCertificate.acmCertificateArn");
    const certificate = arn === undefined ? undefined : account.find(arn, "aws:acm/certificate:Certificate");
    return (
        certificate &&
        [certificate.inputs.domainName, ...listAt(certificate.inputs, "subjectAlternativeNames")].map(String)
    );
}

const certificate: readonly Refusal[] = [
    refusal("cloudfront-certificate-region", NAMES, (inputs) => {
        const arn = textAt(inputs, "viewerCertificate.acmCertificateArn");
        return arn === undefined || arn.startsWith("arn:aws:acm:us-east-1:")
            ? undefined
            : fault(
                  "viewerCertificate.acmCertificateArn",
                  `InvalidViewerCertificate: The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain: ${arn}`,
              );
    }),
    refusal("cloudfront-certificate-names", NAMES, (inputs, account) => {
        const names = certificateNames(inputs, account);
        const uncovered = aliasesOf(inputs).find(
            (alias) => names !== undefined && !names.some((name) => covers(name, alias)),
        );
        return uncovered === undefined
            ? undefined
            : fault(
                  "aliases",
                  `InvalidViewerCertificate: The certificate that is attached to your distribution doesn't cover the alternate domain name (CNAME) that you're trying to add: ${uncovered}`,
              );
    }),
    refusal("cloudfront-alias-without-certificate", NAMES, (inputs) =>
        aliasesOf(inputs).length > 0 &&
        valueAt(inputs, "viewerCertificate.cloudfrontDefaultCertificate") === true
            ? fault(
                  "viewerCertificate",
                  "InvalidViewerCertificate: To add an alternate domain name (CNAME) to a CloudFront distribution, you must attach a trusted certificate that validates your authorization to use the domain name.",
              )
            : undefined,
    ),
    refusal(
        "cloudfront-certificate-support-method",
        "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ViewerCertificate.html",
        (inputs) =>
            isSet(inputs, "viewerCertificate.acmCertificateArn") &&
            !isSet(inputs, "viewerCertificate.sslSupportMethod")
                ? fault(
                      "viewerCertificate.sslSupportMethod",
                      "InvalidArgument: The parameter SSLSupportMethod is required with an ACM certificate",
                  )
                : undefined,
    ),
    refuseOther(
        "cloudfront-protocol-version",
        "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ViewerCertificate.html",
        "viewerCertificate.minimumProtocolVersion",
        [
            "SSLv3",
            "TLSv1",
            "TLSv1_2016",
            "TLSv1.1_2016",
            "TLSv1.2_2018",
            "TLSv1.2_2019",
            "TLSv1.2_2021",
            "TLSv1.2_2025",
            "TLSv1.3_2025",
        ],
    ),
];

export const distributionRefusals: readonly Refusal[] = [
    refusal("cloudfront-origin-unknown", CREATE, (inputs) => {
        const ids = [...blocksAt(inputs, "origins"), ...blocksAt(inputs, "originGroups")].map(
            (origin) => origin.originId,
        );
        const wrong = behaviors(inputs).find(
            ([, { targetOriginId }]) => typeof targetOriginId === "string" && !ids.includes(targetOriginId),
        );
        return (
            wrong &&
            fault(
                `${wrong[0]}.targetOriginId`,
                `NoSuchOrigin: One or more of your origins or origin groups do not exist: ${String(wrong[1].targetOriginId)}`,
            )
        );
    }),
    refusal("cloudfront-origin-ids", CREATE, (inputs) => {
        const ids = blocksAt(inputs, "origins").map((origin) => textAt(origin, "originId"));
        const twice = ids.find((id, at) => id !== undefined && ids.indexOf(id) !== at);
        return twice === undefined
            ? undefined
            : fault("origins", `InvalidArgument: The parameter Origins contains duplicate ids: ${twice}`);
    }),
    refusal("cloudfront-alias-taken", NAMES, (inputs, account, { token }) => {
        const others = account.all(token).flatMap((other) => aliasesOf(other.inputs));
        const taken = aliasesOf(inputs).find((alias) => others.includes(alias));
        return taken === undefined
            ? undefined
            : fault(
                  "aliases",
                  `CNAMEAlreadyExists: One or more of the CNAMEs you provided are already associated with a different resource: ${taken}`,
              );
    }),
    refusal(
        "cloudfront-behavior-caching",
        "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CacheBehavior.html",
        (inputs) => {
            const wrong = behaviors(inputs).find(
                ([, behavior]) => isSet(behavior, "cachePolicyId") === isSet(behavior, "forwardedValues"),
            );
            return (
                wrong &&
                fault(
                    wrong[0],
                    `InvalidArgument: The parameter ForwardedValues ${isSet(wrong[1], "cachePolicyId") ? "cannot be used when a cache policy is associated to the cache behavior" : "is required when no cache policy is associated to the cache behavior"}.`,
                )
            );
        },
    ),
    refusal(
        "cloudfront-viewer-protocol",
        "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CacheBehavior.html",
        (inputs) => {
            const wrong = behaviors(inputs).find(
                ([, { viewerProtocolPolicy: policy }]) =>
                    typeof policy === "string" &&
                    !["allow-all", "https-only", "redirect-to-https"].includes(policy),
            );
            return (
                wrong &&
                fault(
                    `${wrong[0]}.viewerProtocolPolicy`,
                    `expected viewer_protocol_policy to be one of [allow-all https-only redirect-to-https], got ${String(wrong[1].viewerProtocolPolicy)}`,
                )
            );
        },
    ),
    refusal(
        "cloudfront-cached-methods",
        "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_AllowedMethods.html",
        (inputs) => {
            const sets = ["GET,HEAD", "GET,HEAD,OPTIONS", "DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT"];
            const wrong = behaviors(inputs).find(([, behavior]) => {
                const methods = listAt(behavior, "allowedMethods");
                return methods.length > 0 && !sets.includes(methods.map(String).sort().join(","));
            });
            return (
                wrong &&
                fault(
                    `${wrong[0]}.allowedMethods`,
                    `InvalidArgument: The parameter AllowedMethods contains methods that are not supported together. CloudFront accepts ${sets.join(" or ")}`,
                )
            );
        },
    ),
    ...certificate,
    refuseText("cloudfront-default-root-object", CREATE, "defaultRootObject", {
        max: 255,
        pattern: /^[^/].*$|^$/,
        message:
            "InvalidDefaultRootObject: The default root object file name is too long or contains an invalid character",
    }),
    refuseOther("cloudfront-price-class", CREATE, "priceClass", [
        "PriceClass_All",
        "PriceClass_200",
        "PriceClass_100",
        "None",
    ]),
    refuseOther("cloudfront-http-version", CREATE, "httpVersion", ["http1.1", "http2", "http3", "http2and3"]),
    refusal(
        "cloudfront-web-acl",
        "https://docs.aws.amazon.com/waf/latest/developerguide/cloudfront-features.html",
        (inputs) => {
            const arn = textAt(inputs, "webAclId");
            return arn === undefined ||
                arn === "" ||
                /^arn:aws:wafv2:us-east-1:\d{12}:global\/webacl\//.test(arn) ||
                /^[0-9a-f-]{36}$/.test(arn)
                ? undefined
                : fault(
                      "webAclId",
                      `InvalidWebACLId: Web ACL is not accessible by the requester: ${arn}. It must have the scope CLOUDFRONT and be in us-east-1`,
                  );
        },
    ),
    refusal("cloudfront-log-bucket", LOGS, (inputs) => {
        const bucket = textAt(inputs, "loggingConfig.bucket");
        return bucket === undefined || /\.s3(\.[a-z0-9-]+)?\.amazonaws\.com$/.test(bucket)
            ? undefined
            : fault(
                  "loggingConfig.bucket",
                  `InvalidArgument: The parameter Logging Bucket does not refer to a valid S3 bucket: ${bucket}. It must be the domain name of the bucket, not its name`,
              );
    }),
    refusal("cloudfront-log-bucket-acl", LOGS, (inputs, account) => {
        const name = textAt(inputs, "loggingConfig.bucket")?.replace(
            /\.s3(\.[a-z0-9-]+)?\.amazonaws\.com$/,
            "",
        );
        const ownership = settingOf(account, "aws:s3/bucketOwnershipControls:BucketOwnershipControls", name);
        const hasAcls =
            ownership !== undefined &&
            ["BucketOwnerPreferred", "ObjectWriter"].includes(
                textAt(ownership.inputs, "rule.objectOwnership") ?? "",
            );
        return bucketNamed(account, name) === undefined || hasAcls
            ? undefined
            : fault(
                  "loggingConfig.bucket",
                  `InvalidArgument: The S3 bucket that you specified for CloudFront logs does not enable ACL access: ${String(name)}`,
              );
    }),
];
