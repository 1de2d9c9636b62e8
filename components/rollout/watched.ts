import type { HostRole } from "../../config/tuning";
import { alarmName } from "../monitoring/alarm";

/** The alarms that a bad host triggers within `BAKE_SECONDS`. AWS accepts at most ten. */
const WATCHED: Readonly<Record<HostRole, readonly string[]>> = {
    web: [
        "no-healthy-host",
        "unhealthy-hosts",
        "load-balancer-errors",
        "application-errors-rate",
        "response-time",
        "web-hosts-missing",
        "web-status-check",
    ],
    worker: ["application-errors", "worker-hosts-missing", "worker-status-check"],
};

/**
 * Names of the alarms that stop the rollout of a role's hosts. Throws if one is not among the stack's `known` alarms, because
 * a rollout that watches a missing alarm watches nothing.
 */
export function watchedAlarms(role: HostRole, stack: string, known: readonly string[]): string[] {
    const names = WATCHED[role].map((name) => alarmName(stack, name));
    const missing = names.filter((name) => !known.includes(name));
    if (missing.length > 0) {
        throw new Error(
            `The rollout of ${role} hosts watches ${missing.join(", ")}, which the table of alarms lacks: ` +
                "correct components/rollout/watched.ts.",
        );
    }
    return names;
}
