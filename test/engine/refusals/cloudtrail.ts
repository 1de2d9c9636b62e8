import * as aws from "@pulumi/aws";
import { closedBucket, deliveryBucket } from "./support/delivery-bucket";
import { key } from "./support/fixtures";
import { casesOf } from "./support/table";

const LOG_GROUP = "arn:aws:logs:eu-central-1:123456789012:log-group:trail:*";

const ROLE = "arn:aws:iam::123456789012:role/trail";

export const cases = [
    ...casesOf(
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
                "S3 bucket no-such-bucket does not exist",
            ],
            [
                "cloudtrail-bucket-policy",
                () => ({ s3BucketName: closedBucket() }),
                "InsufficientS3BucketPolicyException: Incorrect S3 bucket policy is detected for bucket",
            ],
            [
                "cloudtrail-key-policy",
                () => ({ kmsKeyId: key().arn }),
                "InsufficientEncryptionPolicyException",
            ],
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
    ),
];
