/** From a stack's configuration, which is text, to its settings, with all faults at once. */
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { SETTINGS, type Settings } from "../config";
import { findConflicts } from "./conflicts";
import { describeFaults, parseSettings, type RawConfig } from "./parse";

/** Checks the text of a stack's configuration. Throws a RunError that lists every fault. */
export function checkSettings(raw: RawConfig): Settings {
    const { values, faults } = parseSettings(SETTINGS, raw);
    const settings = values as Settings;
    const unsound = new Set(faults.map(({ key }) => key));
    const all = [...faults, ...findConflicts(settings, unsound)];
    if (all.length > 0) {
        throw new pulumi.RunError(describeFaults(raw.stack, all));
    }
    return settings;
}

/** The settings of the stack that Pulumi is running. */
export function readSettings(): Settings {
    const secretKeys = z.array(z.string()).parse(JSON.parse(process.env.PULUMI_CONFIG_SECRET_KEYS ?? "[]"));
    return checkSettings({
        stack: pulumi.getStack(),
        values: pulumi.runtime.allConfig(),
        isSecret: (key) => secretKeys.includes(key),
    });
}
