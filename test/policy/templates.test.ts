/**
 * The settings with which well-known templates start a Django project. The pack must stop each of them, by exactly the
 * policies listed here, so that the test notices a policy that no longer fires and one that fires wrongly.
 */
import type { Policies } from "@pulumi/policy";
import { allPolicies } from "../../policies/all-policies";
import * as types from "../../policies/resource-types";
import { describePolicies } from "../../policies/report";
import { renderMarkdown } from "../../policies/report/markdown";
import { fixture } from "./case";
import { type Resource, verdictsOn } from "./harness";

interface Template {
    /** Where the settings come from. */
    readonly source: string;
    readonly resources: readonly Resource[];
    readonly stoppedBy: readonly string[];
}

const make = (type: Parameters<typeof fixture>[0], props: Resource["props"]) => fixture(type)(props);

const TEMPLATES: Readonly<Record<string, Template>> = {
    "a database module's defaults": {
        source: "https://github.com/terraform-aws-modules/terraform-aws-rds/blob/master/variables.tf",
        resources: [
            make(types.databaseInstance, {
                engine: "mysql",
                engineVersion: "8.0",
                instanceClass: "db.t4g.large",
                storageEncrypted: true,
                publiclyAccessible: false,
                manageMasterUserPassword: true,
                multiAz: false,
                deletionProtection: false,
                deleteAutomatedBackups: true,
                skipFinalSnapshot: false,
                enabledCloudwatchLogsExports: [],
            }),
        ],
        stoppedBy: [
            "backup-plan-covers-data",
            "critical-resources-have-alarms",
            "data-encrypted-with-own-key",
            "data-is-protected",
            "database-backup-retention",
            "database-deletion-guarded",
            "database-engine-is-supported",
            "database-exports-slow-log",
            "database-ingress-only-from-app",
            "database-is-multi-az",
            "database-requires-tls",
        ],
    },
    "a serverless framework's database": {
        source: "https://github.com/anomalyco/sst/blob/dev/platform/src/components/aws/mysql.ts",
        resources: [
            make(types.databaseInstance, {
                engine: "mysql",
                engineVersion: "8.0.40",
                instanceClass: "db.t4g.micro",
                storageEncrypted: true,
                username: "root",
                backupRetentionPeriod: 7,
                multiAz: false,
                skipFinalSnapshot: true,
                applyImmediately: true,
            }),
        ],
        stoppedBy: [
            "backup-plan-covers-data",
            "critical-resources-have-alarms",
            "data-encrypted-with-own-key",
            "data-is-protected",
            "database-backup-retention",
            "database-deletion-guarded",
            "database-engine-is-supported",
            "database-exports-slow-log",
            "database-ingress-only-from-app",
            "database-is-multi-az",
            "database-master-name-is-own",
            "database-requires-tls",
        ],
    },
    "a serverless framework's Redis": {
        source: "https://github.com/anomalyco/sst/blob/dev/platform/src/components/aws/redis.ts",
        resources: [
            make(types.replicationGroup, {
                engine: "redis",
                engineVersion: "7.1",
                clusterMode: "enabled",
                numNodeGroups: 1,
                atRestEncryptionEnabled: true,
                transitEncryptionEnabled: true,
                authToken: "correct-horse-battery-staple",
            }),
        ],
        stoppedBy: [
            "broker-is-no-cluster",
            "cache-fails-over",
            "cache-ingress-only-from-app",
            "critical-resources-have-alarms",
            "data-encrypted-with-own-key",
        ],
    },
    "a load balancer with the API's defaults": {
        source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
        resources: [
            make(types.loadBalancer, { internal: false, loadBalancerType: "application" }),
            make(types.listener, { port: 443, protocol: "HTTPS", defaultActions: [{ type: "forward" }] }),
        ],
        stoppedBy: [
            "critical-resources-have-alarms",
            "listener-modern-tls",
            "load-balancer-hardened",
            "load-balancer-logs-access",
            "public-endpoint-has-uptime-check",
            "public-endpoint-has-waf",
            "public-load-balancer-redirects-http",
        ],
    },
    "a demo of Django on Pulumi": {
        source: "https://github.com/briancaffey/pulumi-aws-django",
        resources: [
            make(types.databaseInstance, {
                engine: "postgres",
                instanceClass: "db.t2.micro",
                storageType: "gp2",
                storageEncrypted: false,
                skipFinalSnapshot: true,
            }),
            make(types.cacheCluster, { engine: "redis", engineVersion: "6.x", nodeType: "cache.t2.micro" }),
            make(types.bucket, { forceDestroy: true }),
            make(types.logGroup, { retentionInDays: 1 }),
        ],
        stoppedBy: [
            "backup-plan-covers-data",
            "cache-ingress-only-from-app",
            "critical-resources-have-alarms",
            "data-encrypted-with-own-key",
            "data-is-protected",
            "database-backup-retention",
            "database-deletion-guarded",
            "database-engine-is-supported",
            "database-exports-slow-log",
            "database-ingress-only-from-app",
            "database-is-multi-az",
            "database-storage-encrypted",
            "log-group-retention-and-key",
            "redis-encrypted",
            "s3-bucket-blocks-public-access",
            "s3-bucket-encrypted-with-own-key",
            "s3-bucket-refuses-plain-http",
            "s3-bucket-versioned-with-lifecycle",
        ],
    },
    "a construct library's database firewall": {
        source: "https://github.com/briancaffey/cdk-django",
        resources: [
            make(types.securityGroupRule, {
                type: "ingress",
                protocol: "tcp",
                fromPort: 5432,
                toPort: 5432,
                cidrBlocks: ["0.0.0.0/0"],
            }),
        ],
        stoppedBy: ["security-group-only-public-web-ports"],
    },
};

const policies: Policies = allPolicies;

test.each(Object.entries(TEMPLATES))("stops %s", async (title, { source, resources, stoppedBy }) => {
    const verdicts = await verdictsOn(policies, resources);
    const blocking = verdicts.filter(({ level, outcome }) => level === "mandatory" && outcome !== "passed");
    const names = [...new Set(blocking.map(({ policy }) => policy))].sort();
    expect(names).toEqual([...stoppedBy].sort());
    const report = renderMarkdown({
        title,
        stack: "test",
        stage: "preview",
        date: "2026-11-23",
        judgedAt: "2026-11-23T12:00:00Z",
        versions: { pack: "0.1.0" },
        settings: [],
        coverage: "",
        baseline: [],
        verdicts,
        policies: describePolicies(policies),
        deviations: [],
        locationOf: () => undefined,
    });
    expect(names.filter((name) => !report.includes(name))).toEqual([]);
    expect(source).toMatch(/^https:/);
});
