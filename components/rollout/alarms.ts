import type { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { z } from "zod";

const ANSWER = z.object({
    MetricAlarms: z.array(z.object({ AlarmName: z.string(), StateValue: z.string() })),
});

/**
 * The alarms that are in the state ALARM. This is the only CloudWatch call, so it is signed with the credentials of the
 * existing client, and needs no SDK of its own.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
export async function alarmsThatAreOn(
    names: readonly string[],
    { config }: AutoScalingClient,
): Promise<string[]> {
    const region = await config.region();
    // The SDK's variable for another endpoint.
    const url = new URL(
        process.env.AWS_ENDPOINT_URL_CLOUDWATCH ?? `https://monitoring.${region}.amazonaws.com/`,
    );
    const body = JSON.stringify({ AlarmNames: names });
    const signer = await config.signer();
    const { headers } = await signer.sign(
        {
            method: "POST",
            protocol: url.protocol,
            hostname: url.hostname,
            path: url.pathname,
            headers: {
                host: url.host,
                "content-type": "application/x-amz-json-1.0",
                "x-amz-target": "GraniteServiceVersion20100801.DescribeAlarms",
            },
            body,
        },
        { signingService: "monitoring" },
    );
    const response = await fetch(url, { method: "POST", headers, body });
    const text = await response.text();
    if (!response.ok) {
        throw new Error(`CloudWatch refuses to tell the state of alarms (HTTP ${response.status}): ${text}`);
    }
    const { MetricAlarms } = ANSWER.parse(JSON.parse(text));
    return MetricAlarms.filter(({ StateValue }) => StateValue === "ALARM").map(({ AlarmName }) => AlarmName);
}
