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
    const length = periodOf(alarm) / 60;
    const step = Math.max(1, Math.floor(length / 5));
    const evaluateAt = evaluator(alarm, metrics, length);
    const changes: Change[] = [{ minute: 0, state: "INSUFFICIENT_DATA" }];
    for (let minute = 0; minute < until; minute += step) {
        const before = changes.at(-1)?.state ?? "INSUFFICIENT_DATA";
        const state = evaluateAt(minute, before);
        if (state !== before) {
            changes.push({ minute, state });
        }
    }
    return changes;
}

/** The points of the periods that an evaluation in a minute looks at, the oldest first. */
type Points = (minute: number) => readonly Point[];

function evaluator(
    alarm: MetricAlarm,
    metrics: Metrics,
    length: number,
): (minute: number, before: State) => State {
    const range = evaluationRange(alarm.evaluationPeriods);
    const pointsOf = (metric: Watched, statistic: string): Points =>
        periods((start) => statisticOf(statistic, reported(metrics, metric, start, length)), length, range);
    if (alarm.metricQueries && alarm.metricQueries.length > 0) {
        const points = expressionPoints(alarm.metricQueries, pointsOf);
        return (minute, before) => nextState(alarm, points(minute), before);
    }
    const { namespace = "", metricName: name = "", dimensions = {} } = alarm;
    const metric = { namespace, name, dimensions };
    const statistic = alarm.extendedStatistic ?? alarm.statistic ?? "";
    const points = pointsOf(metric, statistic);
    const percentile = percentileOf(statistic);
    if (percentile === undefined || alarm.evaluateLowSampleCountPercentiles !== "ignore") {
        return (minute, before) => nextState(alarm, points(minute), before);
    }
    return (minute, before) => {
        const latest = reported(metrics, metric, minute + 1 - length, length);
        return latest.length > 0 && isTooFew(percentile, latest)
            ? before
            : nextState(alarm, points(minute), before);
    };
}

/** What was reported of a metric in so many minutes. */
const reported = (metrics: Metrics, metric: Watched, start: number, length: number): readonly Sample[] =>
    Array.from({ length }, (_, offset) => metrics(metric, start + offset)).flat();

/** The last periods, of which the newest ends with the minute. Each is computed once. */
function periods(pointAt: (start: number) => Point, length: number, count: number): Points {
    const known = new Map<number, Point>();
    return (minute) =>
        Array.from({ length: count }, (_, index) => {
            const start = minute + 1 - (count - index) * length;
            if (!known.has(start)) known.set(start, pointAt(start));
            return known.get(start);
        });
}

/** A Metrics Insights query is replayed as the one metric that it sums up. */
const SELECT =
    /^SELECT (?<statistic>\w+)\((?<name>\w+)\) FROM (?:SCHEMA\()?"(?<namespace>[^"]+)"(?:, \w+\))?$/;

function expressionPoints(
    queries: readonly Query[],
    pointsOf: (metric: Watched, statistic: string) => Points,
): Points {
    const { expression = "" } = queries.find((query) => query.expression !== undefined) ?? {};
    const select = SELECT.exec(expression)?.groups;
    if (select) {
        const { statistic = "", name = "", namespace = "" } = select;
        return pointsOf({ namespace, name, dimensions: {} }, STATISTICS[statistic] ?? statistic);
    }
    const parts = queries.flatMap(({ id, metric }) => {
        if (!metric) return [];
        const { namespace, metricName: name, dimensions = {}, stat } = metric;
        return [[id, pointsOf({ namespace, name, dimensions }, stat)] as const];
    });
    return (minute) =>
        evaluate(expression, Object.fromEntries(parts.map(([id, points]) => [id, points(minute)])));
}

const STATISTICS: Readonly<Record<string, string>> = {
    SUM: "Sum",
    AVG: "Average",
    MAX: "Maximum",
    MIN: "Minimum",
};

/** The state that an alarm with these changes has in a minute. */
export const stateIn = (changes: readonly Change[], minute: number): State =>
    changes.findLast((change) => change.minute <= minute)?.state ?? "INSUFFICIENT_DATA";
