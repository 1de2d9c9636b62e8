/** When a composite alarm alerts people. */

export interface Suppressor {
    readonly isOn: (minute: number) => boolean;
    /** How long the composite waits for the suppressor to come on, and to stay off. */
    readonly waitMinutes: number;
    readonly extensionMinutes: number;
}

/**
 * The minutes in which a composite alarm's actions are taken because it is on. While its suppressor is on, and for the
 * extension period afterwards, it takes none; it takes them later if it is still on.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-suppression.html
 */
export function compositeAlerts(
    isOn: (minute: number) => boolean,
    until: number,
    suppressor?: Suppressor,
): number[] {
    const alerts: number[] = [];
    let onSince: number | undefined;
    let suppressedAt = Number.NEGATIVE_INFINITY;
    let alerted = false;
    for (let minute = 0; minute < until; minute++) {
        if (!isOn(minute)) {
            onSince = undefined;
            alerted = false;
            continue;
        }
        onSince ??= minute;
        if (suppressor?.isOn(minute)) suppressedAt = minute;
        const isFree =
            !suppressor ||
            (minute - suppressedAt > suppressor.extensionMinutes &&
                minute - onSince >= suppressor.waitMinutes);
        if (isFree && !alerted) {
            alerts.push(minute);
            alerted = true;
        }
    }
    return alerts;
}
