import type { Settings } from "../../config";
import { parseDailyWindow, parseWeeklyWindow } from "../../config/kinds";

type Windows = Pick<Settings, "databaseBackupWindow" | "databaseMaintenanceWindow" | "rpoHours">;

/**
 * The hours (UTC) at which backups start: at most `rpoHours` apart, and outside RDS's own windows. RDS rejects a job that
 * starts in its backup or maintenance window or in the hour before. If those hours are longer than the interval, the gap
 * is as long as they are; RDS makes its own backup during that time.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html
 */
export function backupHours(windows: Windows): number[] {
    const blocked = blockedHours(windows);
    const [first = 0, ...later] = Array.from({ length: 24 }, (_, hour) => hour).filter(
        (hour) => !blocked.has(hour),
    );
    const hours = [first];
    for (let last = first; last + windows.rpoHours < first + 24;) {
        const next = later.filter((hour) => hour > last);
        const due = next.findLast((hour) => hour <= last + windows.rpoHours) ?? next[0];
        if (due === undefined) {
            break;
        }
        hours.push(due);
        last = due;
    }
    return hours;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html */
export const backupSchedule = (windows: Windows): string =>
    `cron(0 ${backupHours(windows).join(",")} * * ? *)`;

/** The longest time between two starts, in hours: the interval, or more if RDS's windows lie between them. */
export function longestGapHours(windows: Windows): number {
    const hours = backupHours(windows);
    return Math.max(...hours.map((hour, index) => (hours[index + 1] ?? (hours[0] ?? 0) + 24) - hour));
}

function blockedHours({ databaseBackupWindow, databaseMaintenanceWindow }: Windows): Set<number> {
    const windows = [parseDailyWindow(databaseBackupWindow), parseWeeklyWindow(databaseMaintenanceWindow)];
    const hours = windows.flatMap((window) => {
        if (!window) {
            return [];
        }
        const first = Math.ceil((window.start - 60) / 60);
        const last = Math.ceil(window.end / 60) - 1;
        return Array.from({ length: last - first + 1 }, (_, index) => (first + index + 24) % 24);
    });
    return new Set(hours);
}
