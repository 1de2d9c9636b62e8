import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ChecklistId } from "../../checklist/items";
import type { Settings } from "../../config";
import type { Detection } from "../detection";
import { compositeAlarm, metricAlarm, type Alarm } from "./alarm";
import { alarmTable, trafficGraphs, type Watched } from "./alarms";
import { WEBSITE_COMPOSITES } from "./alarms/website";
import { dashboardBody, type ShownAlarm } from "./dashboard";
import { HOST_EVENTS, logAlarm, metricFilterArgs, type LogEvent } from "./log-events";
import { TRAIL_EVENTS } from "./trail-events";

export interface MonitoringArgs extends Watched, Pick<Settings, "domain" | "healthPath"> {
    readonly detection: Detection;
}

/** Route 53 requires at least three. These are far from each other. */
const CHECKED_FROM = ["us-east-1", "eu-west-1", "ap-southeast-1"];

/**
 * Watches everything that can go wrong: a table of alarms on all other components, counters for events that only logs
 * show, a health check from outside, and one dashboard made from the same table.
 * Cost: 0.10 USD a month for each alarm's metric, 0.30 for each counter, 3 for the dashboard, 2 for the check.
 */
export class Monitoring extends pulumi.ComponentResource {
    static readonly covers = [
        "process.services.monitored",
        "monitoring.application.health-checks",
        "monitoring.application.performance",
        "monitoring.application.uptime",
        "monitoring.security.failed-logins",
        "monitoring.security.log-analysis",
        "go-live.launch.monitoring",
        "testing.performance.resource-usage",
        "go-live.post-launch.performance",
        "go-live.post-launch.error-rates",
        "operations.first-day.errors",
        "operations.first-day.resource-usage",
        "operations.first-day.performance",
        "operations.first-day.backup-jobs",
        "operations.ongoing.performance",
        "operations.ongoing.log-analysis",
    ] as const satisfies readonly ChecklistId[];

    /** Names of all alarms, for a release to watch. */
    readonly alarmNames: pulumi.Output<string>[];
    readonly dashboardName: pulumi.Output<string>;

    constructor(name: string, args: MonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hrms:monitoring:Monitoring", name, {}, opts);
        const healthCheck = this.checkFromOutside(name, args);
        const events = this.countLogEvents(name, args);
        const table = [
            ...alarmTable(args, healthCheck.id),
            ...events.map((event) => logAlarm(event, args.stack)),
        ];
        const alarms = this.createAlarms(name, args, table);
        const dashboard = this.createDashboard(name, args, table, alarms);

        this.alarmNames = alarms.map((alarm) => alarm.name);
        this.dashboardName = dashboard.dashboardName;
        this.registerOutputs({ alarmNames: this.alarmNames, dashboardName: this.dashboardName });
    }

    private checkFromOutside(
        name: string,
        { domain, healthPath, stack }: MonitoringArgs,
    ): aws.route53.HealthCheck {
        return new aws.route53.HealthCheck(
            `${name}-website`,
            {
                type: "HTTPS",
                fqdn: domain,
                port: 443,
                resourcePath: healthPath,
                enableSni: true,
                requestInterval: 30,
                failureThreshold: 3,
                measureLatency: true,
                regions: CHECKED_FROM,
                tags: { Name: `hrms-${stack}` },
            },
            { parent: this },
        );
    }

    private countLogEvents(name: string, { hosts, detection, stack }: MonitoringArgs): LogEvent[] {
        const groups = { ...hosts.logGroups, trail: detection.trailLogGroup };
        const events = [...HOST_EVENTS, ...TRAIL_EVENTS].filter(({ log }) => groups[log] !== undefined);
        for (const event of events) {
            const group = groups[event.log];
            if (group) {
                new aws.cloudwatch.LogMetricFilter(
                    `${name}-${event.name}-filter`,
                    metricFilterArgs(event, group.name, stack),
                    { parent: this },
                );
            }
        }
        return events;
    }

    private createAlarms(
        name: string,
        { stack, alerts }: MonitoringArgs,
        table: readonly Alarm[],
    ): aws.cloudwatch.MetricAlarm[] {
        const context = { stack, alerts };
        const known = new Map<string, pulumi.Output<string>>();
        const alarms = table.map((alarm) => {
            const made = metricAlarm(`${name}-${alarm.name}`, alarm, context, { parent: this });
            known.set(alarm.name, made.name);
            return made;
        });
        for (const composite of WEBSITE_COMPOSITES) {
            const made = compositeAlarm(`${name}-${composite.name}`, composite, known, context, {
                parent: this,
            });
            known.set(composite.name, made.alarmName);
        }
        return alarms;
    }

    private createDashboard(
        name: string,
        { stack, region, edge }: MonitoringArgs,
        table: readonly Alarm[],
        alarms: readonly aws.cloudwatch.MetricAlarm[],
    ): aws.cloudwatch.Dashboard {
        const body = pulumi
            .all([pulumi.all(alarms.map(({ arn }) => arn)), edge.loadBalancer.arnSuffix])
            .apply(([arns, loadBalancer]) => {
                const shown = table.map((alarm, index): ShownAlarm => ({ ...alarm, arn: arns[index] ?? "" }));
                return JSON.stringify(dashboardBody(stack, region, shown, trafficGraphs(loadBalancer)));
            });
        return new aws.cloudwatch.Dashboard(
            name,
            { dashboardName: `hrms-${stack}`, dashboardBody: body },
            { parent: this },
        );
    }
}
