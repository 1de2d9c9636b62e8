import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** An event of AWS that the contacts receive as a sentence. */
export interface EventAlert {
    /** Description of the rule in the console; at most 512 characters. */
    readonly description: string;
    /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html */
    readonly pattern: Readonly<Record<string, unknown>>;
    /** The message, with `<name>` for each part of the event. */
    readonly message: string;
    /** Path of each part in the event, such as `$.detail.title`. Names have letters and digits only. */
    readonly parts: Readonly<Record<string, string>>;
    /** @defaultValue - the stack's region; the topic must be in the same one */
    readonly region?: string;
}

/** A rule that sends a sentence to the topic instead of the event's JSON. Throws if a part is not defined. */
export function eventAlert(
    name: string,
    { description, pattern, message, parts, region }: EventAlert,
    topicArn: pulumi.Input<string>,
    opts: pulumi.CustomResourceOptions,
): aws.cloudwatch.EventRule {
    const unknown = [...message.matchAll(/<(\w+)>/g)].filter(([, part = ""]) => !(part in parts));
    if (unknown.length > 0) {
        throw new Error(
            `event alert ${name}: the message names ${unknown.join(", ")}, which no part defines`,
        );
    }
    const rule = new aws.cloudwatch.EventRule(
        name,
        { description, eventPattern: JSON.stringify(pattern), region },
        opts,
    );
    new aws.cloudwatch.EventTarget(
        `${name}-target`,
        {
            rule: rule.name,
            arn: topicArn,
            inputTransformer: { inputPaths: parts, inputTemplate: JSON.stringify(message) },
            region,
        },
        opts,
    );
    return rule;
}
