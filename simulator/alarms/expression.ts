/**
 * The part of CloudWatch's metric math that our alarms use.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
import type { Point } from "./state";

type Series = readonly Point[];
type Operator = (left: number, right: number) => number;

/** From the weakest to the strongest. A comparison is 1 or 0. */
const OPERATORS: readonly Readonly<Record<string, Operator>>[] = [
    { OR: (left, right) => Number(left !== 0 || right !== 0) },
    { AND: (left, right) => Number(left !== 0 && right !== 0) },
    {
        ">=": (left, right) => Number(left >= right),
        ">": (left, right) => Number(left > right),
        "<=": (left, right) => Number(left <= right),
        "<": (left, right) => Number(left < right),
    },
    { "+": (left, right) => left + right, "-": (left, right) => left - right },
    { "*": (left, right) => left * right, "/": (left, right) => left / right },
];

/** A point exists where every operand has one. */
const zip = (all: readonly Series[], combine: (points: readonly Point[]) => Point): Series =>
    (all[0] ?? []).map((_, index) => combine(all.map((series) => series[index])));

const onNumbers =
    (combine: (numbers: readonly number[]) => number) =>
    (points: readonly Point[]): Point => {
        const numbers = points.filter((point) => point !== undefined);
        const result = numbers.length === points.length ? combine(numbers) : undefined;
        // Nothing can be drawn where a number is divided by zero.
        return Number.isFinite(result) ? result : undefined;
    };

const FUNCTIONS: Readonly<Record<string, (...arguments_: Series[]) => Series>> = {
    IF: (condition, then = [], otherwise = []) =>
        zip([condition ?? [], then, otherwise], ([holds, yes, no]) =>
            holds === undefined ? undefined : holds === 0 ? no : yes,
        ),
    FILL: (series = [], value = []) => zip([series, value], ([point, filling]) => point ?? filling),
    DIFF: (series = []) =>
        series.map((point, index) => {
            const previous = series[index - 1];
            return point === undefined || previous === undefined ? undefined : point - previous;
        }),
    MAX: (...all) =>
        zip(
            all,
            onNumbers((numbers) => Math.max(...numbers)),
        ),
};

/** The result of an expression over metrics by their ids, all of the same length. */
export function evaluate(expression: string, metrics: Readonly<Record<string, Series>>): Series {
    const tokens = expression.match(/[a-zA-Z_]\w*|\d+(?:\.\d+)?|>=|<=|[-+*/<>(),[\]]/g) ?? [];
    const length = Math.max(...Object.values(metrics).map((series) => series.length));
    const take = (): string => tokens.shift() ?? "";
    const expect = (token: string): void => {
        const found = take();
        if (found !== token) {
            throw new Error(`"${expression}" has "${found}" instead of "${token}"`);
        }
    };

    const list = (end: string): Series[] => {
        const all = [binary(0)];
        while (tokens[0] === ",") {
            take();
            all.push(binary(0));
        }
        expect(end);
        return all;
    };
    const operand = (): Series => {
        const token = take();
        if (token === "(") {
            const [inner = []] = list(")");
            return inner;
        }
        if (/^\d/.test(token)) {
            return Array.from({ length }, () => Number(token));
        }
        const call = tokens[0] === "(" ? FUNCTIONS[token] : undefined;
        if (call) {
            take();
            const isArray = tokens[0] === "[";
            if (isArray) take();
            const all = list(isArray ? "]" : ")");
            if (isArray) expect(")");
            return call(...all);
        }
        const metric = metrics[token];
        if (!metric) {
            throw new Error(`"${expression}" names ${token}, which the replay does not know`);
        }
        return metric;
    };
    const binary = (strength: number): Series => {
        const operators = OPERATORS[strength];
        if (!operators) {
            return operand();
        }
        let left = binary(strength + 1);
        for (let operator = operators[tokens[0] ?? ""]; operator; operator = operators[tokens[0] ?? ""]) {
            take();
            const apply = operator;
            const right = binary(strength + 1);
            left = zip(
                [left, right],
                onNumbers(([one = 0, other = 0]) => apply(one, other)),
            );
        }
        return left;
    };

    const result = binary(0);
    if (tokens.length > 0) {
        throw new Error(`"${expression}" goes on with "${tokens.join(" ")}", which the replay does not know`);
    }
    return result;
}
