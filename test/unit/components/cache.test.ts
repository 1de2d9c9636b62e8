import * as aws from "@pulumi/aws";
import { Cache } from "../../../components/cache";
import { Keys } from "../../../components/keys";
import { Network } from "../../../components/network";
import { Secrets } from "../../../components/secrets";
import { parseDailyWindow, parseWeeklyWindow } from "../../../config/kinds";
import { record, valueOf, type FakeOutputs, type Recording } from "./harness";
import { exampleSettings, EXAMPLE_ZONES } from "../../../config/example";

const OUTPUTS: FakeOutputs = {
    "random:index/randomPassword:RandomPassword": ({ name }) => ({ result: `canary-${name}` }),
    "aws:elasticache/replicationGroup:ReplicationGroup": ({ name }) => ({
        primaryEndpointAddress: `master.${name}.abcdef.euc1.cache.amazonaws.com`,
    }),
};

function recordCache(overrides: Parameters<typeof exampleSettings>[0] = {}): Promise<Recording<Cache>> {
    return record(
        () => {
            const settings = exampleSettings(overrides);
            const keys = new Keys("keys", settings);
            const network = new Network("network", { ...settings, keys, zones: EXAMPLE_ZONES });
            const secrets = new Secrets("secrets", { ...settings, keys });
            return new Cache("cache", { ...settings, keys, network, secrets });
        },
        { outputs: OUTPUTS },
    );
}

const STARTER = { profile: "starter", backupRegion: undefined };

describe("cache", () => {
    let stack: Recording<Cache>;
    beforeAll(async () => {
        stack = await recordCache();
    });

    /** The parameters of a group, through the parameter group that it names. */
    function parametersOf(recording: Recording<Cache>, name: string): [string | undefined, unknown][] {
        const group = recording.one(aws.elasticache.ReplicationGroup, name).inputs.parameterGroupName;
        const { inputs } = recording.one(aws.elasticache.ParameterGroup, group);
        return [
            [
                inputs.family,
                Object.fromEntries((inputs.parameters ?? []).map((one) => [one.name, one.value])),
            ],
        ];
    }

    test("in production the cache evicts and the queue does not", async () => {
        expect(parametersOf(stack, "cache")).toEqual([["redis7", { "maxmemory-policy": "allkeys-lru" }]]);
        expect(parametersOf(stack, "cache-queue")).toEqual([
            ["redis7", { "maxmemory-policy": "noeviction" }],
        ]);
        expect(await valueOf(stack.result.endpoint)).toBe("master.cache.abcdef.euc1.cache.amazonaws.com");
        expect(await valueOf(stack.result.queueEndpoint)).toBe(
            "master.cache-queue.abcdef.euc1.cache.amazonaws.com",
        );
    });

    test("in starter one group serves both, and never evicts", async () => {
        const starter = await recordCache(STARTER);
        const [group, ...others] = starter.all(aws.elasticache.ReplicationGroup);
        expect(others).toEqual([]);
        expect(parametersOf(starter, "cache")).toEqual([["redis7", { "maxmemory-policy": "noeviction" }]]);
        expect(group?.inputs).toMatchObject({
            numCacheClusters: 1,
            automaticFailoverEnabled: false,
            multiAzEnabled: false,
            snapshotRetentionLimit: 7,
        });
        expect(await valueOf(starter.result.queueEndpoint)).toBe(await valueOf(starter.result.endpoint));
        expect(starter.result.groups.queue).toBeUndefined();
    });

    test("each engine has its parameter groups from the start: a change of engine deletes none that is still in use", () => {
        const families = stack
            .all(aws.elasticache.ParameterGroup)
            .map(({ name, inputs }) => [name, inputs.family]);
        expect(families.sort()).toEqual([
            ["cache-parameters", "redis7"],
            ["cache-parameters-valkey", "valkey8"],
            ["cache-queue-parameters", "redis7"],
            ["cache-queue-parameters-valkey", "valkey8"],
        ]);
    });

    test("valkey takes its own version and parameters", async () => {
        const valkey = await recordCache({ cacheEngine: "valkey" });
        for (const { name, inputs } of valkey.all(aws.elasticache.ReplicationGroup)) {
            expect(inputs).toMatchObject({ engine: "valkey", engineVersion: "8.2" });
            expect(parametersOf(valkey, name)[0]?.[0]).toBe("valkey8");
        }
    });

    test.each(["cache", "cache-queue"])("%s is encrypted everywhere, and asks for a token", (name) => {
        const { inputs, secretInputs } = stack.one(aws.elasticache.ReplicationGroup, name);
        expect(inputs).toMatchObject({
            engine: "redis",
            engineVersion: "7.1",
            clusterMode: "disabled",
            port: 6379,
            transitEncryptionEnabled: true,
            transitEncryptionMode: "required",
            atRestEncryptionEnabled: true,
            authToken: "canary-secrets-cache-auth",
            authTokenUpdateStrategy: "ROTATE",
        });
        expect(inputs.kmsKeyId).toContain("keys-database");
        expect(secretInputs).toContain("authToken");
    });

    test.each(["cache", "cache-queue"])("%s fails over to another zone", (name) => {
        expect(stack.one(aws.elasticache.ReplicationGroup, name).inputs).toMatchObject({
            nodeType: "cache.m7g.large",
            numCacheClusters: 2,
            automaticFailoverEnabled: true,
            multiAzEnabled: true,
        });
    });

    test.each(["cache", "cache-queue"])(
        "%s is reached by its security group alone, in isolated subnets",
        (name) => {
            const { inputs } = stack.one(aws.elasticache.ReplicationGroup, name);
            const subnets = stack.one(aws.elasticache.SubnetGroup);
            const isolated = stack.all(aws.ec2.Subnet).filter((subnet) => subnet.name.includes("isolated"));
            expect(inputs.securityGroupIds).toEqual(["network-cache-id"]);
            expect(inputs.subnetGroupName).toBe(subnets.name);
            expect(subnets.inputs.subnetIds).toEqual(isolated.map((subnet) => `${subnet.name}-id`));
        },
    );

    test("the queue is kept for a week, the cache for a day", () => {
        const [cache, queue] = ["cache", "cache-queue"].map(
            (name) => stack.one(aws.elasticache.ReplicationGroup, name).inputs.snapshotRetentionLimit,
        );
        expect([cache, queue]).toEqual([1, 7]);
    });

    test("no two windows meet", () => {
        const windows = stack.all(aws.elasticache.ReplicationGroup).map(({ inputs }) => ({
            maintenance: parseWeeklyWindow(String(inputs.maintenanceWindow)),
            snapshot: parseDailyWindow(String(inputs.snapshotWindow)),
        }));
        for (const { maintenance, snapshot } of windows) {
            if (!maintenance || !snapshot) {
                throw new Error("a window is malformed");
            }
            expect(maintenance.end - maintenance.start).toBeGreaterThanOrEqual(60);
            expect(snapshot.end - snapshot.start).toBeGreaterThanOrEqual(60);
            expect(snapshot.end <= maintenance.start || maintenance.end <= snapshot.start).toBe(true);
        }
        expect(new Set(windows.map(({ maintenance }) => maintenance?.day)).size).toBe(windows.length);
    });

    test("slow and engine log go to groups with retention and key", () => {
        const groups = stack.all(aws.cloudwatch.LogGroup).filter(({ name }) => name.startsWith("cache-"));
        expect(groups.map(({ inputs }) => [inputs.name, inputs.retentionInDays])).toEqual([
            ["/hrms/prod/cache/slow-log", 365],
            ["/hrms/prod/cache/engine-log", 365],
        ]);
        const { inputs } = stack.one(aws.elasticache.ReplicationGroup, "cache-queue");
        expect(inputs.logDeliveryConfigurations).toEqual(
            ["slow-log", "engine-log"].map((logType) => ({
                logType,
                logFormat: "json",
                destinationType: "cloudwatch-logs",
                destination: `/hrms/prod/cache/${logType}`,
            })),
        );
    });

    test("ElastiCache is not told of a topic that it could not publish to", () => {
        for (const { inputs } of stack.all(aws.elasticache.ReplicationGroup)) {
            expect(inputs.notificationTopicArn).toBeUndefined();
        }
    });
});
