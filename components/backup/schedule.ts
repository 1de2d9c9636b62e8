import type { Settings } from "../../config";
import { parseDailyWindow, parseWeeklyWindow } from "../../config/kinds";

type Windows = Pick<Settings, "databaseBackupWindow" | "databaseMaintenanceWindow" | "rpoHours">;

/**
 * The hours (UTC) at which backups start: every `rpoHours`, begun at the first hour of the day that keeps all of them
 * clear of RDS's own windows. RDS refuses a backup job that starts within its backup or maintenance window or in the
 * hour before; where the interval is too short to avoid that, those hours are left out, for RDS is busy with a backup
 * of its own then. https://docs.aws.amazon.com/aws-backup/latest/devguide/creating-a-backup-plan.html
 */
export function backupHours(windows: Windows): number[] {
    const blocked = blockedHours(windows);
    const series = Array.from({ length: windows.rpoHours }, (_, first) =>
        everyHours(windows.rpoHours, first).filter((hour) => !blocked.has(hour)),
    );
    const fullest = Math.max(...series.map((hours) => hours.length));
    return series.find((hours) => hours.length === fullest) ?? [];
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html */
export const backupSchedule = (windows: Windows): string =>
    `cron(0 ${backupHours(windows).join(",")} * * ? *)`;

/** Hours from one backup's start to the next, at most: the interval, or more where RDS's windows lie between. */
export function longestGapHours(windows: Windows): number {
    const hours = backupHours(windows);
    return Math.max(...hours.map((hour, index) => (hours[index + 1] ?? (hours[0] ?? 0) + 24) - hour));
}

function everyHours(interval: number, first: number): number[] {
    return Array.from({ length: Math.ceil((24 - first) / interval) }, (_, index) => first + index * interval);
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
