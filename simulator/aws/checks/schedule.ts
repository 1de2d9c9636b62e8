interface Field {
    readonly min: number;
    readonly max: number;
    readonly names?: readonly string[];
    /** What the field allows in addition to numbers, lists, ranges and steps. */
    readonly also?: RegExp;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html */
const FIELDS: readonly Field[] = [
    { min: 0, max: 59 },
    { min: 0, max: 23 },
    { min: 1, max: 31, also: /^(\?|L|\d{1,2}W)$/ },
    {
        min: 1,
        max: 12,
        names: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
    },
    {
        min: 1,
        max: 7,
        names: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"],
        also: /^(\?|L|[1-7]L|[1-7]#[1-5])$/,
    },
    { min: 1970, max: 2199 },
];
const DAY_OF_MONTH = 2;
const DAY_OF_WEEK = 4;

/** Whether AWS accepts the text as `cron(minutes hours day-of-month month day-of-week year)`. */
export function isCron(expression: string): boolean {
    const fields = /^cron\((.*)\)$/.exec(expression)?.[1]?.trim().split(/\s+/) ?? [];
    const anyDay = [fields[DAY_OF_MONTH], fields[DAY_OF_WEEK]].filter((field) => field === "?");
    return (
        fields.length === FIELDS.length &&
        anyDay.length === 1 &&
        FIELDS.every((field, at) => fits(fields[at] ?? "", field))
    );
}

/** Whether AWS accepts the text as `rate(1 hour)` or `rate(2 hours)`. The unit must match the number. */
export function isRate(expression: string): boolean {
    const [, amount = "0", plural] = /^rate\((\d+) (?:minute|hour|day)(s?)\)$/.exec(expression) ?? [];
    return Number(amount) > 0 && (Number(amount) === 1) === (plural === "");
}

const fits = (text: string, field: Field): boolean => text.split(",").every((part) => fitsPart(part, field));

function fitsPart(part: string, { min, max, names = [], also }: Field): boolean {
    if (also?.test(part)) {
        return true;
    }
    const [span = "", step] = part.split("/");
    const bounds = span === "*" ? [] : span.split("-");
    const isBound = (bound: string): boolean =>
        names.includes(bound.toUpperCase()) ||
        (/^\d+$/.test(bound) && Number(bound) >= min && Number(bound) <= max);
    return bounds.length <= 2 && bounds.every(isBound) && (step === undefined || /^[1-9]\d*$/.test(step));
}
