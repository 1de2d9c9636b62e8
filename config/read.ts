/** From a stack's configuration, which is text, to its settings, with all faults at once. */
import { existsSync, readFileSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { z } from "zod";
import { SETTINGS, type Settings } from "../config";
import { findConflicts } from "./conflicts";
import { applied, entryKey, partsOf, type Fault, type Fix, type RawConfig } from "./fault";
import { describeFaults, sentence } from "./message";
import { parseSettings } from "./parse";

/** Checks the text of a stack's configuration. Throws a RunError that lists every fault. */
export function checkSettings(raw: RawConfig): Settings {
    const { settings, faults } = diagnose(raw);
    if (faults.length > 0) {
        throw new pulumi.RunError(describeFaults(raw.stack, withWorkingFixes(raw, faults)));
    }
    return settings;
}

/** Every fault of a configuration, with the fixes that work. */
export const findFaults = (raw: RawConfig): Fault[] => withWorkingFixes(raw, diagnose(raw).faults);

/** The settings of the stack that Pulumi is running. */
export function readSettings(): Settings {
    const secretKeys = z.array(z.string()).parse(JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS ?? "[]"));
    const stack = pulumi.getStack();
    const plain = plainEntries(`Pulumi.${stack}.yaml`);
    return checkSettings({
        stack,
        values: pulumi.runtime.allConfig(),
        isSecret: (key) => secretKeys.includes(partsOf(key)[0]) && !plain.includes(key),
    });
}

/**
 * The entries of maps that a stack file holds in plain text: of a map, Pulumi only tells that some entry is encrypted.
 * None if the stack has its file elsewhere.
 */
export function plainEntries(stackFile: string): string[] {
    if (!existsSync(stackFile)) {
        return [];
    }
    const { config = {} } = (parse(readFileSync(stackFile, "utf8")) ?? {}) as { config?: object };
    return Object.entries(config).flatMap(([key, map]: [string, unknown]) => {
        const entries =
            typeof map === "object" && map !== null && !Array.isArray(map) ? Object.entries(map) : [];
        return entries
            .filter(([, value]) => typeof value !== "object")
            .map(([entry]) => entryKey(key, entry));
    });
}

function diagnose(raw: RawConfig): { settings: Settings; faults: Fault[] } {
    const { values, faults } = parseSettings(SETTINGS, raw);
    const settings = values as Settings;
    const unsound = new Set(
        faults.flatMap((fault) => [
            fault.key,
            fault.kind === "unknown" ? (fault.meant ?? fault.key) : fault.key,
        ]),
    );
    return { settings, faults: [...faults, ...findConflicts(settings, unsound, raw)] };
}

/**
 * Keeps, for each purpose, the first fix after which the fault is gone and no other one has come. If no fix is that
 * good, because faults depend on each other, the first one after which the fault is gone.
 */
function withWorkingFixes(raw: RawConfig, faults: readonly Fault[]): Fault[] {
    const before = new Set(faults.map(identity));
    return faults.map((fault) => {
        const left = (fix: Fix): string[] => diagnose(applied(raw, fix.changes)).faults.map(identity);
        const isGone = (after: readonly string[]): boolean => !after.includes(identity(fault));
        const works = (fix: Fix): boolean => {
            const after = left(fix);
            return isGone(after) && after.every((other) => before.has(other));
        };
        const purposes = [...new Set(fault.fixes.map(({ purpose }) => purpose))];
        const working = purposes.flatMap(
            (wanted) => fault.fixes.find((fix) => fix.purpose === wanted && works(fix)) ?? [],
        );
        const helpful = (): Fix[] => fault.fixes.filter((fix) => isGone(left(fix))).slice(0, 1);
        return { ...fault, fixes: working.length > 0 ? working : helpful() };
    });
}

/** Two faults are the same if they say the same, whatever values they name. */
const identity = (fault: Fault): string =>
    fault.kind === "conflict" ? `${fault.key} ${fault.rule}` : sentence(fault);
