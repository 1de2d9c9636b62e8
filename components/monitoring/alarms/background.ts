import { METRICS_NAMESPACE } from "../../../host/bundle";
import { haveClock, haveQueue, type BackgroundKind } from "../../../config/background";
import type { Alarm, Metric } from "../alarm";

/**
 * Alarms on work in the background. One host of the fleet counts waiting tasks, workers and clocks once a minute, in Redis
 * (hrms_host/queue_length.py). Before the first release it counts nothing.
 */
export function backgroundAlarms(stack: string, kinds: readonly BackgroundKind[]): Alarm[] {
    const metric = (name: string, statistic: Metric["statistic"]): Metric => ({
        namespace: METRICS_NAMESPACE,
        name,
        statistic,
        dimensions: { Stack: stack },
    });
    const alarm = (row: Pick<Alarm, "name" | "metric" | "missing" | "why"> & Partial<Alarm>): Alarm => ({
        concern: "Cache and queue",
        severity: "critical",
        is: "<",
        threshold: 1,
        minutes: 1,
        datapoints: [10, 10],
        runbook: "background-work-stopped",
        ...row,
    });
    const clock = alarm({
        name: "beat-missing",
        metric: metric("Beats", "Maximum"),
        missing: "notBreaching",
        why: "No beat or scheduler has run for ten minutes, so that nothing starts by the clock.",
    });
    const queue = [
        alarm({
            name: "workers-missing",
            metric: metric("Workers", "Maximum"),
            // Silence means that no host can count: Redis does not answer, or every host is in trouble.
            missing: "alert",
            why: "No worker has taken tasks for ten minutes, or nobody counts them: mail, reports and payroll runs wait.",
        }),
        alarm({
            name: "queue-stuck",
            // A queue that is worked on becomes shorter, even if much arrives.
            metric: {
                expression: "IF(waiting > 0 AND DIFF(waiting) >= 0, 1, 0)",
                over: { waiting: metric("QueueLength", "Minimum") },
            },
            is: ">=",
            minutes: 5,
            datapoints: [6, 6],
            missing: "notBreaching",
            why: "Tasks have waited for half an hour, and the queue has never become shorter.",
        }),
    ];
    return [...(haveQueue(kinds) ? queue : []), ...(haveClock(kinds) ? [clock] : [])];
}
