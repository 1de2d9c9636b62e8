import * as aws from "@pulumi/aws";
import { topic } from "./support/fixtures";
import { allow, casesOf } from "./support/table";

const subscription = (): aws.sns.TopicSubscriptionArgs => ({
    topic: topic(),
    protocol: "email",
    endpoint: "ops@example.com",
});

export const cases = [
    ...casesOf(aws.sns.Topic, () => ({ displayName: "Alerts" }), [
        ["sns-topic-name", { name: "alerts.critical" }, "Invalid parameter: Topic Name"],
        [
            "sns-topic-fifo-name",
            { name: "alerts", fifoTopic: true },
            "The name of a FIFO topic must end with .fifo",
        ],
        [
            "sns-topic-display-name",
            { displayName: "d".repeat(101) },
            "DisplayName must have at most 100 characters",
        ],
    ]),
    ...casesOf(
        aws.sns.TopicPolicy,
        (name) => ({
            arn: new aws.sns.Topic(`${name}-topic`).arn,
            policy: allow({ Service: "cloudwatch.amazonaws.com" }, "sns:Publish"),
        }),
        [
            [
                "sns-policy-topic",
                { arn: "arn:aws:sns:eu-central-1:123456789012:no-such-topic" },
                "NotFound: The topic",
            ],
            ["sns-policy-json", { policy: "{" }, "Policy is not valid JSON"],
            [
                "sns-policy-action",
                { policy: allow({ Service: "cloudwatch.amazonaws.com" }, "sqs:SendMessage") },
                "Policy statement action out of service scope!",
            ],
        ],
    ),
    ...casesOf(aws.sns.TopicSubscription, subscription, [
        ["sns-subscription-protocol", { protocol: "mail" }, "Does not support this protocol string: mail"],
        ["sns-subscription-endpoint", { endpoint: "ops at example.com" }, "Invalid parameter: Email address"],
        [
            "sns-subscription-endpoint",
            { protocol: "https", endpoint: "http://example.com/alert" },
            "Endpoint must match the specified protocol",
        ],
        [
            "sns-subscription-topic",
            { topic: "arn:aws:sns:eu-central-1:123456789012:no-such-topic" },
            "NotFound: The topic",
        ],
        ["sns-subscription-filter-scope", { filterPolicyScope: "Body" }, "got Body"],
    ]),
];
