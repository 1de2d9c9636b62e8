/** What a test of alerts asks of CloudWatch and SNS. */
import { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { z } from "zod";
import { callCloudWatch, callSns } from "../../components/internal/aws-call";

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
    const client = new AutoScalingClient({ region: name });
    const cloudWatch = async (action: string, input: object): Promise<string> =>
        textOf(await callCloudWatch(client, action, input));
    const sns = async (action: string, input: Readonly<Record<string, string>>): Promise<string> =>
        textOf(await callSns(client, action, input));

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

/** Throws with AWS's words if it has refused. */
async function textOf(response: Response): Promise<string> {
    const text = await response.text();
    if (!response.ok) {
        throw new Error(`HTTP ${response.status}: ${messageIn(text)}`);
    }
    return text;
}

/** The text of an element without children. SNS escapes few characters. */
const elementOf = (xml: string, name: string): string =>
    (new RegExp(`<${name}>\\s*([^<]*?)\\s*</${name}>`).exec(xml)?.[1] ?? "").replaceAll("&amp;", "&");

/** AWS's own words in an error, which is XML or JSON. */
const messageIn = (text: string): string =>
    /<Message>([^<]*)<\/Message>|"[mM]essage":\s*"([^"]*)"/.exec(text)?.slice(1).find(Boolean) ??
    text.slice(0, 300);
