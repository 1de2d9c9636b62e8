import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ChecklistId } from "../checklist/items";
import type { Settings } from "../config";
import { type Caller, onlyFor, PUBLISHERS } from "./internal/callers";
import { policyDocument, type Statement } from "./internal/iam";
import type { Keys } from "./keys";
import { accountAdministers, publishersUse } from "./keys/policies";

export interface AlertsArgs extends Pick<
    Settings,
    | "awsAccountId"
    | "criticalContacts"
    | "criticalWebhooks"
    | "deletionProtection"
    | "region"
    | "stack"
    | "warningContacts"
> {
    readonly keys: Keys;
}

/** A critical alarm cannot wait until the morning. A warning can. */
export type Severity = "critical" | "warning";

/** A topic for each severity, in one region: an alarm can only publish to a topic of its own region. */
export type Topics = Readonly<Record<Severity, aws.sns.Topic>>;

/** Where CloudFront's, Route 53's and its certificate's metrics and events are, whatever region the stack is in. */
export const NORTH_VIRGINIA = "us-east-1";

/**
 * Sends alerts to people: a critical and a warning topic, with the contacts subscribed by e-mail, SMS or webhook. Whoever
 * gets e-mail confirms once per topic; a webhook confirms by itself, and `pulumi up` fails if it does not. Alarms of
 * CloudFront, Route 53 and the static files' certificate live in us-east-1, and so does a second pair of topics. They reach
 * people without the stack's own region, which can be the one that is down.
 * Cost: the key in us-east-1, 1 USD a month; e-mail is free up to 1,000 a month.
 */
export class Alerts extends pulumi.ComponentResource {
    static readonly covers = [
        "incident.alerts.critical",
        "incident.alerts.contacts",
        "go-live.pre-launch.alerts",
    ] as const satisfies readonly ChecklistId[];

    /** The critical topic in the stack's region. */
    readonly critical: aws.sns.Topic;
    /** The warning topic in the stack's region. */
    readonly warning: aws.sns.Topic;
    /** The topics in us-east-1. If the stack is in us-east-1, they are the same topics. */
    readonly inNorthVirginia: Topics;

    constructor(name: string, args: AlertsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hrms:monitoring:Alerts", name, {}, opts);
        const child = { parent: this };
        const topics = (prefix: string, keyArn: pulumi.Input<string>, region?: string): Topics => ({
            critical: alertTopic(
                `${prefix}-critical`,
                args,
                { ...byAddress(args.criticalContacts), ...byWebhook(args.criticalWebhooks) },
                keyArn,
                region,
                child,
            ),
            warning: alertTopic(
                `${prefix}-warning`,
                args,
                byAddress(args.warningContacts),
                keyArn,
                region,
                child,
            ),
        });

        const here = topics(name, args.keys.logs.arn);
        this.inNorthVirginia =
            args.region === NORTH_VIRGINIA
                ? here
                : topics(
                      `${name}-global`,
                      northVirginiaKey(`${name}-global`, args, child).arn,
                      NORTH_VIRGINIA,
                  );
        this.critical = here.critical;
        this.warning = here.warning;
        this.registerOutputs({ criticalArn: this.critical.arn, warningArn: this.warning.arn });
    }
}

type Subscriber = Pick<aws.sns.TopicSubscriptionArgs, "protocol" | "endpoint" | "endpointAutoConfirms">;

/**
 * Subscribers by name, not by position, so that adding or removing one changes no other. SNS decrypts a message of an
 * encrypted topic before it delivers it, so every protocol works.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-server-side-encryption.html
 */
type Subscribers = Readonly<Record<string, Subscriber>>;

const byAddress = (contacts: readonly string[]): Subscribers =>
    Object.fromEntries(
        contacts.map((address) => [
            address,
            { protocol: address.includes("@") ? "email" : "sms", endpoint: address },
        ]),
    );

/** Their addresses contain keys, so they are secrets, and their names stand for them. */
const byWebhook = (webhooks: AlertsArgs["criticalWebhooks"]): Subscribers =>
    Object.fromEntries(
        Object.entries(webhooks).map(([name, endpoint]) => [
            `webhook-${name}`,
            { protocol: "https", endpoint, endpointAutoConfirms: true },
        ]),
    );

/** An encrypted topic that the services of {@link PUBLISHERS} can publish to, with its subscribers. */
function alertTopic(
    name: string,
    { awsAccountId }: Pick<AlertsArgs, "awsAccountId">,
    subscribers: Subscribers,
    keyArn: pulumi.Input<string>,
    region: string | undefined,
    opts: pulumi.CustomResourceOptions,
): aws.sns.Topic {
    const topic = new aws.sns.Topic(
        name,
        // Version 2 signs messages with SHA-256; SNS's default is SHA-1.
        { displayName: name, kmsMasterKeyId: keyArn, signatureVersion: 2, region },
        opts,
    );
    new aws.sns.TopicPolicy(
        `${name}-policy`,
        { arn: topic.arn, policy: policyDocument(...topicStatements(topic.arn, awsAccountId)), region },
        opts,
    );
    for (const [subscriber, how] of Object.entries(subscribers)) {
        new aws.sns.TopicSubscription(`${name}-${subscriber}`, { topic: topic.arn, ...how, region }, opts);
    }
    return topic;
}

/** A statement for each service, because each says something else about the account that it acts for. */
function topicStatements(topicArn: pulumi.Input<string>, account: string): Statement[] {
    const resources = [topicArn];
    const actions = ["sns:Publish"];
    return [
        ...PUBLISHERS.map((publisher): Statement => {
            const conditions = onlyFor(account, publisher);
            const principals = { Service: [publisher.service] };
            return {
                sid: sidOf(publisher),
                actions,
                resources,
                principals,
                ...(conditions && { conditions }),
            };
        }),
        {
            sid: "RefuseWithoutTls",
            effect: "Deny",
            actions,
            resources,
            principals: "*",
            conditions: { Bool: { "aws:SecureTransport": "false" } },
        },
    ];
}

/** `events.rds.amazonaws.com` → `EventsRdsPublishes` */
const sidOf = ({ service }: Caller): string =>
    service
        .replace(/amazonaws\.com$/, "publishes")
        .replace(/(?:^|\.)(\w)/g, (_, letter: string) => letter.toUpperCase());

/** A key cannot be used from another region, so the topics in us-east-1 have their own. */
function northVirginiaKey(
    name: string,
    { awsAccountId, deletionProtection, stack }: AlertsArgs,
    opts: pulumi.CustomResourceOptions,
): aws.kms.Key {
    const place = { awsAccountId, region: NORTH_VIRGINIA };
    return new aws.kms.Key(
        `${name}-key`,
        {
            description: `Alert topics of the HRMS in us-east-1, stack ${stack}`,
            enableKeyRotation: true,
            deletionWindowInDays: 30,
            policy: policyDocument(accountAdministers(place), publishersUse(place)),
            region: NORTH_VIRGINIA,
        },
        // Without it, recent alerts would be lost without notice.
        { ...opts, protect: deletionProtection },
    );
}
