import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";
import { queueScales } from "../../config/background";
import { METRICS_NAMESPACE } from "../../host/bundle";
import type { Tuning } from "../../config/tuning";
import type { Edge } from "../edge";

type Target = aws.types.input.autoscaling.PolicyTargetTrackingConfiguration;

/** Percent of processor time. The rest absorbs load while a new host starts. */
const CPU_PERCENT = 60;

/** Adds hosts while any target is exceeded, and removes them when none is. */
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

/** Web hosts scale by processor load and by requests per host. */
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
 * Worker hosts scale by processor load and, if each takes tasks of a queue, by waiting tasks per host. One host of the fleet sends `QueueLength` once a
 * minute (hrms_host/queue_length.py). Without that metric, for example before the first release, the policy has no data
 * and does nothing.
 */
export function scaleWorker(
    name: string,
    group: aws.autoscaling.Group,
    { backgroundTasks, stack, tuning }: Pick<Settings, "backgroundTasks" | "stack"> & { tuning: Tuning },
    opts: pulumi.CustomResourceOptions,
): void {
    track(`${name}-cpu`, group, cpu, opts);
    if (!queueScales(backgroundTasks)) {
        return;
    }
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
                    label: "Waiting tasks per host",
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
