/** What differs from AWS at night: what waits for a maintenance window, and what somebody has changed. */
import { isDeepStrictEqual } from "node:util";
import type { EngineEvent } from "../../engine/events";
import { cloudResources, type Deployment } from "../../engine/deployment";
import { nameOf } from "../../policies/urn";

/**
 * Properties whose change waits for the maintenance window if `applyImmediately` is off. Until then, AWS answers the old
 * value, so every preview plans the change again.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.Settings.html
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ModifyReplicationGroup.html
 */
export const WAITING: Readonly<Record<string, readonly string[]>> = {
    "aws:rds/instance:Instance": [
        "allocatedStorage",
        "caCertIdentifier",
        "engineVersion",
        "instanceClass",
        "iops",
        "multiAz",
        "storageThroughput",
        "storageType",
    ],
    "aws:elasticache/replicationGroup:ReplicationGroup": [
        "automaticFailoverEnabled",
        "engine",
        "engineVersion",
        "multiAzEnabled",
        "nodeType",
        "parameterGroupName",
    ],
};

export interface Drift {
    /** Changes of an earlier update that AWS has accepted, one sentence each. */
    readonly waiting: readonly string[];
    /** Whatever else differs, one sentence each. */
    readonly changed: readonly string[];
}

/**
 * Reads a preview that has read from AWS first.
 * A property waits if the last update asked for the same value as the program does now, and AWS still answers what it
 * answered right after that update.
 * @param before - the state, from before the preview
 */
export function driftOf(events: readonly EngineEvent[], before: Deployment): Drift {
    const recorded = new Map(cloudResources(before).map((resource) => [resource.urn, resource]));
    const waiting: string[] = [];
    const changed: string[] = [];
    for (const { op, urn, type, diffs = [], old, new: wanted } of stepsOf(events)) {
        const { inputs, outputs } = recorded.get(urn) ?? {};
        const waits = (property: string): boolean =>
            op === "update" &&
            (WAITING[type] ?? []).includes(property) &&
            isDeepStrictEqual(inputs?.[property], wanted?.inputs?.[property]) &&
            isDeepStrictEqual(outputs?.[property], old?.inputs?.[property]);
        const late = diffs.filter(waits);
        const others = diffs.filter((property) => !waits(property));
        if (late.length > 0) {
            waiting.push(`${nameOf(urn)} waits for its maintenance window with ${late.join(", ")}.`);
        }
        if (others.length > 0 || late.length === 0) {
            changed.push(`${nameOf(urn)} differs from the program: ${[op, ...others].join(", ")}.`);
        }
    }
    return { waiting, changed };
}

const stepsOf = (events: readonly EngineEvent[]) =>
    events
        .flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? [])
        .filter(({ op }) => !["same", "read", "refresh"].includes(op));
