/** Minutes: of the day for a daily window, of the week from Monday 00:00 for a weekly one. */
export interface Window {
    readonly start: number;
    readonly length: number;
}

const DAY = 24 * 60;
const WEEK = 7 * DAY;
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const TIME = "([01]\\d|2[0-3]):([0-5]\\d)";
const DAILY = new RegExp(`^${TIME}-${TIME}$`);
const WEEKLY = new RegExp(`^(${DAYS.join("|")}):${TIME}-(${DAYS.join("|")}):${TIME}$`);

const minutes = (hour = "", minute = ""): number => Number(hour) * 60 + Number(minute);
const window = (start: number, end: number, cycle: number): Window => ({
    start,
    length: (end - start + cycle) % cycle,
});

/** `hh24:mi-hh24:mi`, which may run past midnight; undefined where it is not of that form. */
export function dailyWindow(text: string): Window | undefined {
    const parts = DAILY.exec(text);
    return parts ? window(minutes(parts[1], parts[2]), minutes(parts[3], parts[4]), DAY) : undefined;
}

/** `ddd:hh24:mi-ddd:hh24:mi`; undefined where it is not of that form. */
export function weeklyWindow(text: string): Window | undefined {
    const parts = WEEKLY.exec(text.toLowerCase());
    const moment = (day = "", hour = "", minute = ""): number =>
        DAYS.indexOf(day) * DAY + minutes(hour, minute);
    return parts
        ? window(moment(parts[1], parts[2], parts[3]), moment(parts[4], parts[5], parts[6]), WEEK)
        : undefined;
}

/** Whether a window of every day and one of the week share a minute. */
export function overlap(daily: Window, weekly: Window): boolean {
    return DAYS.some((_, day) => {
        const start = daily.start + day * DAY;
        return isWithin(start, weekly) || isWithin(weekly.start, { start, length: daily.length });
    });
}

const isWithin = (minute: number, { start, length }: Window): boolean =>
    (minute - start + WEEK) % WEEK < length;
