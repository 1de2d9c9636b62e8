import { isTooFew, statisticOf, type Sample } from "../../../../simulator/alarms/statistics";

const SAMPLES: readonly Sample[] = [
    [0.1, 95],
    [2, 4],
    [9, 1],
];

test.each([
    ["Sum", 26.5],
    ["SampleCount", 100],
    ["Average", 0.265],
    ["Minimum", 0.1],
    ["Maximum", 9],
    ["p50", 0.1],
    ["p99", 2],
    ["p100", 9],
    ["TC(2:)", 1],
    ["TC(0.1:2)", 4],
    ["TC(:2)", 99],
])("%s", (statistic, expected) => {
    expect(statisticOf(statistic, SAMPLES)).toBe(expected);
    expect(statisticOf(statistic, [])).toBeUndefined();
});

test("an unknown statistic is an error", () => {
    expect(() => statisticOf("tm90", SAMPLES)).toThrow("the replay does not know the statistic tm90");
});

/** AWS's example: an alarm on p99 needs 1,000 samples. */
test.each([
    [0.99, 999, true],
    [0.99, 1000, false],
    [0.9, 99, true],
    [0.9, 100, false],
    [0.5, 20, false],
    [0.1, 99, true],
])("a percentile of %d with %d samples", (percentile, count, expected) => {
    expect(isTooFew(percentile, [[1, count]])).toBe(expected);
});
