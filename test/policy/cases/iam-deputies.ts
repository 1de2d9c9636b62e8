import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture, type Scene } from "../case";
import { UNKNOWN } from "../harness";
import { bucketScene, key } from "../sound";
import { document, permission, resourcePolicy, trusting } from "../scenes/trust-documents";

const policyOf = (type: string, statement: object): Scene => [
    { ...resourcePolicy({ policy: document(statement) }), type },
];
const queue = (Service: string, Condition?: object) =>
    policyOf("aws:sqs/queuePolicy:QueuePolicy", {
        Principal: { Service },
        Action: "sqs:SendMessage",
        Resource: "*",
        Condition,
    });
const topic = (Service: string) =>
    policyOf("aws:sns/topicPolicy:TopicPolicy", {
        Principal: { Service },
        Action: "sns:Publish",
        Resource: "*",
    });
const keyFor = (Service: string, Condition?: object): Scene => [
    key({
        policy: document({
            Principal: { Service },
            Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
            Resource: "*",
            Condition,
        }),
    }),
];
const logsInto = (Action: string, path: string) =>
    bucketScene({
        policy: {
            policy: JSON.stringify({
                Statement: [
                    {
                        Effect: "Deny",
                        Principal: "*",
                        Action: "s3:*",
                        Resource: "arn:aws:s3:::hrms-logs/*",
                        Condition: { Bool: { "aws:SecureTransport": "false" } },
                    },
                    {
                        Effect: "Allow",
                        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
                        Action,
                        Resource: `arn:aws:s3:::hrms-logs/${path}`,
                    },
                ],
            }),
        },
    });
const accessLogs = (Action: string | readonly string[], paths: readonly string[]): Scene =>
    policyOf("aws:s3/bucketPolicy:BucketPolicy", {
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action,
        Resource: paths.map((path) => `arn:aws:s3:::hrms-logs/alb/${path}`),
    });

export const cases: CaseTable = {
    "service-access-names-source": {
        is: ["mandatory", "medium", "defer"],
        compliant: {
            "a source that is one topic": queue("sns.amazonaws.com", {
                ArnEquals: { "aws:SourceArn": "arn:aws:sns:eu-central-1:123456789012:hrms" },
            }),
            "a source that is one bucket, whose ARN has no account": queue("s3.amazonaws.com", {
                ArnLike: { "aws:SourceArn": "arn:aws:s3:::hrms-media" },
            }),
            "a source that is an account": queue("events.amazonaws.com", {
                StringEquals: { "aws:SourceAccount": "123456789012" },
            }),
            "a source that is an organization": queue("events.amazonaws.com", {
                StringEquals: { "aws:SourceOrgID": "o-0123456789" },
            }),
            "a source that is an organizational unit": queue("events.amazonaws.com", {
                "ForAnyValue:StringLike": { "aws:SourceOrgPaths": "o-0123456789/r-ab12/*" },
            }),
            "a key for the log groups of one account": keyFor("logs.eu-central-1.amazonaws.com", {
                ArnLike: {
                    "kms:EncryptionContext:aws:logs:arn":
                        "arn:aws:logs:eu-central-1:123456789012:log-group:*",
                },
            }),
            "a key for EventBridge, which tells KMS no source": keyFor("events.amazonaws.com"),
            "notifications of AWS Backup, which have no source": topic("backup.amazonaws.com"),
            "a topic for events, which AWS documents without a condition": topic("events.amazonaws.com"),
            "access logs under the account's own path": logsInto(
                "s3:PutObject",
                "alb/AWSLogs/123456789012/*",
            ),
            "a service that asks who owns the bucket": logsInto("s3:GetBucketAcl", "*"),
            "a function for one bucket of the account": [
                permission({ sourceArn: "arn:aws:s3:::hrms-media", sourceAccount: "123456789012" }),
            ],
            "a function for one rule": [
                permission({
                    principal: "events.amazonaws.com",
                    sourceArn: "arn:aws:events:eu-central-1:123456789012:rule/nightly",
                }),
            ],
            "a function for one Alexa skill": [
                permission({ principal: "alexa-appkit.amazon.com", eventSourceToken: "amzn1.ask.skill.1" }),
            ],
            "a role, which only its own account can pass": trusting({
                Principal: { Service: "ec2.amazonaws.com" },
                Action: "sts:AssumeRole",
            }),
            "a denial": policyOf("aws:sqs/queuePolicy:QueuePolicy", {
                Effect: "Deny",
                Principal: { Service: "sns.amazonaws.com" },
                Action: "sqs:SendMessage",
            }),
        },
        violating: {
            "a service without a condition": queue("sns.amazonaws.com"),
            "a source that is a topic of any account": queue("sns.amazonaws.com", {
                ArnLike: { "aws:SourceArn": "arn:aws:sns:eu-central-1:*:hrms" },
            }),
            "a source that is a pattern of bucket names": queue("s3.amazonaws.com", {
                ArnLike: { "aws:SourceArn": "arn:aws:s3:::hrms-*" },
            }),
            "a source account that the request may lack": queue("sns.amazonaws.com", {
                StringEqualsIfExists: { "aws:SourceAccount": "123456789012" },
            }),
            "a source network, which services do not have": queue("sns.amazonaws.com", {
                StringEquals: { "aws:SourceVpc": "vpc-0a1b2c3d4e5f60718" },
            }),
            "a key for CloudWatch": keyFor("cloudwatch.amazonaws.com"),
            "a key for the log groups of every account": keyFor("logs.eu-central-1.amazonaws.com", {
                ArnLike: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:*:*:log-group:*" },
            }),
            "notifications of another service": topic("cloudwatch.amazonaws.com"),
            "a queue for AWS Backup": queue("backup.amazonaws.com"),
            "a service that is exempt beside one that is not": policyOf("aws:sns/topicPolicy:TopicPolicy", {
                Principal: { Service: ["backup.amazonaws.com", "s3.amazonaws.com"] },
                Action: "sns:Publish",
            }),
            "another action of AWS Backup": policyOf("aws:sns/topicPolicy:TopicPolicy", {
                Principal: { Service: "backup.amazonaws.com" },
                Action: ["sns:Publish", "sns:Subscribe"],
            }),
            "access logs under every account's path": accessLogs("s3:PutObject", [
                "AWSLogs/123456789012/*",
                "AWSLogs/*",
            ]),
            "access logs that the service may read": accessLogs(
                ["s3:PutObject", "s3:GetObject"],
                ["AWSLogs/123456789012/*"],
            ),
            "every action under the account's own path": accessLogs("s3:*", ["AWSLogs/123456789012/*"]),
            "a function for every Alexa skill": [permission({ principal: "alexa-appkit.amazon.com" })],
            "a function URL for every distribution": [
                permission({ principal: "cloudfront.amazonaws.com", functionUrlAuthType: "AWS_IAM" }),
            ],
            "a function for every bucket": [permission()],
            "a function for a pattern of bucket names": [permission({ sourceArn: "arn:aws:s3:::hrms-*" })],
            "images for every customer of a service": policyOf("aws:ecr/repositoryPolicy:RepositoryPolicy", {
                Principal: { Service: "codebuild.amazonaws.com" },
                Action: "ecr:BatchGetImage",
            }),
            "logs for every customer of a service": [
                fixture(types.logResourcePolicy)({
                    policyDocument: document({
                        Principal: { Service: "es.amazonaws.com" },
                        Action: "logs:PutLogEvents",
                        Resource: "*",
                    }),
                }),
            ],
        },
        omitted: {
            sourceArn: ["pass", permission({ sourceAccount: "123456789012" })],
            policy: ["pass", resourcePolicy()],
        },
        unknown: {
            "the ARN of a new bucket": ["undetermined", permission({ sourceArn: UNKNOWN })],
            policy: ["undetermined", resourcePolicy({ policy: UNKNOWN })],
        },
    },
};
