import type * as pulumi from "@pulumi/pulumi";
import { NORTH_VIRGINIA, type Alerts } from "../../alerts";
import type { Alarm } from "../alarm";

/** RDS reports every minute for as long as the instance runs. Longer than a failover or a restart takes. */
export const databaseSilence = (identifier: pulumi.Input<string>): Alarm => ({
    name: "database-silent",
    concern: "Database",
    severity: "critical",
    metric: {
        namespace: "AWS/RDS",
        // Not one that other alarms watch, because this alarm says nothing about its value.
        name: "NetworkReceiveThroughput",
        statistic: "Maximum",
        dimensions: { DBInstanceIdentifier: identifier },
    },
    is: "<",
    // No value is: only silence sets off this alarm.
    threshold: 0,
    minutes: 1,
    datapoints: [8, 8],
    missing: "breaching",
    why: "The database has not reported for eight minutes: it is stopped, deleted or out of order.",
    runbook: "database-overloaded",
});

/**
 * Alarms on critical alerts that SNS could not deliver, for example because a webhook answers with an error. They go to the
 * warning topic, because the critical one is what fails.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
 */
export function deliveryAlarms({ critical, inNorthVirginia }: Alerts): Alarm[] {
    const undelivered = (
        name: string,
        topicName: pulumi.Input<string>,
        region?: typeof NORTH_VIRGINIA,
    ): Alarm => ({
        name,
        concern: "Alerts",
        severity: "warning",
        metric: {
            namespace: "AWS/SNS",
            name: "NumberOfNotificationsFailed",
            statistic: "Sum",
            dimensions: { TopicName: topicName },
        },
        is: ">",
        threshold: 0,
        minutes: 5,
        datapoints: [1, 1],
        missing: "notBreaching",
        why: "A critical alert did not reach a contact.",
        runbook: "alerts-not-delivered",
        region,
    });
    const global = inNorthVirginia.critical;
    return [
        undelivered("alert-not-delivered", critical.name),
        ...(global === critical
            ? []
            : [undelivered("global-alert-not-delivered", global.name, NORTH_VIRGINIA)]),
    ];
}
