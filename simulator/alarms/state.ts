/** How CloudWatch decides the state of a metric alarm from its data points. */

export type State = "OK" | "ALARM" | "INSUFFICIENT_DATA";

/** A data point, or undefined if none was reported in its period. */
export type Point = number | undefined;

export interface Rule {
    readonly comparisonOperator: string;
    readonly threshold: number;
    readonly evaluationPeriods: number;
    readonly datapointsToAlarm: number;
    readonly treatMissingData: string;
}

const COMPARISONS: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
    GreaterThanThreshold: (value, threshold) => value > threshold,
    GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
    LessThanThreshold: (value, threshold) => value < threshold,
    LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

/**
 * The periods that CloudWatch looks at: more than the evaluation periods. AWS gives no formula; in its only example, an
 * alarm with three periods looks at five.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export const evaluationRange = (evaluationPeriods: number): number => evaluationPeriods + 2;

/**
 * The state after an evaluation of these points, the oldest first. Missing points are filled in only where fewer points
 * exist than the alarm has evaluation periods.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function nextState(rule: Rule, range: readonly Point[], before: State): State {
    const { evaluationPeriods, datapointsToAlarm, treatMissingData } = rule;
    const compare = COMPARISONS[rule.comparisonOperator];
    if (!compare) {
        throw new Error(`the replay does not know the comparison ${rule.comparisonOperator}`);
    }
    const breaches = (point: Point): boolean => point !== undefined && compare(point, rule.threshold);
    const reported = range.filter((point) => point !== undefined).slice(-evaluationPeriods);
    const breaching = reported.filter(breaches).length;
    const filled = evaluationPeriods - reported.length;
    if (breaching >= datapointsToAlarm) {
        return "ALARM";
    }
    if (filled === 0 || treatMissingData === "notBreaching") {
        return "OK";
    }
    if (treatMissingData === "breaching") {
        return breaching + filled >= datapointsToAlarm ? "ALARM" : "OK";
    }
    if (breaching < reported.length) {
        return "OK";
    }
    if (treatMissingData === "ignore") {
        return before;
    }
    return isOldEnough(range.slice(-evaluationPeriods).findIndex(breaches), rule)
        ? "ALARM"
        : "INSUFFICIENT_DATA";
}

/**
 * With missing data left out, a breach that is as old as the data points to alarm, and that no later point contradicts, is
 * enough. AWS calls this avoiding premature transitions.
 */
const isOldEnough = (oldest: number, { evaluationPeriods, datapointsToAlarm }: Rule): boolean =>
    oldest >= 0 && evaluationPeriods - oldest >= datapointsToAlarm;
