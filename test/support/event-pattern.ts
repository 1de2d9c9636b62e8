/**
 * EventBridge's decision on an event, for the operators that the stack's patterns use. It throws an Error for any other operator.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
import { isObject } from "../../simulator/wire";

/** Whether the pattern matches. In an array of the event, one element must match alone. */
export function matches(pattern: unknown, event: unknown): boolean {
    if (Array.isArray(event)) return event.some((element) => matches(pattern, element));
    if (Array.isArray(pattern)) return pattern.some((one) => accepts(one, event));
    if (!isObject(pattern))
        throw new Error(`A pattern has lists and objects only, not ${JSON.stringify(pattern)}`);
    return Object.entries(pattern).every(([key, inner]) => isObject(event) && matches(inner, event[key]));
}

function accepts(one: unknown, value: unknown): boolean {
    if (!isObject(one)) return one === value;
    const [[operator, operand] = [], ...others] = Object.entries(one);
    if (others.length > 0) throw new Error(`One operator at a time, not ${JSON.stringify(one)}`);
    if (operator === "suffix") return typeof value === "string" && value.endsWith(String(operand));
    if (operator === "numeric") return typeof value === "number" && isWithin(operand as unknown[], value);
    throw new Error(`test/support/event-pattern.ts does not know the operator ${operator}`);
}

function isWithin([comparison, limit, ...more]: readonly unknown[], value: number): boolean {
    const bound = Number(limit);
    const holds = {
        "=": value === bound,
        "<": value < bound,
        "<=": value <= bound,
        ">": value > bound,
        ">=": value >= bound,
    };
    if (!(String(comparison) in holds)) throw new Error(`There is no comparison ${String(comparison)}`);
    return holds[comparison as keyof typeof holds] && (more.length === 0 || isWithin(more, value));
}

/** The message as EventBridge fills it: a path that leads nowhere leaves nothing. Only `$.a.b[0]` is known. */
export const filled = (template: string, paths: Readonly<Record<string, string>>, event: unknown): string =>
    template.replace(/<(\w+)>/g, (_, name: string) => {
        const value = at(paths[name] ?? "", event);
        return typeof value === "string" || typeof value === "number" ? String(value) : "";
    });

const at = (path: string, event: unknown): unknown =>
    path
        .replace(/^\$\./, "")
        .split(/\.|(?=\[\d+\])/)
        .reduce<unknown>((value, step) => {
            const index = /^\[(\d+)\]$/.exec(step)?.[1];
            if (index !== undefined)
                return Array.isArray(value) ? (value as unknown[])[Number(index)] : undefined;
            return isObject(value) ? value[step] : undefined;
        }, event);
