import * as aws from "@pulumi/aws";
import { Alerts } from "../../../components/alerts";
import { Backup } from "../../../components/backup";
import { Cache } from "../../../components/cache";
import { Cdn } from "../../../components/cdn";
import { Database } from "../../../components/database";
import { Detection } from "../../../components/detection";
import { Edge } from "../../../components/edge";
import { Email } from "../../../components/email";
import { Hosts } from "../../../components/hosts";
import { Keys } from "../../../components/keys";
import { Monitoring } from "../../../components/monitoring";
import { databaseAlarms } from "../../../components/monitoring/alarms/database";
import { HOST_EVENTS } from "../../../components/monitoring/log-events";
import { Network } from "../../../components/network";
import { Secrets } from "../../../components/secrets";
import { Storage } from "../../../components/storage";
import { Tls } from "../../../components/tls";
import { record, testSettings, valueOf, type Recording, type Registered } from "./harness";

type Overrides = Parameters<typeof testSettings>[0];
type AlarmInputs = Registered<Record<string, unknown>>["inputs"];

/** The whole stack, so that the alarms' dimensions are those of the resources themselves. */
function monitoring(overrides?: Overrides): Promise<Recording<{ alerts: Alerts; monitoring: Monitoring }>> {
    const settings = testSettings(overrides);
    const program = () => {
        const keys = new Keys("keys", settings);
        const alerts = new Alerts("alerts", { ...settings, keys });
        const storage = new Storage("storage", { ...settings, keys });
        const network = new Network("net", { ...settings, keys });
        const secrets = new Secrets("secrets", { ...settings, keys });
        const database = new Database("db", { ...settings, keys, network, secrets, alerts });
        const cache = new Cache("cache", { ...settings, keys, network, secrets });
        const tls = new Tls("tls", settings);
        const edge = new Edge("edge", { ...settings, keys, network, storage, tls });
        const cdn = new Cdn("cdn", { ...settings, storage, tls });
        const email = new Email("email", { ...settings, alerts, tls });
        const hosts = new Hosts("hosts", {
            ...settings,
            ...{ keys, network, secrets, storage, database, cache, edge, email },
        });
        const detection = new Detection("detection", { ...settings, keys, alerts, storage });
        const backup = new Backup("backup", { ...settings, keys, alerts, database, storage });
        const watched = { alerts, database, cache, edge, cdn, tls, hosts, detection, backup };
        return { alerts, monitoring: new Monitoring("monitoring", { ...settings, ...watched }) };
    };
    const suffix = (kind: string) => () => ({ arnSuffix: `${kind}/hrms/0123456789abcdef` });
    return record(program, {
        outputs: {
            "aws:lb/loadBalancer:LoadBalancer": suffix("app"),
            "aws:lb/targetGroup:TargetGroup": suffix("targetgroup"),
            "aws:acm/certificate:Certificate": () => ({ domainValidationOptions: [{}] }),
            "aws:sesv2/emailIdentity:EmailIdentity": () => ({
                dkimSigningAttributes: { tokens: ["one", "two", "three"] },
            }),
            "aws:rds/instance:Instance": () => ({ address: "db.example", identifier: "hrms-prod-db" }),
        },
    });
}

const STARTER = { profile: "starter", backupRegion: undefined, nat: "instance" } as const;

let production: Recording<{ alerts: Alerts; monitoring: Monitoring }>;
let starter: Recording<{ alerts: Alerts; monitoring: Monitoring }>;
beforeAll(async () => {
    production = await monitoring();
    starter = await monitoring(STARTER);
});

const alarmsOf = (stack: Recording<unknown>): Map<string, AlarmInputs> =>
    new Map(
        stack
            .all("aws:cloudwatch/metricAlarm:MetricAlarm")
            .map(({ inputs }) => [String(inputs.name).replace("hrms-prod-", ""), inputs]),
    );

function alarm(stack: Recording<unknown>, name: string): AlarmInputs {
    const found = alarmsOf(stack).get(name);
    if (!found) {
        throw new Error(`no alarm ${name}; there are ${[...alarmsOf(stack).keys()].join(", ")}`);
    }
    return found;
}

describe("every alarm", () => {
    it("has a name of its own, a reason, a heading of the runbook, and a topic in its own region", async () => {
        for (const stack of [production, starter]) {
            const all = stack.all(aws.cloudwatch.MetricAlarm);
            expect(new Set(all.map(({ inputs }) => inputs.name)).size).toBe(all.length);
            for (const { inputs } of all) {
                expect(inputs.alarmDescription).toMatch(/^.{20,900} Runbook: docs\/runbook\.md#[a-z-]+$/);
                const [topic, ...others] = inputs.alarmActions ?? [];
                expect(others).toEqual([]);
                expect(String(topic).split(":")[3]).toBe(inputs.region ?? "eu-central-1");
                expect(inputs.okActions).toEqual(inputs.alarmActions);
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
            ...["ReadLatency", "WriteLatency", "DiskQueueDepth"],
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
            ...["TargetResponseTime", "RejectedConnectionCount"],
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
};

describe("every critical resource", () => {
    it.each(Object.entries(MATRIX))("%s", (_, { namespace, dimension, metrics }) => {
        const watched = [...alarmsOf(production).values()].filter((inputs) => inputs.namespace === namespace);
        const resources = new Set(
            watched.map(({ dimensions }) => (dimensions as Record<string, string>)[dimension]),
        );
        expect(resources).not.toContain(undefined);
        for (const resource of resources) {
            const own = watched.filter(
                ({ dimensions }) => (dimensions as Record<string, string>)[dimension] === resource,
            );
            expect(new Set(own.map(({ metricName }) => metricName))).toEqual(new Set(metrics));
        }
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

    it("of storage are shares of what the database starts with", () => {
        const threshold = database("db.m7g.large", 200);
        expect(threshold("storage-low")).toBe(30 * 1024 ** 3);
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
        expect([...alarmsOf(starter).keys()].filter((name) => name.startsWith("worker"))).toEqual([]);
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
            treatMissingData: "breaching",
            comparisonOperator: "LessThanThreshold",
            threshold: 1,
            dimensions: { BackupVaultName: "hrms-prod" },
        });
    });
});

describe("what is only seen from us-east-1", () => {
    it("is watched there: the check from outside, CloudFront and its certificate", () => {
        const there = [...alarmsOf(production)].filter(([, { region }]) => region === "us-east-1");
        expect(there.map(([name]) => name).sort()).toEqual([
            "cdn-certificate-expiry",
            "static-files-errors",
            "website-unreachable",
        ]);
    });

    it("checks the site as a browser would, from three continents", () => {
        expect(production.one(aws.route53.HealthCheck).inputs).toMatchObject({
            type: "HTTPS",
            fqdn: "hrms.example.com",
            port: 443,
            resourcePath: "/health/live",
            enableSni: true,
            failureThreshold: 3,
            regions: ["us-east-1", "eu-west-1", "ap-southeast-1"],
        });
    });
});

describe("an outage", () => {
    it("calls people once: its symptoms only warn, and the lesser composite is silent meanwhile", async () => {
        const critical = await valueOf(production.result.alerts.critical.arn);
        const composites = production.all(aws.cloudwatch.CompositeAlarm).map(({ inputs }) => inputs);
        expect(composites).toEqual([
            expect.objectContaining({
                alarmName: "hrms-prod-service-down",
                alarmRule: 'ALARM("hrms-prod-no-healthy-host") OR ALARM("hrms-prod-load-balancer-errors")',
                alarmActions: [critical],
            }),
            expect.objectContaining({
                alarmName: "hrms-prod-service-degraded",
                alarmRule: 'ALARM("hrms-prod-application-errors-rate") OR ALARM("hrms-prod-response-time")',
                actionsSuppressor: { alarm: "hrms-prod-service-down", waitPeriod: 120, extensionPeriod: 180 },
            }),
        ]);
        for (const { alarmRule } of composites) {
            for (const [, name = ""] of alarmRule.matchAll(/"hrms-prod-([^"]+)"/g)) {
                expect(alarm(production, name).alarmActions).not.toContain(critical);
            }
        }
    });
});

describe("logs", () => {
    it("are counted under names that the alarms read, zero while nothing happens", () => {
        const counted = production.all(aws.cloudwatch.LogMetricFilter).map(({ inputs }) => {
            expect(inputs.metricTransformation).toMatchObject({
                namespace: "HRMS/prod",
                value: "1",
                defaultValue: "0",
            });
            return inputs.metricTransformation.name;
        });
        const read = [...alarmsOf(production).values()]
            .filter(({ namespace }) => namespace === "HRMS/prod")
            .map(({ metricName }) => metricName);
        expect(new Set(read)).toEqual(new Set(counted));
        expect(new Set(counted).size).toBe(counted.length);
    });

    /** What CloudWatch does with the two kinds of pattern that the hosts' logs need: words, and an expression. */
    function matches(pattern: string, text: string): boolean {
        const expression = /^%(.+)%$/.exec(pattern)?.[1];
        const words = [...pattern.matchAll(/"([^"]+)"/g)].map(([, word = ""]) => word);
        return expression ? new RegExp(expression).test(text) : words.some((word) => text.includes(word));
    }

    it.each([
        [
            "application-errors",
            '{"level":"ERROR","logger":"payroll"}',
            '{"level":"INFO","event":"error_shown"}',
        ],
        ["application-errors", '{"level": "CRITICAL"}', '{"level": "WARNING"}'],
        [
            "unhandled-exceptions",
            '{"message":"Internal Server Error: /leave/"}',
            '{"message":"Not Found: /x/"}',
        ],
        ["failed-logins", '{"event":"login_failed"}', '{"event":"login_succeeded"}'],
        [
            "permission-denied",
            '{"message":"Forbidden (Permission denied): /a/"}',
            '{"message":"Not Found: /a/"}',
        ],
        ["nginx-errors", '{"path":"/","status":502,"bytes":500}', '{"path":"/","status":200,"bytes":502}'],
    ])("show %s, alone or wrapped in the journal's entry", (name, line, other) => {
        const pattern = HOST_EVENTS.find((event) => event.name === name)?.pattern ?? "";
        const wrapped = (text: string): string => JSON.stringify({ MESSAGE: text, PRIORITY: "6" });
        expect([line, wrapped(line)].map((text) => matches(pattern, text))).toEqual([true, true]);
        expect([other, wrapped(other)].map((text) => matches(pattern, text))).toEqual([false, false]);
    });

    it("of AWS itself are watched only where the trail is here", async () => {
        const stack = await monitoring({
            cloudTrail: "elsewhere: the security team has a trail of all accounts",
        });
        const filters = stack.all(aws.cloudwatch.LogMetricFilter).map(({ inputs }) => inputs.logGroupName);
        expect(new Set(filters)).toEqual(new Set(["/hrms/prod/application", "/hrms/prod/nginx"]));
        expect(alarmsOf(stack).has("root-used")).toBe(false);
        expect(alarmsOf(production).has("root-used")).toBe(true);
    });
});

describe("the dashboard", () => {
    it("shows every alarm of the stack's region and of us-east-1 where it is", () => {
        const body = JSON.parse(production.one(aws.cloudwatch.Dashboard).inputs.dashboardBody) as {
            widgets: { type: string; x: number; width: number; properties: Record<string, unknown> }[];
        };
        const drawn = body.widgets.flatMap(({ properties }) => {
            const { alarms } = (properties.annotations ?? {}) as { alarms?: string[] };
            return (alarms ?? []).map((arn) => ({ arn, region: properties.region }));
        });
        expect(drawn).toHaveLength(alarmsOf(production).size);
        for (const { arn, region } of drawn) {
            expect(arn.split(":")[3]).toBe(region);
        }
        expect(body.widgets.every(({ x, width }) => x + width <= 24)).toBe(true);
        expect(body.widgets.filter(({ type }) => type === "text")).toHaveLength(7);
    });
});
