import type { Refusal } from "../../resource-type";
import { fault, refusal, textAt } from "../../checks";

/** In minutes. A daily window starts from 00:00, a weekly window from Monday 00:00. */
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

/** Parses `hh24:mi-hh24:mi`, which can cross midnight. Undefined if the format is wrong. */
export function dailyWindow(text: string): Window | undefined {
    const parts = DAILY.exec(text);
    return parts ? window(minutes(parts[1], parts[2]), minutes(parts[3], parts[4]), DAY) : undefined;
}

/** Parses `ddd:hh24:mi-ddd:hh24:mi`. Undefined if the format is wrong. */
export function weeklyWindow(text: string): Window | undefined {
    const parts = WEEKLY.exec(text.toLowerCase());
    const moment = (day = "", hour = "", minute = ""): number =>
        DAYS.indexOf(day) * DAY + minutes(hour, minute);
    return parts
        ? window(moment(parts[1], parts[2], parts[3]), moment(parts[4], parts[5], parts[6]), WEEK)
        : undefined;
}

/** Rejects a daily window that overlaps `maintenanceWindow`. */
export const refuseOverlap = (
    id: string,
    source: Refusal["source"],
    property: string,
    message: string,
): Refusal =>
    refusal(id, source, (inputs) => {
        const daily = dailyWindow(textAt(inputs, property) ?? "");
        const weekly = weeklyWindow(textAt(inputs, "maintenanceWindow") ?? "");
        return daily && weekly && overlap(daily, weekly) ? fault(property, message) : undefined;
    });

/** Whether a daily window and a weekly window overlap. */
function overlap(daily: Window, weekly: Window): boolean {
    return DAYS.some((_, day) => {
        const start = daily.start + day * DAY;
        return isWithin(start, weekly) || isWithin(weekly.start, { start, length: daily.length });
    });
}

const isWithin = (minute: number, { start, length }: Window): boolean =>
    (minute - start + WEEK) % WEEK < length;
