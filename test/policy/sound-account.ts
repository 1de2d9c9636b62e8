/** What the pack requires to watch an account, apart from the trail, the detector and the recorder. */
import * as types from "../../policies/resource-types";
import { fixture } from "./case";
import type { Resource } from "./harness";
import { subscription, topic } from "./sound-alarms";

export const hub = fixture(types.securityHub, { enableDefaultStandards: false });
export const standard = fixture(types.securityStandard, {
    standardsArn:
        "arn:aws:securityhub:eu-central-1::standards/aws-foundational-security-best-practices/v/1.0.0",
});
export const analyzer = fixture(types.accessAnalyzer, { type: "ACCOUNT" });
export const scan = fixture(types.vulnerabilityScan, { resourceTypes: ["EC2", "LAMBDA"] });
export const accountBlock = fixture(types.accountPublicAccessBlock, {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
});

/** A pattern for each event that needs an alarm, by the event's name. */
export const PATTERNS = {
    refused: '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
    "no-mfa": '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") }',
    root: '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS }',
    permissions: "{ ($.eventName = PutRolePolicy) || ($.eventName = AttachRolePolicy) }",
    trail: "{ ($.eventName = UpdateTrail) || ($.eventName = StopLogging) }",
    login: '{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }',
    key: "{ ($.eventName = DisableKey) || ($.eventName = ScheduleKeyDeletion) }",
    bucket: "{ ($.eventName = PutBucketPolicy) || ($.eventName = DeleteBucketPolicy) }",
    config: "{ ($.eventName = StopConfigurationRecorder) }",
    "security-group": "{ ($.eventName = AuthorizeSecurityGroupIngress) }",
    "network-acl": "{ ($.eventName = CreateNetworkAcl) || ($.eventName = CreateNetworkAclEntry) }",
    gateway: "{ ($.eventName = AttachInternetGateway) }",
    route: "{ ($.eventName = CreateRoute) || ($.eventName = ReplaceRoute) }",
    network: "{ ($.eventName = CreateVpc) || ($.eventName = DeleteVpc) }",
} as const;

type Event = keyof typeof PATTERNS;
type Args = Parameters<ReturnType<typeof fixture>>;

const NAMESPACE = "Trail";
export const filter = (event: Event, ...[changes, extra]: Partial<Args>): Resource =>
    fixture(types.logMetricFilter, {
        pattern: PATTERNS[event],
        metricTransformation: { name: event, namespace: NAMESPACE, value: "1" },
    })(changes, { name: `filter-${event}`, ...extra });
export const alarm = (event: Event, ...[changes, extra]: Partial<Args>): Resource =>
    fixture(types.metricAlarm, {
        metricName: event,
        namespace: NAMESPACE,
        alarmActions: ["arn:topic"],
    })(changes, { name: `alarm-${event}`, references: { alarmActions: [topic()] }, ...extra });

/** A filter and an alarm for each event except one. */
export const trailAlarms = (but?: Event): readonly Resource[] => [
    ...(Object.keys(PATTERNS) as Event[])
        .filter((event) => event !== but)
        .flatMap((event) => [filter(event), alarm(event)]),
    topic(),
    subscription(),
];

export const accountWatch: readonly Resource[] = [
    hub(),
    standard(),
    analyzer(),
    scan(),
    accountBlock(),
    ...trailAlarms(),
];
