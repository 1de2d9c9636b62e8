import { criticalResource, needsOf } from "../aws/alarm-matrix";
import { isWatched } from "../aws/alarms";
import { hasOwnKey } from "../aws/own-key";
import { on, resourcePolicy, stackPolicy, type Subject } from "../policy";
import type { Props } from "../resource-types";
import * as types from "../resource-types";
import { texts, type Values } from "../settings";
import type { Node, Resource, Stack } from "../stack";
import { decide, faultIf, type Findings, isSet, some } from "../verdict";

/** What the alarms' dimensions name: of a backup plan, that is the vaults that it fills. */
function namedByAlarms(resource: Subject<object>, stack: Stack): readonly Resource[] {
    return types.backupPlan.tokens.includes(resource.type)
        ? stack.referred(resource, "rules", types.backupVault)
        : [resource];
}

export const criticalResourcesHaveAlarms = stackPolicy({
    name: "critical-resources-have-alarms",
    checklist: "go-live.pre-launch.alerts",
    severity: "high",
    onUnknown: "deny",
    requires: "Hosts, databases, load balancers, caches and backups each have alarms on what stops them.",
    otherwise: "On the day before payday a disk fills up, and the first to notice are the employees.",
    remedy:
        "Make the MetricAlarms that the fault names, with dimensions taken from the resource's own outputs; an alarm " +
        "on an expression counts for the metrics in it.",
    rules: [
        on(criticalResource, (resource, stack) =>
            decide(() =>
                needsOf(resource).flatMap(({ of, metrics }) =>
                    faultIf(
                        `No alarm watches ${of}, for example by ${metrics[0]}`,
                        () => !isWatched(stack, namedByAlarms(resource, stack), metrics),
                    ),
                ),
            ),
        ),
    ],
});

interface AlarmProps {
    readonly alarmActions?: readonly unknown[];
    readonly actionsEnabled?: boolean;
}

/** An alarm that is part of another one calls nobody itself: the other one does. */
function isPartOfAnother(stack: Stack, alarm: Resource): boolean {
    return stack.referring(types.compositeAlarm, "alarmRule", alarm).length > 0;
}

/** An alarm that only adds and removes hosts is nobody's business. */
function onlyScales(stack: Stack, alarm: Resource): boolean {
    return (
        stack.referred(alarm, "alarmActions", types.scalingPolicy).length > 0 &&
        stack.referred(alarm, "alarmActions", types.topic).length === 0
    );
}

function judgeActions(alarm: Subject<AlarmProps>, stack: Stack): Findings {
    if (isPartOfAnother(stack, alarm) || onlyScales(stack, alarm)) return [];
    const { props } = alarm;
    return [
        ...faultIf("actionsEnabled is false", () => props.actionsEnabled === false),
        ...faultIf("alarmActions is empty", () => !isSet(props, "alarmActions")),
        ...faultIf(
            "alarmActions has no topic of this stack with a subscription",
            () =>
                isSet(props, "alarmActions") &&
                !stack
                    .referred(alarm, "alarmActions", types.topic)
                    .some((topic) => stack.referring(types.topicSubscription, "topic", topic).length > 0),
        ),
    ];
}

export const alarmReachesContact = stackPolicy({
    name: "alarm-reaches-a-contact",
    checklist: "incident.alerts.contacts",
    severity: "high",
    onUnknown: "deny",
    requires: "Every alarm tells a topic that somebody is subscribed to.",
    otherwise: "The alarm is red in a console that nobody has open at night.",
    remedy:
        "Give alarmActions the ARN of a topic of the stack, and the topic a TopicSubscription. Whether that person has " +
        "confirmed it is not visible here: the alert drill shows it.",
    equivalents: ["checkov:CKV_AWS_319"],
    rules: [on(types.metricAlarm, judgeActions), on(types.compositeAlarm, judgeActions)],
});

export const topicIsEncrypted = resourcePolicy({
    name: "sns-topic-is-encrypted",
    checklist: "incident.alerts.contacts",
    severity: "medium",
    onUnknown: "deny",
    requires: "Alert topics are encrypted with a key of your own.",
    otherwise:
        "Alerts name hosts, accounts and addresses, and whoever gets at the queue reads where it hurts.",
    remedy: "Set kmsMasterKeyId to a key that CloudWatch may use; it may not use alias/aws/sns.",
    equivalents: ["checkov:CKV_AWS_26", "fsbp:SNS.1"],
    rules: [
        on(types.topic, ({ props }) =>
            faultIf(
                "kmsMasterKeyId is not set, or a key of AWS's own",
                () => !hasOwnKey(props, "kmsMasterKeyId"),
            ),
        ),
    ],
});

/** A path of 200 to 399 is healthy to Route 53, so that over HTTP a mere redirect would do. */
const HTTPS_CHECKS = ["HTTPS", "HTTPS_STR_MATCH"];

function asksForPath(
    { props }: Node<Props<typeof types.healthCheck>>,
    healthPaths: readonly string[],
): boolean {
    return (
        props.disabled !== true &&
        HTTPS_CHECKS.includes(props.type) &&
        healthPaths.includes(props.resourcePath ?? "/")
    );
}

/** Which endpoint a check asks goes by a DNS name, so any check of the stack counts. */
function judgeUptime(stack: Stack, healthPaths: readonly string[], isPublic: () => boolean): Findings {
    const checks = [
        ...stack
            .all(types.healthCheck)
            .map(
                (check) => () =>
                    isWatched(stack, [check], ["HealthCheckStatus", "HealthCheckPercentageHealthy"]) &&
                    asksForPath(check, healthPaths),
            ),
        ...stack.all(types.canary).map(
            (canary) => () =>
                // What it asks for is in its script.
                isWatched(stack, [canary], ["SuccessPercent", "Failed"]) && canary.props.startCanary === true,
        ),
    ];
    return faultIf(
        "No HTTPS health check of a health path, and no running canary, has an alarm",
        () => !some(checks, (isGood) => isGood()) && isPublic(),
    );
}

const uptime = {
    healthPaths: texts("Paths that answer while the application lives", ["/health/live"], "^/"),
};

export const endpointHasUptimeCheck = stackPolicy({
    name: "public-endpoint-has-uptime-check",
    checklist: "monitoring.application.uptime",
    severity: "medium",
    onUnknown: "deny",
    requires:
        "A check from outside asks for a public endpoint's health path, and an alarm watches the check.",
    otherwise: "When DNS, a certificate or a whole region fails, everything inside looks fine.",
    remedy:
        "Make a route53.HealthCheck of type HTTPS with resourcePath set to the health path, or a running synthetics " +
        "canary, and a MetricAlarm on it.",
    settings: uptime,
    rules: [
        on(types.loadBalancer, ({ props }, stack, { healthPaths }: Values<typeof uptime>) =>
            judgeUptime(stack, healthPaths, () => props.internal !== true),
        ),
        on(types.distribution, (_, stack, { healthPaths }: Values<typeof uptime>) =>
            judgeUptime(stack, healthPaths, () => true),
        ),
    ],
});
