/** Compares a stack's settings with the policies' defaults. */
import type { Policies, PolicyPackConfig } from "@pulumi/policy";
import { isRecord } from "../record";

export interface ChangedSetting {
    readonly policy: string;
    /** Name of the setting, or `level`. */
    readonly setting: string;
    /** As JSON, except a level. */
    readonly default: string;
    readonly value: string;
}

/** In the order of the policies, without settings that equal the default. */
export function changedSettings(policies: Policies, config: PolicyPackConfig): ChangedSetting[] {
    return policies.flatMap(({ name: policy, enforcementLevel = "mandatory", configSchema }) => {
        const given = config[policy];
        if (given === undefined) return [];
        const { enforcementLevel: level = enforcementLevel, ...values } = isRecord(given)
            ? given
            : { enforcementLevel: given };
        const changes = Object.entries(values).map(([setting, value]) => ({
            policy,
            setting,
            default: JSON.stringify(configSchema?.properties[setting]?.default),
            value: JSON.stringify(value),
        }));
        return [{ policy, setting: "level", default: enforcementLevel, value: level }, ...changes].filter(
            (change) => change.default !== change.value,
        );
    });
}
