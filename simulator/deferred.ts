import { textAt } from "./checks";
import { weeklyWindow } from "./aws/checks/windows";
import type { Deferral, Properties } from "./resource-type";
import { seal } from "./wire";

const MINUTE = 60_000;
const WEEK = 7 * 24 * 60;
/** 5 January 1970, the first Monday. */
const FIRST_MONDAY = 4 * 24 * 60;

/**
 * The changes of an update that wait for the maintenance window: the new values, by the names of the inputs.
 * @param before - what AWS has
 */
export function deferredChanges(
    before: Properties,
    after: Properties,
    deferred: Deferral | undefined,
): Properties {
    if (deferred === undefined || after.applyImmediately === true) return {};
    return Object.fromEntries(
        deferred.properties
            .filter((name) => name in before && name in after && !equal(before[name], after[name]))
            .map((name) => [name, after[name]]),
    );
}

const equal = (a: unknown, b: unknown): boolean => JSON.stringify(seal(a)) === JSON.stringify(seal(b));

/**
 * When the next maintenance window begins; both times are in milliseconds since 1970. A change that comes within a window
 * waits for the next one. Without a window, AWS chooses one, and here it is a week away.
 */
export function nextWindow(inputs: Properties, { window }: Deferral, now: number): number {
    const start = weeklyWindow(textAt(inputs, window) ?? "")?.start ?? 0;
    const minute = now / MINUTE - FIRST_MONDAY;
    const passed = (((minute - start) % WEEK) + WEEK) % WEEK;
    return now + (WEEK - passed) * MINUTE;
}
