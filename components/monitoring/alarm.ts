import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { NORTH_VIRGINIA, type Alerts, type Severity } from "../alerts";

/** One CloudWatch metric. */
export interface Metric {
    readonly namespace: string;
    readonly name: string;
    /**
     * `TC(3:)` is how many values are above 3. Percentiles are not among them: an alarm on p99 needs 1,000 requests in a
     * period before it changes its state, so that with a few hundred it never does.
     * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/percentiles-with-low-samples.html
     */
    readonly statistic: "Average" | "Maximum" | "Minimum" | "Sum" | `TC(${number}:)`;
    /** @defaultValue - the metric has none */
    readonly dimensions?: Readonly<Record<string, pulumi.Input<string>>>;
}

/** Metric math over metrics, each named by its key (starting with a small letter), or a Metrics Insights query without any. */
export interface Expression {
    readonly expression: string;
    readonly over: Readonly<Record<string, Metric>>;
}

/** Sections of the dashboard, in its order. */
export const CONCERNS = [
    "Website",
    "Hosts",
    "Database",
    "Cache and queue",
    "E-mail",
    "Backup",
    "Security",
    "Alerts",
] as const;
export type Concern = (typeof CONCERNS)[number];

/** Headings of docs/runbook/alarms.md, as anchors. */
export type Runbook =
    | "website-down"
    | "website-slow-or-failing"
    | "static-files-failing"
    | "certificate-expiring"
    | "hosts-missing-or-overloaded"
    | "database-overloaded"
    | "database-storage-full"
    | "cache-or-queue-overloaded"
    | "background-work-stopped"
    | "e-mail-bounces"
    | "backup-failed"
    | "security-event"
    | "event-not-delivered"
    | "network-exhausted"
    | "alerts-not-delivered";

const COMPARISONS = {
    ">": "GreaterThanThreshold",
    ">=": "GreaterThanOrEqualToThreshold",
    "<": "LessThanThreshold",
    "<=": "LessThanOrEqualToThreshold",
} as const;

/** A row of the alarm table. */
export interface Alarm {
    /** Unique in its region; the alarm is called `hrms-<stack>-<name>`. */
    readonly name: string;
    readonly concern: Concern;
    /** An alarm that is part of a critical composite is a warning itself, so that an outage alerts people once. */
    readonly severity: Severity;
    readonly metric: Metric | Expression;
    readonly is: keyof typeof COMPARISONS;
    readonly threshold: number;
    /** Length of a data point. */
    readonly minutes: number;
    /** How many of the last data points must breach: `[3, 5]` is 3 of 5. */
    readonly datapoints: readonly [breaching: number, of: number];
    /**
     * What missing data means: trouble, all is well, no change, or trouble if there was data before. `alert` is for metrics
     * that begin after the alarm: a new alarm has the state INSUFFICIENT_DATA already, and only a change alerts people.
     * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
     */
    readonly missing: "breaching" | "notBreaching" | "ignore" | "alert";
    /** Tells the person on call what the alarm means for the people who use the HRMS. */
    readonly why: string;
    readonly runbook: Runbook;
    /**
     * The alarm counts events, and its end means only that no other one has followed: nobody needs a second message.
     * @defaultValue - people hear of the end of a critical alarm
     */
    readonly endsSilently?: true;
    /** @defaultValue - the stack's region */
    readonly region?: typeof NORTH_VIRGINIA;
}

/** An alarm over other alarms in the stack's region. It is in alarm when any of them is. */
export interface Composite extends Pick<Alarm, "name" | "severity" | "why" | "runbook"> {
    /** Names of alarms in the table. */
    readonly anyOf: readonly string[];
    /** Name of an earlier composite. While that one is in alarm, this one alerts nobody. */
    readonly silencedBy?: string;
}

/** What all alarms of a stack have in common. */
export interface AlarmContext {
    readonly stack: string;
    readonly alerts: Alerts;
}

export const alarmName = (stack: string, name: string): string => `hrms-${stack}-${name}`;

/** The whole text of the e-mail: what happened, and which heading of the runbook to open. */
export const alarmText = ({ why, runbook }: Pick<Alarm, "why" | "runbook">): string =>
    `${why} Runbook: docs/runbook/alarms.md#${runbook}`;

export function metricAlarm(
    name: string,
    alarm: Alarm,
    { stack, alerts }: AlarmContext,
    opts: pulumi.CustomResourceOptions,
): aws.cloudwatch.MetricAlarm {
    const topics = alarm.region === NORTH_VIRGINIA ? alerts.inNorthVirginia : alerts;
    const topicArn = topics[alarm.severity].arn;
    const [breaching, of] = alarm.datapoints;
    return new aws.cloudwatch.MetricAlarm(
        name,
        {
            name: alarmName(stack, alarm.name),
            alarmDescription: alarmText(alarm),
            ...measured(alarm.metric, alarm.minutes * 60),
            comparisonOperator: COMPARISONS[alarm.is],
            threshold: alarm.threshold,
            datapointsToAlarm: breaching,
            evaluationPeriods: of,
            treatMissingData: alarm.missing === "alert" ? "missing" : alarm.missing,
            alarmActions: [topicArn],
            // CloudWatch also sends this when a new alarm has its first data, so only those who were called out hear of the end.
            // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
            okActions: alarm.severity === "critical" && !alarm.endsSilently ? [topicArn] : undefined,
            insufficientDataActions: alarm.missing === "alert" ? [topicArn] : undefined,
            region: alarm.region,
        },
        opts,
    );
}

type Measured = Pick<
    aws.cloudwatch.MetricAlarmArgs,
    "namespace" | "metricName" | "dimensions" | "statistic" | "period" | "metricQueries"
>;

function measured(metric: Metric | Expression, period: number): Measured {
    if ("expression" in metric) {
        const parts = Object.entries(metric.over).map(([id, { namespace, name, statistic, dimensions }]) => ({
            id,
            metric: { namespace, metricName: name, stat: statistic, dimensions, period },
        }));
        // A query has no metric from which it could take its period.
        const ownPeriod = parts.length === 0 ? { period } : {};
        const result = { id: "result", expression: metric.expression, returnData: true, ...ownPeriod };
        return { metricQueries: [result, ...parts] };
    }
    const { namespace, name, statistic, dimensions } = metric;
    return { namespace, metricName: name, dimensions, period, statistic };
}

export function compositeAlarm(
    name: string,
    composite: Composite,
    known: ReadonlyMap<string, pulumi.Output<string>>,
    { stack, alerts }: AlarmContext,
    opts: pulumi.CustomResourceOptions,
): aws.cloudwatch.CompositeAlarm {
    const nameOf = (alarm: string): pulumi.Output<string> => {
        const found = known.get(alarm);
        if (!found) {
            throw new Error(
                `composite alarm ${composite.name} refers to ${alarm}, which is not in the table`,
            );
        }
        return found;
    };
    const topicArn = alerts[composite.severity].arn;
    const rule = pulumi
        .all(composite.anyOf.map(nameOf))
        .apply((names) => names.map((one) => `ALARM("${one}")`).join(" OR "));
    return new aws.cloudwatch.CompositeAlarm(
        name,
        {
            alarmName: alarmName(stack, composite.name),
            alarmDescription: alarmText(composite),
            alarmRule: rule,
            alarmActions: [topicArn],
            okActions: [topicArn],
            ...(composite.silencedBy && {
                actionsSuppressor: {
                    alarm: nameOf(composite.silencedBy),
                    // Seconds. The silencing alarm can start a little later, and the silenced one needs up to a quarter of
                    // an hour to end.
                    waitPeriod: 120,
                    extensionPeriod: 900,
                },
            }),
        },
        opts,
    );
}
