/**
 * The few calls to CloudWatch and SNS that a test of alerts needs. They are signed with the credentials of a client that is
 * there already, as in components/rollout/alarms.ts, and need no SDK of their own.
 */
import { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { z } from "zod";

export interface FoundAlarm {
    readonly name: string;
    readonly actions: readonly string[];
}

export interface Subscription {
    readonly protocol: string;
    readonly endpoint: string;
    readonly isConfirmed: boolean;
}

/** What AWS does in a region. Each call throws with AWS's words if it is refused. */
export interface Region {
    readonly name: string;
    readonly alarms: (prefix: string) => Promise<FoundAlarm[]>;
    readonly subscriptions: (topicArn: string) => Promise<Subscription[]>;
    readonly publish: (topicArn: string, subject: string, message: string) => Promise<void>;
    readonly setToAlarm: (alarmName: string, reason: string) => Promise<void>;
}

const ALARM = z.object({ AlarmName: z.string(), AlarmActions: z.array(z.string()).optional() });
const ALARMS = z.object({
    MetricAlarms: z.array(ALARM).optional(),
    CompositeAlarms: z.array(ALARM).optional(),
    NextToken: z.string().nullish(),
});

export function regionNamed(name: string): Region {
    const { config } = new AutoScalingClient({ region: name });
    const post = async (service: "monitoring" | "sns", headers: Record<string, string>, body: string) => {
        // The SDK's variables for other endpoints.
        const { AWS_ENDPOINT_URL_CLOUDWATCH, AWS_ENDPOINT_URL_SNS } = process.env;
        const endpoint = service === "sns" ? AWS_ENDPOINT_URL_SNS : AWS_ENDPOINT_URL_CLOUDWATCH;
        const url = new URL(endpoint ?? `https://${service}.${name}.amazonaws.com/`);
        const signer = await config.signer();
        const signed = await signer.sign(
            {
                method: "POST",
                protocol: url.protocol,
                hostname: url.hostname,
                path: url.pathname,
                headers: { host: url.host, ...headers },
                body,
            },
            { signingService: service, signingRegion: name },
        );
        const response = await fetch(url, { method: "POST", headers: signed.headers, body });
        const text = await response.text();
        if (!response.ok) {
            throw new Error(`HTTP ${response.status}: ${messageIn(text)}`);
        }
        return text;
    };
    /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/Welcome.html */
    const cloudWatch = (action: string, input: object): Promise<string> =>
        post(
            "monitoring",
            {
                "content-type": "application/x-amz-json-1.0",
                "x-amz-target": `GraniteServiceVersion20100801.${action}`,
            },
            JSON.stringify(input),
        );
    /** https://docs.aws.amazon.com/sns/latest/api/welcome.html */
    const sns = (action: string, input: Readonly<Record<string, string>>): Promise<string> =>
        post(
            "sns",
            { "content-type": "application/x-www-form-urlencoded" },
            new URLSearchParams({ Action: action, Version: "2010-03-31", ...input }).toString(),
        );

    return {
        name,
        alarms: async (prefix) => {
            const found: FoundAlarm[] = [];
            let next: string | null | undefined;
            do {
                const answer = ALARMS.parse(
                    JSON.parse(
                        await cloudWatch("DescribeAlarms", {
                            AlarmNamePrefix: prefix,
                            AlarmTypes: ["MetricAlarm", "CompositeAlarm"],
                            ...(next && { NextToken: next }),
                        }),
                    ),
                );
                for (const alarm of [...(answer.MetricAlarms ?? []), ...(answer.CompositeAlarms ?? [])]) {
                    found.push({ name: alarm.AlarmName, actions: alarm.AlarmActions ?? [] });
                }
                next = answer.NextToken;
            } while (next);
            return found;
        },
        // A topic of ours has fewer than the hundred that an answer holds.
        subscriptions: async (topicArn) =>
            [
                ...(await sns("ListSubscriptionsByTopic", { TopicArn: topicArn })).matchAll(
                    /<member>(.*?)<\/member>/gs,
                ),
            ].map(([, member = ""]) => ({
                protocol: elementOf(member, "Protocol"),
                endpoint: elementOf(member, "Endpoint"),
                isConfirmed: elementOf(member, "SubscriptionArn").startsWith("arn:"),
            })),
        publish: async (topicArn, subject, message) => {
            await sns("Publish", { TopicArn: topicArn, Subject: subject, Message: message });
        },
        setToAlarm: async (alarmName, reason) => {
            await cloudWatch("SetAlarmState", {
                AlarmName: alarmName,
                StateValue: "ALARM",
                StateReason: reason,
            });
        },
    };
}

/** The text of an element without children. SNS escapes few characters. */
const elementOf = (xml: string, name: string): string =>
    (new RegExp(`<${name}>\\s*([^<]*?)\\s*</${name}>`).exec(xml)?.[1] ?? "").replaceAll("&amp;", "&");

/** AWS's own words in an error, which is XML or JSON. */
const messageIn = (text: string): string =>
    /<Message>([^<]*)<\/Message>|"[mM]essage":\s*"([^"]*)"/.exec(text)?.slice(1).find(Boolean) ??
    text.slice(0, 300);
