import { criticalResource, needsOf } from "../aws/alarm-matrix";
import { isWatched } from "../aws/alarms";
import { hasOwnKey } from "../aws/own-key";
import { on, resourcePolicy, stackPolicy, type Subject } from "../policy";
import * as types from "../resource-types";
import type { Resource, Stack } from "../stack";
import { decide, faultIf, type Findings, isSet, notInThisStack, surely } from "../verdict";

/** The resources in the alarms' dimensions: the vaults of a backup plan, or a cluster with its members. */
function namedByAlarms(resource: Subject<object>, stack: Stack): readonly Resource[] {
    return types.backupPlan.tokens.includes(resource.type)
        ? stack.required(resource, "rules", types.backupVault)
        : [resource, ...stack.referring(types.databaseClusterInstance, "clusterIdentifier", resource)];
}

export const criticalResourcesHaveAlarms = stackPolicy({
    name: "critical-resources-have-alarms",
    checklist: "go-live.pre-launch.alerts",
    severity: "high",
    onUnknown: "deny",
    requires: "Every host, database, load balancer, cache and backup plan has alarms on what can stop it.",
    otherwise: "A disk fills up on the day before payday, and the employees are the first to notice.",
    remedy:
        "Create the MetricAlarms that the fault names, and take their dimensions from the resource's outputs. An alarm " +
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

/** An alarm in a composite alarm alerts nobody itself. The composite alarm does. */
function isPartOfAnother(stack: Stack, alarm: Resource): boolean {
    return stack.referring(types.compositeAlarm, "alarmRule", alarm).length > 0;
}

/** An alarm that only adds or removes hosts needs to alert nobody. */
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
        ...decide(() => (isSet(props, "alarmActions") ? judgeTopics(alarm, stack) : [])),
    ];
}

function judgeTopics(alarm: Subject<AlarmProps>, stack: Stack): Findings {
    const topics = stack.referred(alarm, "alarmActions", types.topic);
    if (topics.some((topic) => tellsSomebody(topic, stack))) return [];
    const callsNobody = surely(() => !(alarm.props.alarmActions ?? []).some(mayTellSomebody));
    return stack.leadsOutside(alarm, "alarmActions") && !callsNobody
        ? notInThisStack("alarmActions")
        : [{ outcome: "failed", fault: "alarmActions has no topic of this stack with a subscription" }];
}

function tellsSomebody(topic: Resource, stack: Stack): boolean {
    return (
        stack.referring(types.topicSubscription, "topic", topic).length > 0 ||
        stack.referring(types.chatChannel, "snsTopicArns", topic).length > 0
    );
}

/** Other actions restart a host or scale a group. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const mayTellSomebody = (arn: unknown): boolean => /^arn:[\w-]+:(sns|ssm-incidents):/.test(String(arn));

export const alarmReachesContact = stackPolicy({
    name: "alarm-reaches-a-contact",
    checklist: "incident.alerts.contacts",
    severity: "high",
    onUnknown: "deny",
    requires: "Every alarm notifies a topic that has a subscriber.",
    otherwise: "The alarm turns red in a console that nobody watches at night.",
    remedy:
        "Add the ARN of a topic of the stack to alarmActions, and give the topic a TopicSubscription. A policy can't see whether the " +
        "person has confirmed the subscription, but the alert drill shows it.",
    equivalents: ["checkov:CKV_AWS_319"],
    rules: [on(types.metricAlarm, judgeActions), on(types.compositeAlarm, judgeActions)],
});

export const topicIsEncrypted = resourcePolicy({
    name: "sns-topic-is-encrypted",
    checklist: "incident.alerts.contacts",
    severity: "medium",
    onUnknown: "deny",
    requires: "Alert topics are encrypted with a key of your own.",
    otherwise: "Alerts name hosts, accounts and addresses, and tell an attacker where the system is weak.",
    remedy: "Set kmsMasterKeyId to a key that CloudWatch may use. CloudWatch may not use alias/aws/sns.",
    equivalents: ["checkov:CKV_AWS_26", "fsbp:SNS.1"],
    rules: [
        on(types.topic, ({ props }) =>
            faultIf(
                "kmsMasterKeyId is not set, or is AWS's own key",
                () => !hasOwnKey(props, "kmsMasterKeyId"),
            ),
        ),
    ],
});
