import * as types from "../../../policies/resource-types";
import { aliases, type CaseTable, fixture, type Scene, type Scenes } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { backupOf, clusterScene, databaseScene, redisScene } from "../sound";
import { alarmOn, subscription, topic } from "../sound-alarms";
import { balancerScene } from "../sound-edge";
import { groupScene, instanceScene } from "../sound-hosts";

/** The scene without the alarms on its first resource. */
function unwatched([subject, ...others]: Scene): Scene {
    const isAlarmOnIt = ({ references = {} }: Resource) => references.dimensions?.[0]?.name === subject.name;
    return [subject, ...others.filter((other) => !isAlarmOnIt(other))];
}
const watched = (scene: Scene, ...metrics: string[]): Scene => {
    const [subject, ...others] = unwatched(scene);
    return [
        subject,
        ...others,
        ...metrics.map((metric) => alarmOn(subject, metric)),
        ...[topic(), subscription()],
    ];
};
/** A plan whose alarm is on the vault that it fills, not on the plan itself. */
const plan = backupOf([]) as Scene;
const unwatchedPlan: Scene = [plan[0], ...plan.slice(1).filter(({ type }) => !type.includes("metricAlarm"))];
/** The alarms that each class needs at least. This repeats the matrix on purpose. */
const LEAST: Readonly<Record<string, readonly [Scene, ...string[]]>> = {
    "a host": [instanceScene(), "StatusCheckFailed", "CPUUtilization", "disk_used_percent"],
    "a router": [instanceScene({ sourceDestCheck: false }), "StatusCheckFailed", "CPUUtilization"],
    "a group of hosts": [groupScene(), "GroupInServiceInstances", "CPUUtilization", "disk_used_percent"],
    "a database": [databaseScene(), "CPUUtilization", "FreeStorageSpace", "DatabaseConnections"],
    "a cluster": [clusterScene(), "CPUUtilization", "FreeLocalStorage", "DatabaseConnections"],
    "a serverless cluster": [
        clusterScene(),
        ...["ACUUtilization", "AuroraVolumeBytesLeftTotal", "DatabaseConnections"],
    ],
    "a cache": [redisScene(), "DatabaseMemoryUsagePercentage", "Evictions"],
    "a load balancer": [balancerScene(), "HTTPCode_Target_5XX_Count", "UnHealthyHostCount"],
    "a network load balancer": [
        balancerScene([{ loadBalancerType: "network" }], { http: "none", firewall: "none" }),
        "UnHealthyHostCount",
    ],
};
const least = (
    judge: (scene: Scene, metrics: readonly string[]) => Readonly<Record<string, Scene>>,
): Scenes =>
    Object.fromEntries(
        Object.entries(LEAST).flatMap(([name, [scene, ...metrics]]) =>
            Object.entries(judge(scene, metrics)).map(([kind, made]) => [`${name}${kind}`, made] as const),
        ),
    );
const alarm = fixture(types.metricAlarm, { alarmActions: [UNKNOWN], metricName: "FailedLogins" });
const calls = (...targets: Resource[]) => ({ references: { alarmActions: targets } });
const composite = fixture(types.compositeAlarm, { alarmRule: UNKNOWN, alarmActions: [UNKNOWN] });
const memberOf = (scene: Scene): Resource => scene.find(({ name }) => name === "member-1") ?? scene[0];
const platform = fixture(types.stackReference, {}, { name: "platform" })();
const scaling = fixture(types.scalingPolicy);
const other = topic({}, { name: "other" });

export const cases: CaseTable = {
    "critical-resources-have-alarms": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            ...least((scene, metrics) => ({ " with its alarms": watched(scene, ...metrics) })),
            "an alarm on an expression": [
                ...watched(redisScene(), "Evictions"),
                {
                    ...alarmOn(redisScene()[0], "none"),
                    props: {
                        alarmActions: [UNKNOWN],
                        metricQueries: [
                            { id: "result", expression: "used / all" },
                            { id: "used", metric: { metricName: "BytesUsedForCache", dimensions: UNKNOWN } },
                        ],
                    },
                    references: { metricQueries: [redisScene()[0]], alarmActions: [topic()] },
                },
            ],
            "a cluster with an alarm on a member": [
                ...watched(clusterScene(), "FreeLocalStorage", "DatabaseConnections"),
                alarmOn(memberOf(clusterScene()), "CPUUtilization"),
            ],
            "a backup plan with an alarm on its vault": plan,
        },
        violating: {
            ...least((scene, metrics) =>
                Object.fromEntries(
                    metrics.map((missing) => [
                        ` without an alarm on ${missing}`,
                        watched(scene, ...metrics.filter((metric) => metric !== missing)),
                    ]),
                ),
            ),
            "an alarm on another cache": [
                ...watched(redisScene(), "Evictions"),
                alarmOn({ ...redisScene()[0], name: "other" }, "FreeableMemory"),
            ],
            "a backup plan without an alarm": unwatchedPlan,
            ...aliases(types.loadBalancer, unwatched(balancerScene())),
        },
        outside: { "the vault of a backup plan": [{ ...unwatchedPlan[0], references: {} }] },
        omitted: { alarms: ["fail", ...unwatched(redisScene())] },
        unknown: {
            "the metric of an alarm": [
                "undetermined",
                ...watched(redisScene(), "Evictions"),
                { ...alarmOn(redisScene()[0], "x"), props: { metricName: UNKNOWN, alarmActions: [UNKNOWN] } },
            ],
            "the metric of another alarm": [
                "pass",
                redisScene()[0],
                { ...alarmOn(redisScene()[0], "x"), props: { metricName: UNKNOWN, alarmActions: [UNKNOWN] } },
                ...watched(redisScene(), "Evictions", "FreeableMemory").slice(1),
            ],
            "sourceDestCheck of a host": ["undetermined", ...instanceScene({ sourceDestCheck: UNKNOWN })],
        },
    },
    "alarm-reaches-a-contact": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "a topic with a subscription": [alarm({}, calls(topic())), topic(), subscription()],
            "two topics of which one has a subscription": [
                alarm({}, calls(other, topic())),
                other,
                topic(),
                subscription(),
            ],
            "a composite alarm that reaches a contact": [
                composite({}, calls(topic())),
                topic(),
                subscription(),
            ],
            "an alarm that is part of a composite alarm": [
                alarm({ actionsEnabled: false, alarmActions: undefined }),
                composite({}, { references: { alarmRule: [alarm()], alarmActions: [topic()] } }),
                ...[topic(), subscription()],
            ],
            "an alarm that only adds hosts": [alarm({}, calls(scaling())), scaling()],
            ...Object.fromEntries(
                types.chatChannel.tokens.map((token) => [
                    `a topic with a chat channel of type ${token}`,
                    [
                        alarm({}, calls(topic())),
                        topic(),
                        fixture({ tokens: [token] })({}, { references: { snsTopicArns: [topic()] } }),
                    ] as const,
                ]),
            ),
            "a topic of the stack beside one of another": [
                alarm({}, calls(topic(), platform)),
                ...[platform, topic(), subscription()],
            ],
        },
        outside: {
            "a topic by its ARN": [alarm({ alarmActions: ["arn:aws:sns:eu-central-1:123456789012:x"] })],
            "a response plan": [
                alarm({ alarmActions: ["arn:aws-cn:ssm-incidents::123456789012:response-plan/x"] }),
            ],
            "a topic of a referenced stack": [alarm({}, calls(platform)), platform],
            "a topic of another stack beside one without a subscription": [
                alarm({}, calls(topic(), platform)),
                ...[platform, topic()],
            ],
            "the topic of a composite alarm": [composite({}, calls(platform)), platform],
        },
        violating: {
            "a topic without a subscription": [alarm({}, calls(topic())), topic()],
            "a subscription to another topic": [alarm({}, calls(other)), ...[other, topic(), subscription()]],
            "an action that reaches nobody": [
                alarm({ alarmActions: ["arn:aws:automate:eu-central-1:ec2:recover"] }),
            ],
            "an empty list of actions": [alarm({ alarmActions: [] })],
            "an alarm whose actions are switched off": [
                alarm({ actionsEnabled: false }, calls(topic())),
                topic(),
                subscription(),
            ],
            "a composite alarm that reaches nobody": [composite({}, calls(topic())), topic()],
            "an alarm that adds hosts and reaches nobody": [
                alarm({}, calls(scaling(), topic())),
                topic(),
                scaling(),
            ],
            ...Object.fromEntries(
                types.scalingPolicy.tokens.map((type) => [
                    `a topic without a subscription beside ${type}`,
                    [alarm({}, calls({ ...scaling(), type }, topic())), topic()] as const,
                ]),
            ),
        },
        omitted: {
            alarmActions: ["fail", alarm({ alarmActions: undefined })],
            actionsEnabled: ["pass", alarm({}, calls(topic())), topic(), subscription()],
        },
        unknown: {
            actionsEnabled: [
                "undetermined",
                alarm({ actionsEnabled: UNKNOWN }, calls(topic())),
                ...[topic(), subscription()],
            ],
            alarmActions: ["pass", alarm({ alarmActions: UNKNOWN }, calls(topic())), topic(), subscription()],
        },
    },
    "sns-topic-is-encrypted": {
        is: ["mandatory", "medium", "deny"],
        compliant: { "a key of your own": [topic()] },
        violating: {
            "an empty key": [topic({ kmsMasterKeyId: "" })],
            "AWS's key by its alias": [topic({ kmsMasterKeyId: "alias/aws/sns" })],
        },
        omitted: { kmsMasterKeyId: ["fail", topic({ kmsMasterKeyId: undefined })] },
        unknown: { kmsMasterKeyId: ["pass", topic({ kmsMasterKeyId: UNKNOWN })] },
    },
};
