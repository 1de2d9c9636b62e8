import { evaluate } from "../../../../simulator/alarms/expression";

const METRICS = { one: [1, undefined, 3], two: [10, 20, 0] };

test.each([
    ["one", [1, undefined, 3]],
    ["one + two * 2", [21, undefined, 3]],
    ["(one + two) * 2", [22, undefined, 6]],
    ["two - 1 - 1", [8, 18, -2]],
    ["one / two", [0.1, undefined, undefined]],
    ["FILL(one, 0)", [1, 0, 3]],
    ["IF(two >= 10, one, 0)", [1, undefined, 0]],
    ["MAX([one, two])", [10, undefined, 3]],
    ["DIFF(two)", [undefined, 10, -20]],
    ["two > 0 AND FILL(one, 0) < 1", [0, 1, 0]],
    ["two < 1 OR two <= 10", [1, 0, 1]],
])("%s", (expression, expected) => {
    expect(evaluate(expression, METRICS)).toEqual(expected);
});

test.each([
    ["three", '"three" names three, which the replay does not know'],
    ["one two", '"one two" goes on with "two", which the replay does not know'],
    ["FILL(one, 0", '"FILL(one, 0" has "" instead of ")"'],
])("%s is an error", (expression, message) => {
    expect(() => evaluate(expression, METRICS)).toThrow(message);
});
