import { on, stackPolicy } from "../policy";
import type { Props } from "../resource-types";
import * as types from "../resource-types";
import { missing, RUN_ELSEWHERE, runElsewhere, type RunElsewhere } from "../run-elsewhere";
import type { Node, Stack } from "../stack";
import { some } from "../verdict";

type Filter = Node<Props<typeof types.logMetricFilter>>;

/**
 * Events that need an alarm, each with a part of the pattern by which a filter counts it.
 * CIS AWS Foundations Benchmark 3.0, section 4 (4.1 to 4.14).
 */
const EVENTS: Readonly<Record<string, RegExp>> = {
    "calls that AWS refuses": /UnauthorizedOperation|AccessDenied/,
    "console logins without a second factor": /MFAUsed/,
    "use of the root user": /userIdentity\.type\s*=\s*"?Root/,
    "changes of permissions": /AttachRolePolicy/,
    "changes of the trail": /StopLogging/,
    "failed console logins": /Failed authentication/,
    "keys that are disabled or deleted": /ScheduleKeyDeletion/,
    "changes of bucket policies": /PutBucketPolicy/,
    "changes of AWS Config": /StopConfigurationRecorder/,
    "changes of security groups": /AuthorizeSecurityGroupIngress/,
    "changes of network ACLs": /CreateNetworkAcl/,
    "changes of gateways": /AttachInternetGateway/,
    "changes of route tables": /ReplaceRoute/,
    "changes of networks": /CreateVpc/,
};

export const trailEventsHaveAlarms = stackPolicy({
    name: "trail-events-have-alarms",
    checklist: "monitoring.security.events",
    severity: "medium",
    level: "advisory",
    onUnknown: "deny",
    requires:
        "Alarms go off on an intruder's first steps: logins, permissions, keys, the trail, security groups.",
    otherwise: "The trail records everything, but nobody reads it until the payroll is for sale.",
    remedy:
        "Create an aws.cloudwatch.LogMetricFilter on the trail's log group for these events, and a MetricAlarm on its " +
        `metric. ${RUN_ELSEWHERE}`,
    settings: runElsewhere,
    rules: [
        on(types.rootStack, (_, stack, elsewhere: RunElsewhere) => {
            const watched = filtersOfTrail(stack).filter((filter) => hasAlarm(filter, stack));
            return Object.entries(EVENTS).flatMap(([what, pattern]) =>
                missing(
                    `No alarm goes off on ${what}`,
                    elsewhere,
                    () => !some(watched, ({ props }) => pattern.test(props.pattern)),
                ),
            );
        }),
    ],
});

/** Without a trail with a log group in the stack, any filter can belong to the account's trail. */
function filtersOfTrail(stack: Stack): readonly Filter[] {
    const filters = stack.all(types.logMetricFilter);
    const groups = stack
        .all(types.trail)
        .flatMap((trail) => stack.referred(trail, "cloudWatchLogsGroupArn", types.logGroup));
    return groups.length === 0
        ? filters
        : filters.filter((filter) => groups.some((group) => stack.refersTo(filter, "logGroupName", group)));
}

/** Whether an alarm names the filter's metric, or takes the metric's name from the filter. */
function hasAlarm(filter: Filter, stack: Stack): boolean {
    const { name, namespace } = filter.props.metricTransformation;
    return some(
        stack.all(types.metricAlarm),
        (alarm) =>
            stack.refersTo(alarm, "metricName", filter) ||
            (alarm.props.metricName === name && alarm.props.namespace === namespace),
    );
}
