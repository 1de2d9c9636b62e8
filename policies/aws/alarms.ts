/** Finds the alarms on a resource by reference, so it works before the resource has a name. */
import * as types from "../resource-types";
import type { Resource, Stack } from "../stack";
import { some } from "../verdict";

type Alarm = ReturnType<typeof alarmsOn>[number];

/** The alarms with a dimension that refers to the resource, directly or by a metric in an expression. */
function alarmsOn(stack: Stack, resource: Resource) {
    return [
        ...stack.referring(types.metricAlarm, "dimensions", resource),
        ...stack.referring(types.metricAlarm, "metricQueries", resource),
    ];
}

/** Whether an alarm on one of these metrics watches one of these resources. Throws if a preview can't tell. */
export function isWatched(stack: Stack, resources: readonly Resource[], metrics: readonly string[]): boolean {
    const alarms = resources.flatMap((resource) => alarmsOn(stack, resource));
    return some(alarms, (alarm) => metricsOf(alarm).some((metric) => metrics.includes(metric)));
}

function metricsOf({ props }: Alarm): string[] {
    const inQueries = (props.metricQueries ?? []).map(({ metric }) => metric?.metricName);
    return [props.metricName, ...inQueries].filter((name) => name !== undefined);
}
