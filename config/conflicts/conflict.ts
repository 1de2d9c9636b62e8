import type { Settings } from "../../config";
import type { Fix } from "../fault";

/** Values that are valid one by one and wrong together. */
export interface Conflict {
    /** The setting that the fault is reported under. */
    readonly setting: keyof Settings;
    readonly when: (settings: Settings) => boolean;
    /** What is wrong: a clause that continues "<setting> is <value>, but ". */
    readonly but: (settings: Settings) => string;
    /** Ways to fix it. They need not work in every case: a message shows the first of each purpose that does. */
    readonly fixes: (settings: Settings) => readonly Fix[];
}
