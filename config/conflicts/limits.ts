/** Conflicts of the time limits: what follows from them exceeds what AWS accepts. */
import { set, type Fix } from "../fault";
import { limitsOf, MAXIMA, type LimitSettings } from "../limits";
import type { Conflict } from "./conflict";

export const LIMITS: readonly Conflict[] = MAXIMA.map(({ setting, of, most, says }) => {
    const value = (settings: LimitSettings): number => of(limitsOf(settings));
    return {
        setting,
        when: (settings) => value(settings) > most,
        but: (settings) => says(value(settings), most),
        fixes: (settings): Fix[] => [
            {
                changes: [
                    set(
                        setting,
                        largest(settings, setting, (changed) => value(changed) <= most),
                    ),
                ],
            },
        ],
    };
});

/** The largest number below the given one that fits; the limits grow with it. */
function largest(
    settings: LimitSettings,
    setting: "requestSeconds" | "taskSeconds",
    fits: (changed: LimitSettings) => boolean,
): number {
    let [low, high] = [0, settings[setting]];
    while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        [low, high] = fits({ ...settings, [setting]: middle }) ? [middle, high] : [low, middle];
    }
    return low;
}
