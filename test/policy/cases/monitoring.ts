import * as types from "../../../policies/resource-types";
import { aliases, type CaseTable, fixture, type Scene, type Scenes } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { backupOf, clusterScene, databaseScene, redisScene } from "../sound";
import { alarmOn, subscription, topic } from "../sound-alarms";
import { balancerScene, checkedFromOutside, distributionScene, healthCheck } from "../sound-edge";
import { groupScene, instanceScene } from "../sound-hosts";

/** The scene as it is but for the alarms on its first resource. */
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

/** A plan that is watched by an alarm on the vault that it fills, which is not on the plan itself. */
const plan = backupOf([]) as Scene;
const unwatchedPlan: Scene = [plan[0], ...plan.slice(1).filter(({ type }) => !type.includes("metricAlarm"))];

/** The least that has to be watched: what the matrix says, said again. */
const LEAST: Readonly<Record<string, readonly [Scene, ...string[]]>> = {
    "a host": [instanceScene(), "StatusCheckFailed", "CPUUtilization", "disk_used_percent"],
    "a router": [instanceScene({ sourceDestCheck: false }), "StatusCheckFailed", "CPUUtilization"],
    "a group of hosts": [groupScene(), "GroupInServiceInstances", "CPUUtilization", "disk_used_percent"],
    "a database": [databaseScene(), "CPUUtilization", "FreeStorageSpace", "DatabaseConnections"],
    "a cluster": [clusterScene(), "CPUUtilization", "FreeLocalStorage", "DatabaseConnections"],
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
const scaling = fixture(types.scalingPolicy);
const other = topic({}, { name: "other" });

const outside = (...checks: readonly Resource[]) => ({ outside: [...checks, topic(), subscription()] });
const checked = (changes: Readonly<Record<string, unknown>>): Scene =>
    balancerScene([], { outside: checkedFromOutside(healthCheck(changes)) });
const canary = fixture(types.canary, { startCanary: true });

export const monitoringCases: CaseTable = {
    "critical-resources-have-alarms": {
        compliant: {
            ...least((scene, metrics) => ({ "": watched(scene, ...metrics) })),
            "one alarm on an expression": [
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
            "a backup plan": plan,
        },
        violating: {
            ...least((scene, metrics) =>
                Object.fromEntries(
                    metrics.map((missing) => [
                        `, but for ${missing}`,
                        watched(scene, ...metrics.filter((metric) => metric !== missing)),
                    ]),
                ),
            ),
            "another one is watched": [
                ...watched(redisScene(), "Evictions"),
                alarmOn({ ...redisScene()[0], name: "other" }, "FreeableMemory"),
            ],
            "a backup plan": unwatchedPlan,
            ...aliases(types.loadBalancer, unwatched(balancerScene())),
        },
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
            "whether a host is a router": ["undetermined", ...instanceScene({ sourceDestCheck: UNKNOWN })],
        },
    },
    "alarm-reaches-a-contact": {
        compliant: {
            "a topic with a subscription": [alarm({}, calls(topic())), topic(), subscription()],
            "one of two topics": [alarm({}, calls(other, topic())), other, topic(), subscription()],
            "a composite alarm": [composite({}, calls(topic())), topic(), subscription()],
            "a part of a composite alarm": [
                alarm({ actionsEnabled: false, alarmActions: undefined }),
                composite({}, { references: { alarmRule: [alarm()], alarmActions: [topic()] } }),
                ...[topic(), subscription()],
            ],
            "one that adds hosts": [alarm({}, calls(scaling())), scaling()],
        },
        violating: {
            "nobody is subscribed": [alarm({}, calls(topic())), topic()],
            "somebody is subscribed to another topic": [
                alarm({}, calls(other)),
                ...[other, topic(), subscription()],
            ],
            "no topic of the stack": [alarm({ alarmActions: ["arn:aws:sns:eu-central-1:123456789012:x"] })],
            "no action": [alarm({ alarmActions: [] })],
            "switched off": [alarm({ actionsEnabled: false }, calls(topic())), topic(), subscription()],
            "a composite alarm": [composite({}, calls(topic())), topic()],
            "one that adds hosts, and calls nobody": [
                alarm({}, calls(scaling(), topic())),
                topic(),
                scaling(),
            ],
            ...Object.fromEntries(
                types.scalingPolicy.tokens.map((type) => [
                    `as well as ${type}`,
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
            "all actions": [
                "pass",
                alarm({ alarmActions: UNKNOWN }, calls(topic())),
                topic(),
                subscription(),
            ],
        },
    },
    "sns-topic-is-encrypted": {
        compliant: { "a key": [topic()] },
        violating: {
            "no key": [topic({ kmsMasterKeyId: "" })],
            "AWS's key": [topic({ kmsMasterKeyId: "alias/aws/sns" })],
        },
        omitted: { kmsMasterKeyId: ["fail", topic({ kmsMasterKeyId: undefined })] },
        unknown: { "the key, which is set": ["pass", topic({ kmsMasterKeyId: UNKNOWN })] },
    },
    "public-endpoint-has-uptime-check": {
        compliant: {
            "a load balancer": balancerScene(),
            "with a word in the answer": checked({ type: "HTTPS_STR_MATCH" }),
            "a distribution": distributionScene(),
            "an internal load balancer": balancerScene([{ internal: true }], outside()),
            "a canary": balancerScene([], outside(canary(), alarmOn(canary(), "SuccessPercent"))),
        },
        violating: {
            "no check": balancerScene([], outside()),
            "plain HTTP": checked({ type: "HTTP" }),
            "no more than a connection": checked({ type: "TCP" }),
            "another path": checked({ resourcePath: "/static/logo.svg" }),
            "switched off": checked({ disabled: true }),
            "nobody hears of it": balancerScene([], outside(healthCheck())),
            "an alarm on how fast it is": balancerScene(
                [],
                outside(healthCheck(), alarmOn(healthCheck(), "TimeToFirstByte")),
            ),
            "a canary that does not run": balancerScene(
                [],
                outside(canary({ startCanary: false }), alarmOn(canary(), "SuccessPercent")),
            ),
            "a distribution": [distributionScene()[0]],
            ...aliases(types.loadBalancer, balancerScene([], outside())),
        },
        omitted: {
            resourcePath: ["fail", ...checked({ resourcePath: undefined })],
            startCanary: [
                "fail",
                ...balancerScene(
                    [],
                    outside(canary({ startCanary: undefined }), alarmOn(canary(), "SuccessPercent")),
                ),
            ],
            disabled: ["pass", ...checked({ disabled: undefined })],
        },
        unknown: {
            resourcePath: ["undetermined", ...checked({ resourcePath: UNKNOWN })],
            "the path of one of two": [
                "pass",
                ...balancerScene([], {
                    outside: [
                        ...checkedFromOutside(healthCheck({ resourcePath: UNKNOWN }, { name: "other" })),
                        ...checkedFromOutside(),
                    ],
                }),
            ],
        },
    },
};
