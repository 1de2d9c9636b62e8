/** Replays alarms against metrics: which states they go through, and when they alert people. */
import { evaluate } from "./expression";
import { evaluationRange, nextState, type Point, type Rule, type State } from "./state";
import { isTooFew, percentileOf, statisticOf, type Sample } from "./statistics";

/** A metric as an alarm names it. */
export interface Watched {
    readonly namespace: string;
    readonly name: string;
    readonly dimensions: Readonly<Record<string, string>>;
}

/** What is reported of a metric in a minute. Nothing reported is an empty list. */
export type Metrics = (metric: Watched, minute: number) => readonly Sample[];

interface Query {
    readonly id: string;
    readonly expression?: string;
    readonly period?: number;
    readonly metric?: {
        readonly namespace: string;
        readonly metricName: string;
        readonly stat: string;
        readonly period: number;
        readonly dimensions?: Readonly<Record<string, string>>;
    };
}

/** The arguments of a metric alarm that decide its state. */
export interface MetricAlarm extends Rule {
    readonly name: string;
    readonly namespace?: string;
    readonly metricName?: string;
    readonly dimensions?: Readonly<Record<string, string>>;
    readonly statistic?: string;
    readonly extendedStatistic?: string;
    readonly evaluateLowSampleCountPercentiles?: string;
    /** Seconds. */
    readonly period?: number;
    readonly metricQueries?: readonly Query[];
}

/** A change of state. */
export interface Change {
    readonly minute: number;
    readonly state: State;
}

/** Seconds of an alarm's data point. */
export const periodOf = ({ period, metricQueries = [] }: MetricAlarm): number =>
    period ?? metricQueries.map((query) => query.period ?? query.metric?.period).find(Boolean) ?? 60;

/**
 * The states that a new alarm goes through until a minute. It is created at minute 0 with the state INSUFFICIENT_DATA, and
 * metrics can have reported before. CloudWatch evaluates an alarm every minute; here, one with a long period is evaluated
 * five times in each, which is enough to see when it changes.
 */
export function replay(alarm: MetricAlarm, metrics: Metrics, until: number): Change[] {
    const step = Math.max(1, Math.floor(periodOf(alarm) / 60 / 5));
    const changes: Change[] = [{ minute: 0, state: "INSUFFICIENT_DATA" }];
    for (let minute = 0; minute < until; minute += step) {
        const before = changes.at(-1)?.state ?? "INSUFFICIENT_DATA";
        const state = stateAt(alarm, metrics, minute, before);
        if (state !== before) {
            changes.push({ minute, state });
        }
    }
    return changes;
}

function stateAt(alarm: MetricAlarm, metrics: Metrics, minute: number, before: State): State {
    const range = evaluationRange(alarm.evaluationPeriods);
    const samplesOf = (metric: Watched): (readonly Sample[])[] =>
        periods(metrics, metric, minute, periodOf(alarm) / 60, range);
    if (alarm.metricQueries && alarm.metricQueries.length > 0) {
        return nextState(alarm, expressionPoints(alarm.metricQueries, samplesOf), before);
    }
    const { namespace = "", metricName = "", dimensions = {} } = alarm;
    const statistic = alarm.extendedStatistic ?? alarm.statistic ?? "";
    const samples = samplesOf({ namespace, name: metricName, dimensions });
    const percentile = percentileOf(statistic);
    const latest = samples.slice(-alarm.evaluationPeriods).flat();
    if (
        percentile !== undefined &&
        alarm.evaluateLowSampleCountPercentiles === "ignore" &&
        latest.length > 0 &&
        isTooFew(percentile, samples.at(-1) ?? [])
    ) {
        return before;
    }
    return nextState(
        alarm,
        samples.map((one) => statisticOf(statistic, one)),
        before,
    );
}

/** What was reported in each of the last periods, the oldest first; the last one ends with the minute. */
const periods = (
    metrics: Metrics,
    metric: Watched,
    minute: number,
    length: number,
    count: number,
): (readonly Sample[])[] =>
    Array.from({ length: count }, (_, index) => {
        const start = minute + 1 - (count - index) * length;
        return Array.from({ length }, (_unused, offset) => metrics(metric, start + offset)).flat();
    });

/** A Metrics Insights query is replayed as the one metric that it sums up. */
const SELECT = /^SELECT (?<statistic>\w+)\((?<name>\w+)\) FROM "(?<namespace>[^"]+)"$/;

function expressionPoints(
    queries: readonly Query[],
    samplesOf: (metric: Watched) => (readonly Sample[])[],
): readonly Point[] {
    const points = (metric: Watched, statistic: string): Point[] =>
        samplesOf(metric).map((samples) => statisticOf(statistic, samples));
    const { expression = "" } = queries.find((query) => query.expression !== undefined) ?? {};
    const select = SELECT.exec(expression)?.groups;
    if (select) {
        const { statistic = "", name = "", namespace = "" } = select;
        return points({ namespace, name, dimensions: {} }, STATISTICS[statistic] ?? statistic);
    }
    const series = queries.flatMap(({ id, metric }) =>
        metric
            ? [
                  [
                      id,
                      points(
                          {
                              namespace: metric.namespace,
                              name: metric.metricName,
                              dimensions: metric.dimensions ?? {},
                          },
                          metric.stat,
                      ),
                  ] as const,
              ]
            : [],
    );
    return evaluate(expression, Object.fromEntries(series));
}

const STATISTICS: Readonly<Record<string, string>> = { SUM: "Sum", AVG: "Average", MAX: "Maximum", MIN: "Minimum" };

/** The state that an alarm with these changes has in a minute. */
export const stateIn = (changes: readonly Change[], minute: number): State =>
    changes.findLast((change) => change.minute <= minute)?.state ?? "INSUFFICIENT_DATA";
