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

/** Whether a setting has a value. Of a secret, this is no secret, and a conflict that asks no more can be explained. */
export const isSet = (settings: Settings, name: keyof Settings): boolean => name in settings;
