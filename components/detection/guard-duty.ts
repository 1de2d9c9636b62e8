import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";
import { policyDocument, trustService, type Statement } from "../internal/iam";
import type { Keys } from "../keys";
import type { Storage } from "../storage";

export interface GuardDutyArgs extends Pick<Settings, "awsAccountId" | "region"> {
    readonly keys: Keys;
    readonly storage: Storage;
}

/**
 * GuardDuty's optional features. RDS login events are not among them, because they cover Aurora but not RDS for MySQL.
 * Runtime Monitoring supports Debian 13 with kernel 6.12 on arm64 and x86_64:
 * https://docs.aws.amazon.com/guardduty/latest/ug/prereq-runtime-monitoring-cpu-os-kernel-support.html
 */
const FEATURES = ["S3_DATA_EVENTS", "EBS_MALWARE_PROTECTION", "LAMBDA_NETWORK_LOGS"];

/** GuardDuty returns all of these, so all are listed. Only the hosts' agent is on. */
const RUNTIME_AGENTS = [
    { name: "EKS_ADDON_MANAGEMENT", status: "DISABLED" },
    { name: "ECS_FARGATE_AGENT_MANAGEMENT", status: "DISABLED" },
    { name: "EC2_AGENT_MANAGEMENT", status: "ENABLED" },
];

/**
 * Threat detection for the account in this region, with an agent on the hosts and a malware scan of every upload.
 * GuardDuty creates its agent's endpoint in the VPC itself. Delete that endpoint by hand before you delete the VPC.
 */
export function threatDetection(
    name: string,
    args: GuardDutyArgs,
    opts: pulumi.CustomResourceOptions,
): aws.guardduty.Detector {
    const detector = new aws.guardduty.Detector(
        name,
        // GuardDuty sends a new finding at once, and what is added to one again and again. Nothing in the event tells the two
        // apart, because the first one can have several occurrences too, so the others are made as few as possible.
        // https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_eventbridge.html#eventbridge-freq-notifications-gdu
        { enable: true, findingPublishingFrequency: "SIX_HOURS" },
        opts,
    );
    for (const feature of FEATURES) {
        new aws.guardduty.DetectorFeature(
            `${name}-${feature.toLowerCase().replace(/_/g, "-")}`,
            { detectorId: detector.id, name: feature, status: "ENABLED" },
            opts,
        );
    }
    new aws.guardduty.DetectorFeature(
        `${name}-runtime-monitoring`,
        {
            detectorId: detector.id,
            name: "RUNTIME_MONITORING",
            status: "ENABLED",
            additionalConfigurations: RUNTIME_AGENTS,
        },
        opts,
    );
    scanUploads(`${name}-uploads`, args, opts);
    return detector;
}

/** Scanned objects are tagged with the result, so that bucket policies can deny access to infected ones. */
function scanUploads(name: string, args: GuardDutyArgs, opts: pulumi.CustomResourceOptions): void {
    const role = new aws.iam.Role(
        `${name}-role`,
        {
            description: "GuardDuty scans uploads for malware",
            assumeRolePolicy: trustService("malware-protection-plan.guardduty.amazonaws.com", {
                onlyForAccount: args.awsAccountId,
            }),
        },
        opts,
    );
    const permission = new aws.iam.RolePolicy(
        `${name}-role-policy`,
        { role: role.name, policy: policyDocument(...scanStatements(args)) },
        opts,
    );
    new aws.guardduty.MalwareProtectionPlan(
        name,
        {
            role: role.arn,
            protectedResource: { s3Bucket: { bucketName: args.storage.media.name } },
            actions: [{ taggings: [{ status: "ENABLED" }] }],
        },
        // GuardDuty uses the role immediately, so its policy must exist first.
        { ...opts, dependsOn: [permission] },
    );
}

/** https://docs.aws.amazon.com/guardduty/latest/ug/malware-protection-s3-iam-policy-prerequisite.html */
function scanStatements({ awsAccountId, region, keys, storage }: GuardDutyArgs): Statement[] {
    const bucket = storage.media.arn;
    const objects = pulumi.interpolate`${bucket}/*`;
    const rules = [
        `arn:aws:events:${region}:${awsAccountId}:rule/DO-NOT-DELETE-AmazonGuardDutyMalwareProtectionS3*`,
    ];
    return [
        {
            sid: "ManageItsRule",
            actions: ["events:PutRule", "events:DeleteRule", "events:PutTargets", "events:RemoveTargets"],
            resources: rules,
            conditions: {
                StringLike: { "events:ManagedBy": "malware-protection-plan.guardduty.amazonaws.com" },
            },
        },
        {
            sid: "WatchItsRule",
            actions: ["events:DescribeRule", "events:ListTargetsByRule"],
            resources: rules,
        },
        {
            sid: "TagResults",
            actions: [
                "s3:GetObjectTagging",
                "s3:GetObjectVersionTagging",
                "s3:PutObjectTagging",
                "s3:PutObjectVersionTagging",
            ],
            resources: [objects],
        },
        {
            sid: "HearOfUploads",
            actions: ["s3:GetBucketNotification", "s3:PutBucketNotification", "s3:ListBucket"],
            resources: [bucket],
        },
        {
            sid: "TryOut",
            actions: ["s3:PutObject"],
            resources: [pulumi.interpolate`${bucket}/malware-protection-resource-validation-object`],
        },
        { sid: "Scan", actions: ["s3:GetObject", "s3:GetObjectVersion"], resources: [objects] },
        {
            sid: "Decrypt",
            actions: ["kms:Decrypt", "kms:GenerateDataKey"],
            resources: [keys.files.arn],
            conditions: { StringLike: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
        },
    ];
}
