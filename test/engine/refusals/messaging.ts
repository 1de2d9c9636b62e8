import * as aws from "@pulumi/aws";
import { allow, casesOf, clash, once } from "./table";

const topic = once(() => new aws.sns.Topic("shared").arn);
const set = once(
    () => new aws.sesv2.ConfigurationSet("shared", { configurationSetName: "shared" }).configurationSetName,
);

const identity = (name: string): aws.sesv2.EmailIdentityArgs => ({ emailIdentity: `${name}.example.com` });
const mailFrom = (name: string): aws.sesv2.EmailIdentityMailFromAttributesArgs => ({
    emailIdentity: `${name}.example.com`,
    mailFromDomain: `bounce.${name}.example.com`,
});
const destination = (name: string): aws.sesv2.ConfigurationSetEventDestinationArgs => ({
    configurationSetName: set(),
    eventDestinationName: name,
    eventDestination: {
        enabled: true,
        matchingEventTypes: ["BOUNCE", "COMPLAINT"],
        snsDestination: { topicArn: topic() },
    },
});

const ses = [
    ...casesOf(aws.sesv2.EmailIdentity, identity, [
        ["ses-identity-form", { emailIdentity: "example" }, "Invalid domain name or e-mail address"],
        [
            "ses-identity-configuration-set",
            { configurationSetName: "no-such-set" },
            "The configuration set 'no-such-set' does not exist",
        ],
    ]),
    clash("ses-identity-taken", aws.sesv2.EmailIdentity, identity, "AlreadyExistsException: Email identity"),
    ...casesOf(aws.sesv2.EmailIdentityMailFromAttributes, mailFrom, [
        [
            "ses-mail-from-subdomain",
            { mailFromDomain: "bounce.example.net" },
            "Provided MAIL-FROM domain <bounce.example.net> is not subdomain of the domain of the identity",
        ],
        ["ses-mail-from-behavior", { behaviorOnMxFailure: "IGNORE" }, "got IGNORE"],
    ]),
    ...casesOf(
        aws.sesv2.ConfigurationSet,
        (name) => ({ configurationSetName: name, deliveryOptions: { tlsPolicy: "REQUIRE" } }),
        [
            [
                "ses-configuration-set-name",
                { configurationSetName: "hrms.prod" },
                "Invalid configuration set name",
            ],
            ["ses-tls-policy", { deliveryOptions: { tlsPolicy: "ALWAYS" } }, "got ALWAYS"],
            ["ses-suppression-reason", { suppressionOptions: { suppressedReasons: ["SPAM"] } }, "got SPAM"],
        ],
    ),
    clash(
        "ses-configuration-set-taken",
        aws.sesv2.ConfigurationSet,
        (name) => ({ configurationSetName: name }),
        "AlreadyExistsException: Configuration set",
    ),
    ...casesOf(aws.sesv2.ConfigurationSetEventDestination, destination, [
        ["ses-event-destination-name", { eventDestinationName: "to sns" }, "Invalid event destination name"],
        [
            "ses-event-destination-count",
            { eventDestination: { matchingEventTypes: ["BOUNCE"] } },
            "exactly one destination, got none",
        ],
        [
            "ses-event-type",
            () => ({
                eventDestination: { matchingEventTypes: ["BOUNCED"], snsDestination: { topicArn: topic() } },
            }),
            "got BOUNCED",
        ],
        [
            "ses-event-destination-set",
            { configurationSetName: "no-such-set" },
            "The configuration set 'no-such-set' does not exist",
        ],
    ]),
];

const subscription = (): aws.sns.TopicSubscriptionArgs => ({
    topic: topic(),
    protocol: "email",
    endpoint: "ops@example.com",
});

const sns = [
    ...casesOf(aws.sns.Topic, () => ({ displayName: "Alerts" }), [
        ["sns-topic-name", { name: "alerts.critical" }, "Invalid parameter: Topic Name"],
        ["sns-topic-fifo-name", { name: "alerts", fifoTopic: true }, "ends with .fifo"],
        [
            "sns-topic-display-name",
            { displayName: "d".repeat(101) },
            "DisplayName has at most 100 characters",
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

export const cases = [...ses, ...sns];
