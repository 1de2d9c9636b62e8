import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Alarm } from "./alarm";

/** The log that contains the event: one of the hosts' logs, or CloudTrail's. */
export type LogName = "application" | "nginx" | "system" | "trail";

/** An event that only a log shows: a filter counts it, and an alarm watches the count. */
export interface LogEvent extends Pick<
    Alarm,
    "name" | "severity" | "threshold" | "minutes" | "why" | "runbook"
> {
    /** Name of the metric that counts it. */
    readonly metric: string;
    readonly log: LogName;
    /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html; at most 1024 characters. */
    readonly pattern: string;
    /** The alarm goes off above the threshold, counted over `minutes`. */
    readonly concern: Alarm["concern"];
}

/** A row of an event table. Members with the table's defaults can be left out. */
export type Row = Omit<LogEvent, "minutes" | "runbook" | "severity" | "concern"> & Partial<LogEvent>;

const inApplication = (row: Omit<Row, "log">): LogEvent => ({
    severity: "warning",
    concern: "Security",
    minutes: 5,
    runbook: "security-event",
    ...row,
    log: "application",
});

/**
 * Events in the hosts' logs. The patterns search the text of an entry, not its JSON members: the agent sends the journal's
 * entry as an object, and the line that the application or Nginx wrote, which is JSON too, is a string in it.
 */
export const HOST_EVENTS: readonly LogEvent[] = [
    inApplication({
        name: "application-errors",
        metric: "ApplicationErrors",
        concern: "Website",
        runbook: "website-slow-or-failing",
        // ERROR or CRITICAL. CloudWatch's expressions have no groups.
        pattern: String.raw`%level\W{1,6}[EC]R%`,
        threshold: 10,
        why: "The application logs more than ten errors in five minutes.",
    }),
    inApplication({
        name: "unhandled-exceptions",
        metric: "UnhandledExceptions",
        concern: "Website",
        runbook: "website-slow-or-failing",
        // Django's own text.
        pattern: '"Internal Server Error: "',
        threshold: 5,
        why: "More than five requests in five minutes end in an exception that nobody handles.",
    }),
    inApplication({
        name: "failed-logins",
        metric: "FailedLogins",
        pattern: '"login_failed"',
        threshold: 30,
        why: "More than thirty logins fail within five minutes: somebody may be trying passwords.",
    }),
    inApplication({
        name: "permission-denied",
        metric: "PermissionDenied",
        pattern: '?"permission_denied" ?"Forbidden (Permission denied)"',
        threshold: 20,
        why: "People or programs often request pages that they have no permission for.",
    }),
    {
        name: "nginx-errors",
        metric: "NginxServerErrors",
        log: "nginx",
        concern: "Website",
        severity: "warning",
        pattern: String.raw`%status\W{1,4}5\d\d%`,
        threshold: 20,
        minutes: 5,
        why: "Nginx answers with more than twenty errors in five minutes.",
        runbook: "website-slow-or-failing",
    },
];

export const logNamespace = (stack: string): string => `HRMS/${stack}`;

/** The filter that counts the event. It reports zero while nothing happens, so that the alarm has data. */
export function metricFilterArgs(
    { metric, pattern }: LogEvent,
    logGroupName: pulumi.Input<string>,
    stack: string,
): aws.cloudwatch.LogMetricFilterArgs {
    return {
        name: metric,
        logGroupName,
        pattern,
        metricTransformation: {
            name: metric,
            namespace: logNamespace(stack),
            value: "1",
            defaultValue: "0",
            unit: "Count",
        },
    };
}

export const logAlarm = (event: LogEvent, stack: string): Alarm => ({
    name: event.name,
    concern: event.concern,
    severity: event.severity,
    metric: { namespace: logNamespace(stack), name: event.metric, statistic: "Sum" },
    is: ">",
    threshold: event.threshold,
    minutes: event.minutes,
    datapoints: [1, 1],
    missing: "notBreaching",
    why: event.why,
    runbook: event.runbook,
    // What somebody did in the account stays done.
    ...(event.log === "trail" && { endsSilently: true }),
});
