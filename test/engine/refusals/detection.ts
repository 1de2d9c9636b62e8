import * as aws from "@pulumi/aws";
import { closedBucket, deliveryBucket } from "./delivery-bucket";
import { key } from "./fixtures";
import { casesOf, clash, once } from "./table";

const LOG_GROUP = "arn:aws:logs:eu-central-1:123456789012:log-group:trail:*";
const ROLE = "arn:aws:iam::123456789012:role/trail";

const cloudtrail = casesOf(
    aws.cloudtrail.Trail,
    (name) => ({
        s3BucketName: deliveryBucket(name, "cloudtrail.amazonaws.com"),
        isMultiRegionTrail: true,
        cloudWatchLogsGroupArn: LOG_GROUP,
        cloudWatchLogsRoleArn: ROLE,
    }),
    [
        ["cloudtrail-name", { name: "a..b" }, "InvalidTrailNameException"],
        [
            "cloudtrail-bucket-missing",
            { s3BucketName: "no-such-bucket" },
            "S3 bucket no-such-bucket does not exist!",
        ],
        [
            "cloudtrail-bucket-policy",
            () => ({ s3BucketName: closedBucket() }),
            "InsufficientS3BucketPolicyException: Incorrect S3 bucket policy is detected for bucket",
        ],
        ["cloudtrail-key-policy", () => ({ kmsKeyId: key().arn }), "InsufficientEncryptionPolicyException"],
        [
            "cloudtrail-log-group-arn",
            { cloudWatchLogsGroupArn: LOG_GROUP.slice(0, -2) },
            'It must end with ":*"',
        ],
        [
            "cloudtrail-log-group-role",
            { cloudWatchLogsRoleArn: undefined },
            "both a CloudWatch Logs log group ARN and a role ARN",
        ],
        [
            "cloudtrail-multi-region-global-events",
            { includeGlobalServiceEvents: false },
            "Multi-Region trail must include global service events.",
        ],
        [
            "cloudtrail-event-selectors",
            {
                eventSelectors: [{ includeManagementEvents: true }],
                advancedEventSelectors: [
                    { fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] },
                ],
            },
            "conflicts with advanced_event_selector",
        ],
    ],
);

const detector = once(() => new aws.guardduty.Detector("shared", {}).id);

const guardduty = [
    clash(
        "guardduty-one-detector",
        aws.guardduty.Detector,
        () => ({ region: "eu-west-1" }),
        "a detector already exists for the current account",
    ),
    ...casesOf(
        aws.guardduty.Detector,
        () => ({ region: "eu-west-2", findingPublishingFrequency: "FIFTEEN_MINUTES" }),
        [
            [
                "guardduty-publishing-frequency",
                { region: "eu-west-3", findingPublishingFrequency: "DAILY" },
                "got DAILY",
            ],
        ],
    ),
    ...casesOf(
        aws.guardduty.DetectorFeature,
        () => ({ detectorId: detector(), name: "S3_DATA_EVENTS", status: "ENABLED" }),
        [
            ["guardduty-feature-name", { name: "S3" }, "got S3"],
            ["guardduty-feature-status", { status: "ON" }, "got ON"],
            [
                "guardduty-feature-detector",
                { detectorId: "0".repeat(32) },
                "The detector '00000000000000000000000000000000' does not exist",
            ],
        ],
    ),
    clash(
        "guardduty-feature-runtime-twice",
        aws.guardduty.DetectorFeature,
        () => ({ detectorId: detector(), name: "RUNTIME_MONITORING", status: "ENABLED" }),
        "EKS_RUNTIME_MONITORING and RUNTIME_MONITORING can't both be enabled",
        () => ({ name: "EKS_RUNTIME_MONITORING" }),
    ),
    ...casesOf(
        aws.guardduty.MalwareProtectionPlan,
        () => ({
            role: ROLE,
            protectedResource: { s3Bucket: { bucketName: closedBucket() } },
            actions: [{ taggings: [{ status: "ENABLED" }] }],
        }),
        [
            [
                "guardduty-malware-bucket",
                { protectedResource: { s3Bucket: { bucketName: "no-such-bucket" } } },
                "the bucket no-such-bucket does not exist in eu-central-1",
            ],
            ["guardduty-malware-tagging", { actions: [{ taggings: [{ status: "ON" }] }] }, "got ON"],
        ],
    ),
];

const hub = once(() => new aws.securityhub.Account("shared", {}));
const STANDARDS = "arn:aws:securityhub:eu-central-1::standards";

const securityhub = [
    clash(
        "security-hub-twice",
        aws.securityhub.Account,
        () => ({ region: "eu-west-1" }),
        "Account is already subscribed to Security Hub",
    ),
    ...casesOf(
        aws.securityhub.Account,
        () => ({ region: "eu-west-2", controlFindingGenerator: "SECURITY_CONTROL" }),
        [
            [
                "security-hub-finding-generator",
                { region: "eu-west-3", controlFindingGenerator: "CONTROL" },
                "got CONTROL",
            ],
        ],
    ),
    ...casesOf(
        aws.securityhub.StandardsSubscription,
        () => ({
            standardsArn: hub().id.apply(
                () => `${STANDARDS}/aws-foundational-security-best-practices/v/1.0.0`,
            ),
        }),
        [
            [
                "security-hub-standard-unknown",
                { standardsArn: `${STANDARDS}/best-practices/v/1.0.0` },
                "is not a standard of eu-central-1",
            ],
            [
                "security-hub-not-enabled",
                {
                    region: "sa-east-1",
                    standardsArn: "arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0",
                },
                "is not subscribed to AWS Security Hub",
            ],
        ],
    ),
];

const inspector = casesOf(
    aws.inspector2.Enabler,
    () => ({ accountIds: ["123456789012"], resourceTypes: ["EC2", "LAMBDA"] }),
    [
        ["inspector-resource-type", { resourceTypes: ["RDS"] }, "got RDS"],
        [
            "inspector-lambda-code-alone",
            { resourceTypes: ["LAMBDA_CODE"] },
            "needs Lambda standard scanning (LAMBDA)",
        ],
        ["inspector-account-id", { accountIds: ["1234"] }, 'an account id has 12 digits: "1234"'],
    ],
);

const accessAnalyzer = [
    ...casesOf(aws.accessanalyzer.Analyzer, () => ({ region: "eu-west-1", analyzerName: "people" }), [
        [
            "access-analyzer-name",
            { region: "eu-west-2", analyzerName: "1st" },
            "Value at 'analyzerName' failed to satisfy constraint",
        ],
        ["access-analyzer-type", { region: "eu-west-2", type: "USERS" }, "got USERS"],
        [
            "access-analyzer-unused-age",
            {
                region: "eu-west-2",
                type: "ACCOUNT_UNUSED_ACCESS",
                configuration: { unusedAccess: { unusedAccessAge: 400 } },
            },
            "range (1 - 365), got 400",
        ],
    ]),
    clash(
        "access-analyzer-taken",
        aws.accessanalyzer.Analyzer,
        () => ({ analyzerName: "same" }),
        "ConflictException: Analyzer same already exists",
        () => ({ type: "ACCOUNT_UNUSED_ACCESS" }),
    ),
    clash(
        "access-analyzer-one-of-type",
        aws.accessanalyzer.Analyzer,
        (name) => ({ region: "eu-west-3", analyzerName: name }),
        "The maximum number of analyzers of type ACCOUNT in eu-west-3 is 1",
    ),
];

export const cases = [...cloudtrail, ...guardduty, ...securityhub, ...inspector, ...accessAnalyzer];
