import type * as pulumi from "@pulumi/pulumi";
import { METRICS_NAMESPACE } from "../../../host/bundle";
import type { HostRole } from "../../../config/tuning";
import type { Alarm, Metric } from "../alarm";

export interface HostGroup {
    readonly role: HostRole;
    readonly group: pulumi.Input<string>;
    readonly minHosts: number;
}

/** Alarms on a group of hosts: enough hosts, healthy, and with free resources. */
export function hostAlarms({ role, group, minHosts }: HostGroup): Alarm[] {
    const metric = (namespace: string, name: string, statistic: Metric["statistic"]): Metric => ({
        namespace,
        name,
        statistic,
        dimensions: { AutoScalingGroupName: group },
    });
    const host = (alarm: Omit<Alarm, "concern" | "severity" | "runbook"> & Partial<Alarm>): Alarm => ({
        concern: "Hosts",
        severity: "warning",
        runbook: "hosts-missing-or-overloaded",
        ...alarm,
        name: `${role}-${alarm.name}`,
    });
    return [
        host({
            name: "hosts-missing",
            severity: "critical",
            metric: metric("AWS/AutoScaling", "GroupInServiceInstances", "Minimum"),
            is: "<",
            threshold: minHosts,
            minutes: 1,
            datapoints: [15, 15],
            missing: "breaching",
            why: `Fewer than ${minHosts} ${role} hosts have served for 15 minutes, and no new one came up.`,
        }),
        host({
            name: "status-check",
            metric: metric("AWS/EC2", "StatusCheckFailed", "Maximum"),
            is: ">=",
            threshold: 1,
            minutes: 5,
            datapoints: [2, 2],
            missing: "notBreaching",
            why: `EC2's status check of a ${role} host, or of the machine that it runs on, fails.`,
        }),
        host({
            name: "cpu",
            metric: metric("AWS/EC2", "CPUUtilization", "Average"),
            is: ">",
            threshold: 85,
            minutes: 5,
            datapoints: [3, 3],
            missing: "notBreaching",
            why: `The ${role} hosts are short of processor time, although the group scales by itself.`,
        }),
        host({
            name: "memory",
            metric: metric(METRICS_NAMESPACE, "mem_used_percent", "Maximum"),
            is: ">",
            threshold: 90,
            minutes: 5,
            datapoints: [3, 3],
            // Without data, either the agent has stopped or the host is down. The other alarms show which.
            missing: "breaching",
            why: `A ${role} host has less than 10 % of its memory left, or has stopped reporting; processes will be killed.`,
        }),
        host({
            name: "disk",
            metric: metric(METRICS_NAMESPACE, "disk_used_percent", "Maximum"),
            is: ">",
            threshold: 80,
            minutes: 5,
            datapoints: [3, 3],
            missing: "breaching",
            why: `A disk of a ${role} host is more than 80 % full, or the host has stopped reporting.`,
        }),
    ];
}

/** Alarms on all NAT gateways in the region. It uses a query, because a regional gateway has one metric in each zone. */
export const NAT_GATEWAY_ALARM: Alarm = {
    name: "nat-ports",
    concern: "Hosts",
    severity: "warning",
    metric: { expression: 'SELECT SUM(ErrorPortAllocation) FROM "AWS/NATGateway"', over: {} },
    is: ">",
    threshold: 0,
    minutes: 5,
    datapoints: [1, 1],
    missing: "notBreaching",
    why: "A NAT gateway has no free port left, so that calls from the hosts to the internet fail.",
    runbook: "network-exhausted",
};

/** Alarms on the NAT host. It has no agent, so only EC2's own metrics show its state. */
export function natInstanceAlarms(instanceId: pulumi.Input<string>): Alarm[] {
    const metric = (name: string, statistic: Metric["statistic"]): Metric => ({
        namespace: "AWS/EC2",
        name,
        statistic,
        dimensions: { InstanceId: instanceId },
    });
    return [
        {
            name: "nat-status-check",
            concern: "Hosts",
            severity: "critical",
            metric: metric("StatusCheckFailed", "Maximum"),
            is: ">=",
            threshold: 1,
            minutes: 1,
            datapoints: [5, 5],
            // The host is stopped or terminated, and nothing replaces it.
            missing: "breaching",
            why: "The NAT host is down, so that calls from the hosts to the internet fail: mail, Sentry, AWS services.",
            runbook: "network-exhausted",
        },
        {
            name: "nat-cpu",
            concern: "Hosts",
            severity: "warning",
            metric: metric("CPUUtilization", "Average"),
            is: ">",
            threshold: 85,
            minutes: 5,
            datapoints: [3, 3],
            missing: "notBreaching",
            why: "The NAT host is short of processor time, and calls from the hosts to the internet become slow.",
            runbook: "network-exhausted",
        },
    ];
}
