import * as aws from "@pulumi/aws";
import { databaseAlarms } from "../../../components/monitoring/alarms/database";
import { TRAIL_EVENTS } from "../../../components/monitoring/trail-events";
import { valueOf, type Recording } from "./harness";
import { alarm, alarmsOf, monitoring, STARTER, type Watching } from "./monitoring-stack";

let production: Recording<Watching>;
let starter: Recording<Watching>;
beforeAll(async () => {
    production = await monitoring();
    starter = await monitoring(STARTER);
});

describe("every alarm", () => {
    it("has a name of its own, a reason, a heading of the runbook, and a topic in its own region", async () => {
        for (const stack of [production, starter]) {
            const all = stack.all(aws.cloudwatch.MetricAlarm);
            expect(new Set(all.map(({ inputs }) => inputs.name)).size).toBe(all.length);
            for (const { inputs } of all) {
                expect(inputs.alarmDescription).toMatch(
                    /^.{20,900} Runbook: docs\/runbook\/alarms\.md#[a-z-]+$/,
                );
                const [topic, ...others] = inputs.alarmActions ?? [];
                expect(others).toEqual([]);
                expect((topic as string).split(":")[3]).toBe(inputs.region ?? "eu-central-1");
                // A new alarm becomes OK first, and only those who were called out want to know of an end.
                const isOfTrail = TRAIL_EVENTS.some(({ name }) => inputs.name === `hrms-prod-${name}`);
                const isCritical = (topic as string).includes("critical");
                expect(inputs.okActions).toEqual(isOfTrail || !isCritical ? undefined : inputs.alarmActions);
            }
        }
        expect(await valueOf(production.result.alerts.critical.arn)).toBe(
            alarm(production, "database-connections").alarmActions?.[0 as never],
        );
    });

    it("stays within the ranges that CloudWatch evaluates", () => {
        for (const [name, inputs] of [...alarmsOf(production), ...alarmsOf(starter)]) {
            const queries = (inputs.metricQueries ?? []) as {
                period?: number;
                metric?: { period: number };
            }[];
            const period = Number(
                inputs.period ?? queries.map((one) => one.period ?? one.metric?.period).find(Boolean),
            );
            const [periods, breaching] = [Number(inputs.evaluationPeriods), Number(inputs.datapointsToAlarm)];
            expect({ name, multiple: period % 60 }).toEqual({ name, multiple: 0 });
            expect(period * periods).toBeLessThanOrEqual(period < 3600 ? 86_400 : 7 * 86_400);
            expect(breaching).toBeLessThanOrEqual(periods);
        }
    });
});

/** What must be watched of each kind of resource: metric and dimension. */
const MATRIX: Record<string, { namespace: string; dimension: string; metrics: string[] }> = {
    hosts: {
        namespace: "AWS/EC2",
        dimension: "AutoScalingGroupName",
        metrics: ["StatusCheckFailed", "CPUUtilization"],
    },
    "hosts' agent": {
        namespace: "HRMS",
        dimension: "AutoScalingGroupName",
        metrics: ["mem_used_percent", "disk_used_percent"],
    },
    groups: {
        namespace: "AWS/AutoScaling",
        dimension: "AutoScalingGroupName",
        metrics: ["GroupInServiceInstances"],
    },
    database: {
        namespace: "AWS/RDS",
        dimension: "DBInstanceIdentifier",
        metrics: [
            ...["CPUUtilization", "FreeStorageSpace", "FreeableMemory", "DatabaseConnections"],
            ...["ReadLatency", "WriteLatency", "DiskQueueDepth", "NetworkReceiveThroughput"],
        ],
    },
    cache: {
        namespace: "AWS/ElastiCache",
        dimension: "CacheClusterId",
        metrics: [
            "EngineCPUUtilization",
            "DatabaseMemoryUsagePercentage",
            "Evictions",
            "CurrConnections",
            "ReplicationLag",
        ],
    },
    "load balancer": {
        namespace: "AWS/ApplicationELB",
        dimension: "LoadBalancer",
        metrics: [
            ...["HTTPCode_ELB_5XX_Count", "HealthyHostCount", "UnHealthyHostCount"],
            "RejectedConnectionCount",
        ],
    },
    certificates: {
        namespace: "AWS/CertificateManager",
        dimension: "CertificateArn",
        metrics: ["DaysToExpiry"],
    },
    backup: {
        namespace: "AWS/Backup",
        dimension: "BackupVaultName",
        metrics: ["NumberOfBackupJobsFailed", "NumberOfBackupJobsCompleted"],
    },
    "copies of backups": {
        namespace: "AWS/Backup",
        dimension: "BackupVaultName",
        metrics: ["NumberOfCopyJobsCompleted"],
    },
    "backups of databases": {
        namespace: "AWS/Backup",
        dimension: "ResourceType",
        metrics: ["NumberOfBackupJobsCompleted", "NumberOfRestoreJobsCompleted"],
    },
    "background work": {
        namespace: "HRMS",
        dimension: "Stack",
        metrics: ["Workers", "Beats"],
    },
    topics: {
        namespace: "AWS/SNS",
        dimension: "TopicName",
        metrics: ["NumberOfNotificationsFailed"],
    },
};

describe("every critical resource", () => {
    it.each(Object.entries(MATRIX))("%s", (_, { namespace, dimension, metrics }) => {
        const resources = new Map<string, Set<string>>();
        for (const { metricName, dimensions, ...inputs } of alarmsOf(production).values()) {
            const resource = (dimensions as Record<string, string> | undefined)?.[dimension];
            if (inputs.namespace === namespace && resource !== undefined) {
                resources.set(resource, (resources.get(resource) ?? new Set()).add(String(metricName)));
            }
        }
        const sorted = [...resources.values()].map((found) => [...found].sort());
        expect(sorted).toContainEqual([...metrics].sort());
        // What else has such a dimension is another row.
        const rows = Object.values(MATRIX).filter(
            (row) => row.namespace === namespace && row.dimension === dimension,
        );
        expect(rows.map((row) => [...row.metrics].sort())).toEqual(expect.arrayContaining(sorted));
    });

    it("is the answers of the application, counted as people see them", () => {
        const measured = (name: string): unknown => alarm(production, name).metricQueries;
        const parts = (bad: string, stat: string) =>
            expect.arrayContaining([
                expect.objectContaining({
                    id: "bad",
                    metric: expect.objectContaining({ metricName: bad, stat, period: 300 }) as unknown,
                }),
            ]) as unknown;
        expect(measured("response-time")).toEqual(parts("TargetResponseTime", "TC(3:)"));
        expect(measured("application-errors-rate")).toEqual(parts("HTTPCode_Target_5XX_Count", "Sum"));
    });

    it("is each node of each group, where any may be the primary", () => {
        const nodes = (stack: Recording<unknown>) => [
            ...new Set(
                [...alarmsOf(stack).values()]
                    .filter(({ namespace }) => namespace === "AWS/ElastiCache")
                    .map(({ dimensions }) => (dimensions as Record<string, string>).CacheClusterId),
            ),
        ];
        expect(nodes(production)).toEqual([
            "cache-id-001",
            "cache-id-002",
            "cache-queue-id-001",
            "cache-queue-id-002",
        ]);
        expect(nodes(starter)).toEqual(["cache-id-001"]);
    });

    it("is the host that is the NAT, where there is one", () => {
        const ofNat = (stack: Recording<unknown>) =>
            [...alarmsOf(stack).values()]
                .filter(({ dimensions }) => (dimensions as { InstanceId?: string } | undefined)?.InstanceId)
                .map(({ metricName, dimensions }) => [metricName, dimensions])
                .sort();
        const host = { InstanceId: "net-nat-id" };
        expect(ofNat(starter)).toEqual([
            ["CPUUtilization", host],
            ["StatusCheckFailed", host],
        ]);
        expect(ofNat(production)).toEqual([]);
    });
});

it("an event that does not reach its topic calls people", () => {
    const { metricQueries = [] } = alarm(production, "event-not-delivered");
    const [query] = metricQueries as object[];
    expect(query).toMatchObject({
        expression: 'SELECT SUM(FailedInvocations) FROM SCHEMA("AWS/Events", RuleName)',
        period: 300,
    });
});

describe("thresholds", () => {
    const database = (databaseInstanceClass: string, databaseStorageGib = 100) => {
        const table = databaseAlarms({ databaseInstanceClass, databaseStorageGib, identifier: "db" });
        return (name: string) => table.find((row) => row.name === `database-${name}`)?.threshold;
    };

    it.each([
        ["db.m7g.large", 614, 8192 * 0.05],
        ["db.t4g.medium", 307, 4096 * 0.05],
        ["db.r7g.8xlarge", 19_660, 262_144 * 0.05],
    ])("of %s follow from its memory", (databaseInstanceClass, most, freeMib) => {
        const threshold = database(databaseInstanceClass);
        expect(threshold("connections")).toBe(Math.floor(most * 0.8));
        expect(threshold("memory")).toBe(Math.round(freeMib * 1024 ** 2));
    });

    it("of storage go off only after RDS should have enlarged it, at 10 % for five minutes", () => {
        const threshold = database("db.m7g.large", 200);
        expect(threshold("storage-low")).toBe(18 * 1024 ** 3);
        expect(alarm(production, "database-storage-low")).toMatchObject({
            evaluationPeriods: 6,
            period: 300,
        });
        expect(threshold("storage-full")).toBe(10 * 1024 ** 3);
    });

    it("watch CPU credits on burstable classes alone", () => {
        expect(alarmsOf(starter).has("database-cpu-credits")).toBe(true);
        expect(alarmsOf(production).has("database-cpu-credits")).toBe(false);
    });

    it("call people when hosts are fewer than set", () => {
        const comparisonOperator = "LessThanThreshold";
        expect(alarm(production, "web-hosts-missing")).toMatchObject({ comparisonOperator, threshold: 2 });
        expect(alarm(production, "worker-hosts-missing")).toMatchObject({ comparisonOperator, threshold: 1 });
        expect([...alarmsOf(starter).keys()].filter((name) => name.startsWith("worker-"))).toEqual([]);
    });

    it("take a full queue for critical, also where the cache shares its group, and a full cache for a warning", async () => {
        const severity = async (stack: typeof production, name: string) =>
            alarm(stack, name).alarmActions?.[0 as never] ===
            (await valueOf(stack.result.alerts.critical.arn));
        expect(await severity(production, "queue-001-memory")).toBe(true);
        expect(await severity(starter, "queue-001-memory")).toBe(true);
        expect(await severity(production, "cache-001-memory")).toBe(false);
    });

    it("take a missing backup for an outage after the objective and some hours", () => {
        expect(alarm(production, "backup-missing")).toMatchObject({
            evaluationPeriods: 6 + 4,
            treatMissingData: "missing",
            insufficientDataActions: alarm(production, "backup-missing").alarmActions,
            comparisonOperator: "LessThanThreshold",
            threshold: 1,
            dimensions: { BackupVaultName: "hrms-prod" },
        });
    });
});
