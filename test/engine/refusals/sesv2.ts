import * as aws from "@pulumi/aws";
import { topic } from "./support/fixtures";
import { casesOf, clash, once } from "./support/table";

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

export const cases = [
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
