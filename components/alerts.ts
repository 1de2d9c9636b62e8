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
    "awsAccountId" | "criticalContacts" | "deletionProtection" | "region" | "stack" | "warningContacts"
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
 * Sends alerts to people: a critical and a warning topic, with the contacts subscribed by e-mail. Each contact confirms once
 * per topic. Alarms of CloudFront, Route 53 and the static files' certificate live in us-east-1, and so does a second pair
 * of topics. They reach people without the stack's own region, which can be the one that is down.
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
            critical: alertTopic(`${prefix}-critical`, args, args.criticalContacts, keyArn, region, child),
            warning: alertTopic(`${prefix}-warning`, args, args.warningContacts, keyArn, region, child),
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

/** An encrypted topic that the services of {@link PUBLISHERS} can publish to, and these addresses subscribed to it. */
function alertTopic(
    name: string,
    { awsAccountId }: Pick<AlertsArgs, "awsAccountId">,
    contacts: readonly string[],
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
    for (const address of contacts) {
        // Named by address, not by position, so that adding or removing a contact changes no other subscription.
        new aws.sns.TopicSubscription(
            `${name}-${address}`,
            { topic: topic.arn, protocol: "email", endpoint: address, region },
            opts,
        );
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
