import * as aws from "@pulumi/aws";
import { casesOf } from "../support/table";

const SNS = "arn:aws:sns:eu-central-1:123456789012:alerts";

const alarm = (): aws.cloudwatch.MetricAlarmArgs => ({
    namespace: "AWS/RDS",
    metricName: "CPUUtilization",
    statistic: "Average",
    comparisonOperator: "GreaterThanThreshold",
    threshold: 80,
    period: 60,
    evaluationPeriods: 5,
    alarmActions: [SNS],
});

const metrics = (...returned: boolean[]) => ({
    metricName: undefined,
    namespace: undefined,
    statistic: undefined,
    period: undefined,
    metricQueries: returned.map((returnData, at) => ({
        id: `m${at}`,
        returnData,
        metric: { metricName: "CPUUtilization", namespace: "AWS/RDS", period: 60, stat: "Average" },
    })),
});

const alarms = [
    ...casesOf(aws.cloudwatch.MetricAlarm, alarm, [
        ["cloudwatch-alarm-period", { period: 90 }, "Period must be 10, 20, 30 or a multiple of 60, got 90"],
        [
            "cloudwatch-alarm-evaluation-range",
            { period: 300, evaluationPeriods: 289 },
            "Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400)",
        ],
        ["cloudwatch-alarm-evaluation-range", { period: 86400, evaluationPeriods: 8 }, "more than a week"],
        [
            "cloudwatch-alarm-datapoints",
            { datapointsToAlarm: 6 },
            "DatapointsToAlarm must be less than or equal to EvaluationPeriods: 6 > 5",
        ],
        [
            "cloudwatch-alarm-metric",
            { metricName: undefined, statistic: undefined },
            "either MetricName or Metrics; it has neither",
        ],
        [
            "cloudwatch-alarm-statistic",
            { extendedStatistic: "p95" },
            "Exactly one of Statistic and ExtendedStatistic",
        ],
        [
            "cloudwatch-alarm-extended-statistic",
            { statistic: undefined, extendedStatistic: "95th" },
            "The value 95th for parameter ExtendedStatistic is not supported.",
        ],
        ["cloudwatch-alarm-statistic-unknown", { statistic: "Mean" }, "got Mean"],
        ["cloudwatch-alarm-comparison", { comparisonOperator: "Greater" }, "got Greater"],
        ["cloudwatch-alarm-missing-data", { treatMissingData: "alarm" }, "got alarm"],
        ["cloudwatch-alarm-threshold", { threshold: undefined }, "either Threshold or ThresholdMetricId"],
        [
            "cloudwatch-alarm-returned-data",
            metrics(true, true),
            "Exactly one element of the metrics list should return data, got 2",
        ],
        [
            "cloudwatch-metric-alarm-action-count",
            { alarmActions: Array.from({ length: 6 }, (_, at) => `${SNS}${at}`) },
            "at most 5 for a state, got 6",
        ],
        [
            "cloudwatch-metric-alarm-action-region",
            { okActions: ["arn:aws:sns:us-east-1:123456789012:alerts"] },
            "Invalid region us-east-1 specified. Only eu-central-1 is supported.",
        ],
    ]),
    ...casesOf(
        aws.cloudwatch.CompositeAlarm,
        (name) => ({ alarmName: name, alarmRule: "NOT (TRUE AND FALSE)", alarmActions: [SNS] }),
        [
            [
                "cloudwatch-alarm-rule",
                { alarmRule: 'ALARM("a") & ALARM("b")' },
                "AlarmRule must not contain invalid syntax",
            ],
            [
                "cloudwatch-alarm-rule",
                { alarmRule: "(TRUE OR FALSE" },
                "AlarmRule must not contain invalid syntax",
            ],
            [
                "cloudwatch-alarm-rule-missing",
                { alarmRule: 'ALARM("no-such-alarm")' },
                "as alarms [no-such-alarm] in the alarm rule do not exist",
            ],
            [
                "cloudwatch-composite-alarm-action-count",
                { alarmActions: Array.from({ length: 6 }, (_, at) => `${SNS}${at}`) },
                "at most 5 for a state, got 6",
            ],
            [
                "cloudwatch-composite-alarm-action-region",
                { alarmActions: ["arn:aws:sns:us-east-1:123456789012:alerts"] },
                "Invalid region us-east-1 specified",
            ],
        ],
    ),
    ...casesOf(
        aws.cloudwatch.CompositeAlarm,
        (name) => ({
            alarmName: name,
            alarmRule: new aws.cloudwatch.MetricAlarm(`${name}-part`, alarm()).name.apply(
                (part) => `ALARM("${part}") OR NOT OK('${part}')`,
            ),
        }),
        [
            [
                "cloudwatch-alarm-rule",
                { alarmRule: "ALARM" },
                "AlarmRule must not contain invalid syntax: ALARM",
            ],
        ],
    ),
];

const widget = {
    type: "metric",
    x: 0,
    y: 0,
    width: 12,
    height: 6,
    properties: { region: "eu-central-1", metrics: [["AWS/RDS", "CPUUtilization"]] },
};
const body = (...widgets: object[]): { dashboardBody: string } => ({
    dashboardBody: JSON.stringify({ widgets }),
});

const dashboards = casesOf(aws.cloudwatch.Dashboard, (name) => ({ dashboardName: name, ...body(widget) }), [
    [
        "cloudwatch-dashboard-name",
        { dashboardName: "hrms/prod" },
        "It can only contain alphanumerics, dash (-) and underscore (_)",
    ],
    [
        "cloudwatch-dashboard-body",
        { dashboardBody: "widgets" },
        "The field dashboardBody must be a valid JSON object",
    ],
    [
        "cloudwatch-dashboard-body",
        body({ ...widget, width: 25 }),
        '"dataPath":"/widgets/0/width","message":"Should be >= 1 and <= 24"',
    ],
    [
        "cloudwatch-dashboard-body",
        body({ ...widget, properties: { metrics: [] } }),
        "Should have required property 'region'",
    ],
]);

export const cases = [...alarms, ...dashboards];
