/** When a backup plan starts its jobs. https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html */

const DAY_HOURS = 24;
const UNIT_HOURS: Readonly<Record<string, number>> = { minute: 1 / 60, hour: 1, day: DAY_HOURS };

/** The longest time between two starts, in hours. Undefined if it is more than a day, or the schedule is malformed. */
export function longestGapHours(expression: string): number | undefined {
    const [, rate, unit = ""] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
    if (rate !== undefined) return Number(rate) * (UNIT_HOURS[unit] ?? Infinity);
    const fields = /^cron\((.+)\)$/.exec(expression)?.[1]?.trim().split(/\s+/) ?? [];
    const [minutes = "", hours = "", ...days] = fields;
    const isDaily = days.length === 4 && days.every((day) => ["*", "?", "*/1", "1/1"].includes(day));
    const starts = startsOfDay(minutes, hours);
    return isDaily && starts.length > 0 ? widest(starts) : undefined;
}

function startsOfDay(minutes: string, hours: string): readonly number[] {
    const minutesOfHour = values(minutes, 60);
    return values(hours, DAY_HOURS).flatMap((hour) => minutesOfHour.map((minute) => hour + minute / 60));
}

/** The gap after the last start of a day ends with the first start of the next day. */
function widest(starts: readonly number[]): number {
    const sorted = [...starts].sort((one, other) => one - other);
    const [first = 0] = sorted;
    return Math.max(...sorted.map((start, index) => (sorted[index + 1] ?? first + DAY_HOURS) - start));
}

/** The values of a cron field: `*`, `5`, `1-5`, `0/6`, and lists of these. None if the field is malformed. */
function values(field: string, end: number): readonly number[] {
    const parts = field.split(",").map((part) => /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part));
    if (parts.some((part) => part === null)) return [];
    return parts.flatMap((part) => {
        const [, from, to, step] = part ?? [];
        const single = from !== undefined && to === undefined && step === undefined;
        const last = to === undefined ? (single ? Number(from) : end - 1) : Number(to);
        const every = Math.max(1, Number(step ?? "1"));
        return Array.from({ length: end }, (_, value) => value).filter(
            (value) =>
                value >= Number(from ?? "0") && value <= last && (value - Number(from ?? "0")) % every === 0,
        );
    });
}
