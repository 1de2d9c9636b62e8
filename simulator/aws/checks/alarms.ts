import { Properties, Refusal } from "../../resource-type";
import {
    blocksAt,
    fault,
    isSet,
    listAt,
    numberAt,
    refusal,
    refuseOther,
    textAt,
    valueAt,
} from "../../checks";

const PUT = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html";
const ACTIONS = ["alarmActions", "okActions", "insufficientDataActions"];
const DAY = 86400;

/** Checks of the actions of metric alarms and composite alarms. */
export const actionRefusals = (kind: "metric" | "composite"): readonly Refusal[] => [
    refusal(`cloudwatch-${kind}-alarm-action-count`, PUT, (inputs) => {
        const property = ACTIONS.find((name) => listAt(inputs, name).length > 5);
        return property === undefined
            ? undefined
            : fault(
                  property,
                  `ValidationError: Too many actions: an alarm can have at most 5 for a state, got ${listAt(inputs, property).length}`,
              );
    }),
    refusal(`cloudwatch-${kind}-alarm-action-region`, PUT, (inputs, _, { region }) => {
        const foreign = ACTIONS.flatMap((property) =>
            listAt(inputs, property)
                .map((arn) => String(arn).split(":")[3] ?? "")
                .filter((of) => of !== "" && of !== region)
                .map((of) =>
                    fault(
                        property,
                        `ValidationError: Invalid region ${of} specified. Only ${region} is supported.`,
                    ),
                ),
        );
        return foreign[0];
    }),
];

/** The periods, in seconds, of the metric or of the metrics in its expression. */
const periodsOf = (inputs: Properties): readonly number[] =>
    [
        numberAt(inputs, "period"),
        ...blocksAt(inputs, "metricQueries").flatMap((query) => [
            numberAt(query, "metric.period"),
            numberAt(query, "period"),
        ]),
    ].filter((period) => period !== undefined);

export const metricAlarmRefusals: readonly Refusal[] = [
    refusal("cloudwatch-alarm-period", PUT, (inputs) => {
        const wrong = periodsOf(inputs).find(
            (period) => ![10, 20, 30].includes(period) && (period % 60 !== 0 || period < 60),
        );
        return wrong === undefined
            ? undefined
            : fault("period", `ValidationError: Period must be 10, 20, 30 or a multiple of 60, got ${wrong}`);
    }),
    refusal("cloudwatch-alarm-evaluation-range", PUT, (inputs) => {
        const period = Math.max(0, ...periodsOf(inputs));
        const periods = numberAt(inputs, "evaluationPeriods") ?? 0;
        const [limit, name] = period >= 3600 ? [7 * DAY, "a week"] : [DAY, "a day"];
        return period * periods > limit
            ? fault(
                  "evaluationPeriods",
                  `ValidationError: Metrics cannot be checked across more than ${name} (EvaluationPeriods * Period must be <= ${limit}): ${periods} * ${period}`,
              )
            : undefined;
    }),
    refusal("cloudwatch-alarm-datapoints", PUT, (inputs) => {
        const datapoints = numberAt(inputs, "datapointsToAlarm") ?? 0;
        const periods = numberAt(inputs, "evaluationPeriods");
        return periods !== undefined && datapoints > periods
            ? fault(
                  "datapointsToAlarm",
                  `ValidationError: DatapointsToAlarm must be less than or equal to EvaluationPeriods: ${datapoints} > ${periods}`,
              )
            : undefined;
    }),
    refusal("cloudwatch-alarm-metric", PUT, (inputs) => {
        const given = [
            ...(isSet(inputs, "metricName") ? ["MetricName"] : []),
            ...(blocksAt(inputs, "metricQueries").length > 0 ? ["Metrics"] : []),
            ...(isSet(inputs, "evaluationCriteria") ? ["EvaluationCriteria"] : []),
        ];
        return given.length === 1 ||
            (valueAt(inputs, "metricQueries") !== undefined && !Array.isArray(inputs.metricQueries))
            ? undefined
            : fault(
                  "metricName",
                  `ValidationError: An alarm must have either MetricName or Metrics; it has ${given.join(" and ") || "neither"}`,
              );
    }),
    refusal("cloudwatch-alarm-statistic", PUT, (inputs) => {
        const given = ["statistic", "extendedStatistic"].filter((property) => isSet(inputs, property));
        return isSet(inputs, "metricName") && given.length !== 1
            ? fault(
                  "statistic",
                  `ValidationError: Exactly one of Statistic and ExtendedStatistic must be specified for a metric, got ${given.length}`,
              )
            : undefined;
    }),
    refusal(
        "cloudwatch-alarm-extended-statistic",
        "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html",
        (inputs) => {
            const statistic = textAt(inputs, "extendedStatistic");
            return statistic === undefined ||
                /^(p\d{1,2}(\.\d{1,10})?|p100|IQM|(tm|wm|tc|ts)\d{1,2}(\.\d+)?|(TM|WM|TC|TS|PR)\(.*:.*\))$/.test(
                    statistic,
                )
                ? undefined
                : fault(
                      "extendedStatistic",
                      `ValidationError: The value ${statistic} for parameter ExtendedStatistic is not supported.`,
                  );
        },
    ),
    refuseOther("cloudwatch-alarm-statistic-unknown", PUT, "statistic", [
        "SampleCount",
        "Average",
        "Sum",
        "Minimum",
        "Maximum",
    ]),
    refuseOther("cloudwatch-alarm-comparison", PUT, "comparisonOperator", [
        "GreaterThanOrEqualToThreshold",
        "GreaterThanThreshold",
        "LessThanThreshold",
        "LessThanOrEqualToThreshold",
        "LessThanLowerOrGreaterThanUpperThreshold",
        "LessThanLowerThreshold",
        "GreaterThanUpperThreshold",
    ]),
    refuseOther("cloudwatch-alarm-missing-data", PUT, "treatMissingData", [
        "breaching",
        "notBreaching",
        "ignore",
        "missing",
    ]),
    refusal("cloudwatch-alarm-threshold", PUT, (inputs) =>
        isSet(inputs, "threshold") === isSet(inputs, "thresholdMetricId") &&
        !isSet(inputs, "evaluationCriteria")
            ? fault("threshold", "ValidationError: An alarm must have either Threshold or ThresholdMetricId")
            : undefined,
    ),
    refusal("cloudwatch-alarm-returned-data", PUT, (inputs) => {
        const queries = blocksAt(inputs, "metricQueries");
        const returned = queries.filter((query) => query.returnData === true).length;
        return queries.length > 0 && returned !== 1 && !isSet(inputs, "thresholdMetricId")
            ? fault(
                  "metricQueries",
                  `ValidationError: Exactly one element of the metrics list should return data, got ${returned}`,
              )
            : undefined;
    }),
    ...actionRefusals("metric"),
];
