import type * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../../config";
import type { Alerts } from "../../alerts";
import type { Backup } from "../../backup";
import type { Cache } from "../../cache";
import type { Cdn } from "../../cdn";
import type { Database } from "../../database";
import type { Edge } from "../../edge";
import type { Hosts } from "../../hosts";
import type { Network } from "../../network";
import type { Tls } from "../../tls";
import type { Alarm } from "../alarm";
import type { Graph } from "../dashboard";
import { backgroundAlarms } from "./background";
import { cacheAlarms } from "./cache";
import { databaseAlarms } from "./database";
import { hostAlarms, NAT_GATEWAY_ALARM, natInstanceAlarms } from "./hosts";
import { backupAlarms, EMAIL_ALARMS, EVENT_ALARM } from "./outside";
import { databaseSilence, deliveryAlarms } from "./silence";
import { websiteAlarms } from "./website";

/** What is watched, and the settings that thresholds follow from. */
export interface Watched extends Pick<
    Settings,
    | "backgroundTasks"
    | "cacheReplicas"
    | "databaseInstanceClass"
    | "databaseStorageGib"
    | "emailUrl"
    | "nat"
    | "region"
    | "stack"
    | "webMinHosts"
    | "workerMinHosts"
> {
    readonly alerts: Alerts;
    readonly network: Network;
    readonly database: Database;
    readonly cache: Cache;
    readonly tls: Tls;
    readonly edge: Edge;
    readonly cdn: Cdn;
    readonly hosts: Hosts;
    readonly backup: Backup;
}

/** Every alarm on a metric of AWS or of the hosts' agent. Alarms on logs are in `log-events.ts`. */
export function alarmTable(watched: Watched, healthCheckId: pulumi.Input<string>): Alarm[] {
    const { alerts, backup, cache, cdn, database, edge, hosts, network, tls } = watched;
    const { queue } = cache.groups;
    const replicas = watched.cacheReplicas;
    return [
        ...websiteAlarms({
            region: watched.region,
            loadBalancer: edge.loadBalancer.arnSuffix,
            targetGroup: edge.targetGroup.arnSuffix,
            webAcl: edge.webAcl.visibilityConfig.metricName,
            healthCheckId,
            distributionId: cdn.distribution.id,
            certificateArn: tls.certificateArn,
            cdnCertificateArn: tls.cdnCertificateArn,
        }),
        ...hostAlarms({ role: "web", group: hosts.groups.web.name, minHosts: watched.webMinHosts }),
        ...(hosts.groups.worker
            ? hostAlarms({
                  role: "worker",
                  group: hosts.groups.worker.name,
                  minHosts: watched.workerMinHosts,
              })
            : []),
        ...(watched.nat === "regional" || watched.nat === "single" ? [NAT_GATEWAY_ALARM] : []),
        ...(network.natInstanceId ? natInstanceAlarms(network.natInstanceId) : []),
        ...databaseAlarms({ ...watched, identifier: database.identifier }),
        databaseSilence(database.identifier),
        // A group that holds both must not lose the queue's messages.
        ...cacheAlarms({
            role: queue ? "cache" : "queue",
            replicationGroupId: cache.groups.cache.id,
            replicas,
        }),
        ...(queue ? cacheAlarms({ role: "queue", replicationGroupId: queue.id, replicas }) : []),
        ...backgroundAlarms(watched.stack, watched.backgroundTasks),
        // With another mail server, nothing is sent through SES.
        ...(watched.emailUrl === undefined ? EMAIL_ALARMS : []),
        ...backupAlarms({
            vaultName: backup.vaultName,
            // The ARN ends with the name.
            copyVaultName: backup.copyVaultArn?.apply((arn) => arn.split(/[:/]/).at(-1) ?? ""),
            longestGapHours: backup.longestGapHours,
        }),
        ...deliveryAlarms(alerts),
        EVENT_ALARM,
    ];
}

/** The top of the dashboard: traffic and response times. */
export function trafficGraphs(loadBalancer: string): Graph[] {
    const dimensions = { LoadBalancer: loadBalancer };
    const metric = (name: string, statistic: Graph["metrics"][number]["statistic"]) => ({
        namespace: "AWS/ApplicationELB",
        name,
        statistic,
        dimensions,
    });
    return [
        { title: "Requests", metrics: [metric("RequestCount", "Sum")] },
        {
            title: "Response time",
            metrics: [
                metric("TargetResponseTime", "p50"),
                metric("TargetResponseTime", "p90"),
                metric("TargetResponseTime", "p99"),
            ],
        },
        {
            title: "Answers",
            metrics: [
                metric("HTTPCode_Target_2XX_Count", "Sum"),
                metric("HTTPCode_Target_4XX_Count", "Sum"),
                metric("HTTPCode_Target_5XX_Count", "Sum"),
            ],
        },
    ];
}
