import { replay, stateIn, type MetricAlarm, type Metrics } from "../../../../simulator/alarms/replay";

const SLOW: MetricAlarm = {
    name: "slow",
    namespace: "AWS/ApplicationELB",
    metricName: "TargetResponseTime",
    comparisonOperator: "GreaterThanThreshold",
    threshold: 3,
    evaluationPeriods: 2,
    datapointsToAlarm: 2,
    treatMissingData: "notBreaching",
    period: 300,
};

/** Answers that take so many seconds from minute 30 to minute 60, and a tenth of a second otherwise. */
const slowFor =
    (seconds: number, eachMinute: number): Metrics =>
    (_metric, minute) => [[minute >= 30 && minute < 60 ? seconds : 0.1, eachMinute]];

test("states follow the metric, from the creation on", () => {
    const changes = replay({ ...SLOW, statistic: "Average" }, slowFor(4, 10), 90);
    expect(changes).toEqual([
        { minute: 0, state: "INSUFFICIENT_DATA" },
        { minute: 0, state: "OK" },
        { minute: 38, state: "ALARM" },
        { minute: 61, state: "OK" },
    ]);
    expect([29, 45, 80].map((minute) => stateIn(changes, minute))).toEqual(["OK", "ALARM", "OK"]);
});

test("a percentile of too few requests changes nothing, if the alarm ignores it", () => {
    const alarm = { ...SLOW, extendedStatistic: "p99", evaluateLowSampleCountPercentiles: "ignore" };
    expect(replay(alarm, slowFor(4, 199), 90)).toHaveLength(1);
    expect(replay(alarm, slowFor(4, 200), 90).map(({ state }) => state)).toContain("ALARM");
    const evaluated = { ...alarm, evaluateLowSampleCountPercentiles: "evaluate" };
    expect(replay(evaluated, slowFor(4, 1), 90).map(({ state }) => state)).toContain("ALARM");
});

test("expressions and queries are evaluated over their metrics", () => {
    const rule = { ...SLOW, namespace: undefined, metricName: undefined, period: undefined };
    const metric = {
        namespace: "AWS/ApplicationELB",
        metricName: "TargetResponseTime",
        stat: "Sum",
        period: 300,
    };
    const isOn = (metricQueries: MetricAlarm["metricQueries"], metrics: Metrics): boolean =>
        replay({ ...rule, metricQueries }, metrics, 90).some(({ state }) => state === "ALARM");
    const twice = [
        { id: "result", expression: "seconds * 2" },
        { id: "seconds", metric },
    ];
    expect(isOn(twice, slowFor(4, 1))).toBe(true);
    const query = [{ id: "result", expression: 'SELECT SUM(Errors) FROM "AWS/NATGateway"', period: 300 }];
    const errors: Metrics = ({ name, namespace }) =>
        name === "Errors" && namespace === "AWS/NATGateway" ? [[1, 1]] : [];
    expect(isOn(query, errors)).toBe(true);
});
