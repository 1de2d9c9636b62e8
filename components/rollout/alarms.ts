import type { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { z } from "zod";
import { callCloudWatch } from "../internal/aws-call";

const ANSWER = z.object({
    MetricAlarms: z.array(z.object({ AlarmName: z.string(), StateValue: z.string() })),
});

/**
 * The alarms that are in the state ALARM.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
export async function alarmsThatAreOn(
    names: readonly string[],
    client: Pick<AutoScalingClient, "config">,
): Promise<string[]> {
    const response = await callCloudWatch(client, "DescribeAlarms", { AlarmNames: names });
    const text = await response.text();
    if (!response.ok) {
        throw new Error(`CloudWatch refuses to tell the state of alarms (HTTP ${response.status}): ${text}`);
    }
    const { MetricAlarms } = ANSWER.parse(JSON.parse(text));
    return MetricAlarms.filter(({ StateValue }) => StateValue === "ALARM").map(({ AlarmName }) => AlarmName);
}
