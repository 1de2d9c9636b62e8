/** What `npx hrms release` needs in AWS: a policy for the role of people and workflows that deploy. */
import type * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";
import { DEPLOYMENTS_FOLDER, deploymentParameter } from "../../config/deployment";
import { releaseParameter } from "../../config/environment";
import type { Statement } from "../internal/iam";

type Text = pulumi.Input<string>;

export interface Places extends Pick<Settings, "awsAccountId" | "region" | "stack"> {
    /** ARNs of the buckets; of objects in them with `of`. */
    readonly releasesBucket: Text;
    readonly staticBucket: Text;
    /** ARN of the SSM document. */
    readonly command: Text;
    /** Identifier of the RDS instance. */
    readonly database: Text;
    /** ARN of the key that signs releases. */
    readonly signingKey: Text;
    /** ARN of the key of the releases bucket. */
    readonly filesKey: Text;
    readonly logGroups: readonly Text[];
    /** Joins texts of which some are known later. */
    readonly of: (...parts: readonly Text[]) => Text;
}

/**
 * Statements by what they are for. A test compares the actions with the calls in `release/`.
 * The session can run the stack's one command on the stack's hosts, and nothing else on any.
 */
export function deployerStatements(places: Places): Statement[] {
    const { awsAccountId, region, stack, releasesBucket, staticBucket, database, of } = places;
    const here = `${region}:${awsAccountId}`;
    const parameter = (name: string): string => `arn:aws:ssm:${here}:parameter${name}`;
    return [
        {
            sid: "ReadStack",
            actions: ["ssm:GetParameter"],
            resources: [parameter(deploymentParameter(stack)), parameter(releaseParameter(stack))],
        },
        { sid: "SetRelease", actions: ["ssm:PutParameter"], resources: [parameter(releaseParameter(stack))] },
        {
            sid: "ListFiles",
            actions: ["s3:ListBucket"],
            resources: [releasesBucket, staticBucket],
        },
        {
            sid: "KeepReleasesAndRecords",
            actions: ["s3:GetObject", "s3:PutObject"],
            resources: [of(releasesBucket, "/releases/*"), of(releasesBucket, `/${DEPLOYMENTS_FOLDER}*`)],
        },
        { sid: "AddStaticFiles", actions: ["s3:PutObject"], resources: [of(staticBucket, "/*")] },
        {
            sid: "UseFilesKey",
            actions: ["kms:Decrypt", "kms:GenerateDataKey"],
            resources: [places.filesKey],
            conditions: { StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
        },
        { sid: "SignReleases", actions: ["kms:Sign"], resources: [places.signingKey] },
        { sid: "SendCommand", actions: ["ssm:SendCommand"], resources: [places.command] },
        {
            sid: "ToOwnHosts",
            actions: ["ssm:SendCommand"],
            resources: [`arn:aws:ec2:${here}:instance/*`],
            conditions: {
                StringEquals: { "aws:ResourceTag/Application": "hrms", "aws:ResourceTag/Stack": stack },
            },
        },
        {
            sid: "TakeSnapshots",
            actions: ["rds:CreateDBSnapshot"],
            resources: [
                of(`arn:aws:rds:${here}:db:`, database),
                of(`arn:aws:rds:${here}:snapshot:`, database, "-before-*"),
            ],
        },
        {
            sid: "LookAtDatabase",
            actions: ["rds:DescribeDBInstances", "rds:DescribeDBSnapshots"],
            resources: [
                of(`arn:aws:rds:${here}:db:`, database),
                of(`arn:aws:rds:${here}:snapshot:`, database, "-before-*"),
            ],
        },
        { sid: "ReadLogs", actions: ["logs:FilterLogEvents"], resources: places.logGroups },
        {
            // Read-only calls that support no resource names, and the one that says who one is.
            sid: "LookAround",
            actions: [
                "autoscaling:DescribeAutoScalingGroups",
                "autoscaling:DescribeInstanceRefreshes",
                "cloudwatch:DescribeAlarms",
                "ssm:GetCommandInvocation",
                "sts:GetCallerIdentity",
            ],
            resources: ["*"],
        },
    ];
}
