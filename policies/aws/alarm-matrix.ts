/** The alarms that each class of resource needs. */
import { isApplication } from "./load-balancers";
import * as types from "../resource-types";
import type { ResourceType } from "../resource-types";

/** One thing that can go wrong, and the metrics that show it. An alarm on any of them is enough. */
interface Need {
    readonly of: string;
    readonly metrics: readonly [string, ...string[]];
}

interface Row {
    readonly tokens: readonly string[];
    readonly needs: (props: object) => readonly Need[];
}

/** Throws if the class depends on an unknown value. */
function row<P extends object>(type: ResourceType<P>, needs: (props: P) => readonly Need[]): Row {
    return { tokens: type.tokens, needs: (props) => needs(props as P) };
}

const PROCESSOR: Need = {
    of: "its processor",
    metrics: ["CPUUtilization", "cpu_usage_active", "cpu_usage_idle"],
};
/** A metric of CloudWatch's agent, because EC2 itself does not look into disks. */
const DISK: Need = { of: "its disk", metrics: ["disk_used_percent", "disk_free", "DiskSpaceUtilization"] };
const CONNECTIONS: Need = { of: "its connections", metrics: ["DatabaseConnections"] };
const ERRORS: Need = {
    of: "errors",
    metrics: ["HTTPCode_ELB_5XX_Count", "HTTPCode_Target_5XX_Count"],
};
const STATUS = "StatusCheckFailed";

/** The host or its replacement: a group replaces a host whose check fails. */
const hostIsDown = (...others: string[]): Need => ({
    of: "a host that is down",
    metrics: [STATUS, `${STATUS}_System`, `${STATUS}_Instance`, ...others],
});

/**
 * Metrics by service:
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/cloudwatch.html
 */
const MATRIX: readonly Row[] = [
    row(types.autoScalingGroup, () => [
        hostIsDown("GroupInServiceInstances", "HealthyHostCount"),
        PROCESSOR,
        DISK,
    ]),
    row(types.instance, ({ sourceDestCheck }) => [
        hostIsDown(),
        PROCESSOR,
        // A host that forwards packets of other hosts is a router, which keeps nothing on its disk.
        ...(sourceDestCheck === false ? [] : [DISK]),
    ]),
    row(types.databaseInstance, () => [
        PROCESSOR,
        { of: "its storage", metrics: ["FreeStorageSpace"] },
        CONNECTIONS,
    ]),
    row(types.databaseCluster, () => [
        // Aurora Serverless reports which part of its maximum capacity is in use.
        { ...PROCESSOR, metrics: [...PROCESSOR.metrics, "ACUUtilization"] },
        // Aurora's storage grows by itself. Only the disk of an instance, or the limit of the volume, can run out.
        {
            of: "its storage",
            metrics: ["FreeStorageSpace", "FreeLocalStorage", "AuroraVolumeBytesLeftTotal"],
        },
        CONNECTIONS,
    ]),
    row(types.loadBalancer, (props) => [
        // The other types forward connections and do not see responses.
        ...(isApplication(props) ? [ERRORS] : []),
        { of: "its hosts", metrics: ["UnHealthyHostCount", "HealthyHostCount"] },
    ]),
    row(types.replicationGroup, () => [
        {
            of: "its memory",
            metrics: [
                "DatabaseMemoryUsagePercentage",
                "DatabaseCapacityUsagePercentage",
                "FreeableMemory",
                "BytesUsedForCache",
            ],
        },
        { of: "what it throws out", metrics: ["Evictions"] },
    ]),
    row(types.backupPlan, () => [{ of: "jobs that fail", metrics: ["NumberOfBackupJobsFailed"] }]),
];

/** All classes of the matrix as one type. */
export const criticalResource: ResourceType<object> = { tokens: MATRIX.flatMap(({ tokens }) => tokens) };

export function needsOf({ type, props }: { readonly type: string; readonly props: object }): readonly Need[] {
    return MATRIX.filter(({ tokens }) => tokens.includes(type)).flatMap(({ needs }) => needs(props));
}
