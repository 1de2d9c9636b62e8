import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { METRICS_NAMESPACE } from "../../host/bundle";
import type { Tuning } from "../../host/tuning";
import type { Edge } from "../edge";

type Target = aws.types.input.autoscaling.PolicyTargetTrackingConfiguration;

/** Percent of processor time: the rest carries the load while a new host starts. */
const CPU_PERCENT = 60;

/** Hosts are added while any target is exceeded, and taken away when none is. */
function track(
    name: string,
    group: aws.autoscaling.Group,
    target: Target,
    opts: pulumi.CustomResourceOptions,
): void {
    new aws.autoscaling.Policy(
        name,
        {
            autoscalingGroupName: group.name,
            policyType: "TargetTrackingScaling",
            targetTrackingConfiguration: target,
        },
        opts,
    );
}

/** Web hosts follow their processors' load and the requests that each one gets. */
export function scaleWeb(
    name: string,
    group: aws.autoscaling.Group,
    { edge: { loadBalancer, targetGroup }, tuning }: { edge: Edge; tuning: Tuning },
    opts: pulumi.CustomResourceOptions,
): void {
    track(`${name}-cpu`, group, cpu, opts);
    const requests: Target = {
        predefinedMetricSpecification: {
            predefinedMetricType: "ALBRequestCountPerTarget",
            resourceLabel: pulumi.interpolate`${loadBalancer.arnSuffix}/${targetGroup.arnSuffix}`,
        },
        targetValue: tuning.requestsPerMinute,
    };
    track(`${name}-requests`, group, requests, opts);
}

/**
 * Worker hosts follow their processors' load and the tasks that wait for each one of them. One host of the fleet puts
 * `QueueLength` once a minute (hrms_host/queue_length.py); without it, as before the first release, the policy has no
 * data and leaves the group alone.
 */
export function scaleWorker(
    name: string,
    group: aws.autoscaling.Group,
    { stack, tuning }: { stack: string; tuning: Tuning },
    opts: pulumi.CustomResourceOptions,
): void {
    track(`${name}-cpu`, group, cpu, opts);
    const queue: Target = {
        customizedMetricSpecification: {
            metrics: [
                metric("waiting", METRICS_NAMESPACE, "QueueLength", { name: "Stack", value: stack }),
                metric("hosts", "AWS/AutoScaling", "GroupInServiceInstances", {
                    name: "AutoScalingGroupName",
                    value: group.name,
                }),
                {
                    id: "waitingForEach",
                    expression: "waiting / IF(hosts > 0, hosts, 1)",
                    label: "Tasks that wait, for each host",
                    returnData: true,
                },
            ],
        },
        targetValue: tuning.queuedTasks,
    };
    track(`${name}-queue`, group, queue, opts);
}

const cpu: Target = {
    predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
    targetValue: CPU_PERCENT,
};

function metric(
    id: string,
    namespace: string,
    metricName: string,
    dimension: { name: string; value: pulumi.Input<string> },
): aws.types.input.autoscaling.PolicyTargetTrackingConfigurationCustomizedMetricSpecificationMetric {
    return {
        id,
        metricStat: {
            metric: { namespace, metricName, dimensions: [dimension] },
            stat: "Average",
            period: 60,
        },
        returnData: false,
    };
}
