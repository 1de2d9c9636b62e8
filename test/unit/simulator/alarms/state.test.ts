/** CloudWatch's own examples of how missing data decides an alarm's state. */
import { evaluationRange, nextState, type Point, type State } from "../../../../simulator/alarms/state";

/** `X` breaches, `0` does not, `-` is missing; the oldest is first, as in AWS's tables. */
const points = (text: string): Point[] =>
    text.split(" ").map((sign) => (sign === "-" ? undefined : sign === "X" ? 1 : 0));

const CHOICES = ["missing", "ignore", "breaching", "notBreaching"] as const;

/** As an alarm that was in another state, to tell a kept state from one that was decided. */
function states(text: string, datapointsToAlarm: number): string[] {
    const rule = {
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0,
        evaluationPeriods: 3,
        datapointsToAlarm,
    };
    return CHOICES.map((treatMissingData) => {
        const after = (["OK", "ALARM"] satisfies State[]).map((before) =>
            nextState({ ...rule, treatMissingData }, points(text), before),
        );
        return new Set(after).size === 2 ? "kept" : String(after[0]);
    });
}

const INSUFFICIENT = "INSUFFICIENT_DATA";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html, both tables */
test.each([
    ["0 - X - X", 3, ["OK", "OK", "OK", "OK"]],
    ["- - - - 0", 3, ["OK", "OK", "OK", "OK"]],
    ["0 - - - -", 3, ["OK", "OK", "OK", "OK"]],
    ["- - - - -", 3, [INSUFFICIENT, "kept", "ALARM", "OK"]],
    ["0 X X - X", 3, ["ALARM", "ALARM", "ALARM", "ALARM"]],
    ["- - X - -", 3, ["ALARM", "kept", "ALARM", "OK"]],
    ["0 - X - X", 2, ["ALARM", "ALARM", "ALARM", "ALARM"]],
    ["0 0 X 0 X", 2, ["ALARM", "ALARM", "ALARM", "ALARM"]],
    ["0 - X - -", 2, ["OK", "OK", "ALARM", "OK"]],
    ["- - - - 0", 2, ["OK", "OK", "ALARM", "OK"]],
    ["- - - X -", 2, ["ALARM", "kept", "ALARM", "OK"]],
])("%s, %d of 3: as in AWS's tables", (text, datapointsToAlarm, expected) => {
    expect(text.split(" ")).toHaveLength(evaluationRange(3));
    expect(states(text, datapointsToAlarm)).toEqual(expected);
});

test("a breach in the newest point alone is too early to tell", () => {
    expect(states("- - - - X", 3)).toEqual([INSUFFICIENT, "kept", "ALARM", "OK"]);
});

test("an unknown comparison is an error", () => {
    const rule = { threshold: 0, evaluationPeriods: 1, datapointsToAlarm: 1, treatMissingData: "missing" };
    expect(() => nextState({ ...rule, comparisonOperator: "LessThanLowerThreshold" }, [], "OK")).toThrow(
        "the replay does not know the comparison LessThanLowerThreshold",
    );
});
