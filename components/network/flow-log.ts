import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";
import { policyDocument } from "../internal/iam";
import { logGroup } from "../internal/log-group";
import type { Keys } from "../keys";

/**
 * Who talked to whom, and who tried: after an incident, the only record of what left the VPC.
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
 */
export function createFlowLog(
    name: string,
    args: Pick<Settings, "awsAccountId" | "logRetentionDays" | "region" | "stack"> & { readonly keys: Keys },
    vpcId: pulumi.Input<string>,
    opts: pulumi.CustomResourceOptions,
): void {
    const { awsAccountId, keys, logRetentionDays, region, stack } = args;
    const group = logGroup(
        `${name}-flow-log-group`,
        `/hrms/${stack}/flow-log`,
        { retentionDays: logRetentionDays, keyArn: keys.logs.arn },
        opts,
    );
    const role = new aws.iam.Role(
        `${name}-flow-log-role`,
        {
            description: "Writes the flow log of the VPC",
            assumeRolePolicy: policyDocument({
                sid: "AssumedByFlowLogs",
                actions: ["sts:AssumeRole"],
                principals: { Service: ["vpc-flow-logs.amazonaws.com"] },
                conditions: {
                    StringEquals: { "aws:SourceAccount": awsAccountId },
                    ArnLike: { "aws:SourceArn": `arn:aws:ec2:${region}:${awsAccountId}:vpc-flow-log/*` },
                },
            }),
        },
        opts,
    );
    const permission = new aws.iam.RolePolicy(
        `${name}-flow-log-permission`,
        {
            role: role.id,
            policy: policyDocument({
                sid: "WriteFlowLog",
                actions: [
                    "logs:CreateLogStream",
                    "logs:DescribeLogGroups",
                    "logs:DescribeLogStreams",
                    "logs:PutLogEvents",
                ],
                resources: [pulumi.interpolate`${group.arn}:*`],
            }),
        },
        opts,
    );
    new aws.ec2.FlowLog(
        `${name}-flow-log`,
        {
            vpcId,
            trafficType: "ALL",
            logDestinationType: "cloud-watch-logs",
            logDestination: group.arn,
            iamRoleArn: role.arn,
            maxAggregationInterval: 600,
            tags: { Name: name },
        },
        { ...opts, dependsOn: [permission] },
    );
}
