import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";
import { policyDocument, trustService } from "../internal/iam";
import { logGroup } from "../internal/log-group";
import type { Keys } from "../keys";
import type { Storage } from "../storage";

export interface TrailArgs extends Pick<Settings, "awsAccountId" | "logRetentionDays" | "region" | "stack"> {
    readonly keys: Keys;
    readonly storage: Storage;
}

/**
 * CloudTrail: records every call to AWS in every region, with signatures against later changes, in the logs bucket and, for
 * alarms, in a log group. It also records who read or wrote which upload. Reading a secret is a management call, so the
 * trail includes it anyway.
 */
export function auditTrail(
    name: string,
    { awsAccountId, logRetentionDays, region, stack, keys, storage }: TrailArgs,
    opts: pulumi.CustomResourceOptions,
): { trail: aws.cloudtrail.Trail; logs: aws.cloudwatch.LogGroup } {
    const logs = logGroup(
        `${name}-logs`,
        `/hrms/${stack}/trail`,
        { retentionDays: logRetentionDays, keyArn: keys.logs.arn },
        opts,
    );
    const role = new aws.iam.Role(
        `${name}-role`,
        {
            description: "CloudTrail writes its log group",
            assumeRolePolicy: trustService("cloudtrail.amazonaws.com"),
        },
        opts,
    );
    const permission = new aws.iam.RolePolicy(
        `${name}-role-policy`,
        {
            role: role.name,
            policy: policyDocument({
                sid: "WriteLogs",
                actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
                resources: [pulumi.interpolate`${logs.arn}:log-stream:${awsAccountId}_CloudTrail_${region}*`],
            }),
        },
        opts,
    );
    const trail = new aws.cloudtrail.Trail(
        name,
        {
            name: `hrms-${stack}`,
            isMultiRegionTrail: true,
            includeGlobalServiceEvents: true,
            enableLogging: true,
            enableLogFileValidation: true,
            kmsKeyId: keys.logs.arn,
            s3BucketName: storage.logs.name,
            s3KeyPrefix: "cloudtrail",
            cloudWatchLogsGroupArn: pulumi.interpolate`${logs.arn}:*`,
            cloudWatchLogsRoleArn: role.arn,
            advancedEventSelectors: [
                {
                    name: "Management calls",
                    fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }],
                },
                {
                    name: "Uploads",
                    fieldSelectors: [
                        { field: "eventCategory", equals: ["Data"] },
                        { field: "resources.type", equals: ["AWS::S3::Object"] },
                        { field: "resources.ARN", startsWiths: [pulumi.interpolate`${storage.media.arn}/`] },
                    ],
                },
            ],
            insightSelectors: [{ insightType: "ApiCallRateInsight" }, { insightType: "ApiErrorRateInsight" }],
        },
        // CloudTrail tests both destinations when it is created.
        { ...opts, dependsOn: [permission, storage] },
    );
    return { trail, logs };
}
