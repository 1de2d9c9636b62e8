/** What no single setting shows: values that are valid one by one and wrong together. */
import type { Settings } from "../../config";
import { keyOf, type Fault, type RawConfig } from "../fault";
import { givenOf } from "../parse";
import { APPLICATION } from "./application";
import type { Conflict } from "./conflict";
import { DATA } from "./data";
import { ENVIRONMENT } from "./environment";
import { HOSTS } from "./hosts";
import { LIMITS } from "./limits";
import { NETWORK } from "./network";
import { OPENINGS } from "./openings";

const CONFLICTS: readonly Conflict[] = [
    ...NETWORK,
    ...DATA,
    ...HOSTS,
    ...LIMITS,
    ...APPLICATION,
    ...ENVIRONMENT,
    ...OPENINGS,
];

/**
 * All conflicts between settings that are valid one by one. A conflict that reads a setting of `unsound` (full keys
 * already reported as faulty) is skipped, because the value means nothing.
 */
export function findConflicts(settings: Settings, unsound: ReadonlySet<string>, raw: RawConfig): Fault[] {
    return CONFLICTS.flatMap((conflict, rule): Fault[] => {
        const read = new Set<string>([keyOf(conflict.setting)]);
        const asked = new Set<string>();
        const watched = new Proxy(settings, {
            get: (target, name: keyof Settings) => {
                read.add(keyOf(name));
                return target[name];
            },
            has: (target, name) => {
                asked.add(keyOf(String(name)));
                return target[name as keyof Settings] !== undefined;
            },
        });
        const isSound = (): boolean => [...read, ...asked].every((key) => !unsound.has(key));
        try {
            const isFound = conflict.when(watched) && isSound();
            // Of a map, conflicts read the names alone, which are no secrets.
            const isHidden = (key: string): boolean =>
                raw.isSecret(key) && (raw.values[key] ?? "") !== "" && !raw.values[key]?.startsWith("{");
            return isFound ? [faultOf(conflict, rule, watched, [...read].filter(isHidden), raw)] : [];
        } catch (error) {
            if (isSound()) {
                throw error;
            }
            return [];
        }
    });
}

function faultOf(
    { setting, but, fixes }: Conflict,
    rule: number,
    settings: Settings,
    hidden: readonly string[],
    raw: RawConfig,
): Fault {
    const key = setting === "stack" ? "The stack's name" : keyOf(setting);
    const given = setting === "stack" ? { text: settings.stack } : givenOf(key, settings[setting], raw);
    if (hidden.length > 0) {
        const reason = `it does not fit the other settings (not explained here, because ${hidden.join(", ")} is encrypted in the stack file)`;
        return { kind: "conflict", rule, key, given, but: reason, fixes: [] };
    }
    return { kind: "conflict", rule, key, given, but: but(settings), fixes: fixes(settings) };
}
