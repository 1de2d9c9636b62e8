import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";
import { groupName, METRICS_NAMESPACE } from "../../host/bundle";
import type { HostRole } from "../../host/tuning";
import type { Email } from "../email";
import type { Statement } from "../internal/iam";
import type { Keys } from "../keys";
import type { SecretName, Secrets } from "../secrets";
import type { Storage } from "../storage";

export interface PermissionArgs extends Pick<
    Settings,
    "awsAccountId" | "emailFrom" | "region" | "stack" | "workerMaxHosts"
> {
    readonly keys: Keys;
    readonly secrets: Secrets;
    readonly storage: Storage;
    readonly email: Email;
    /** ARN of the SSM parameter with the environment. */
    readonly environmentArn: pulumi.Input<string>;
    readonly logGroupArns: readonly pulumi.Input<string>[];
}

const APPLICATION_SECRETS: readonly SecretName[] = [
    "secretKey",
    "databaseApp",
    "cacheAuth",
    "mail",
    "sentryDsn",
];

/** What a release needs once: the user that changes tables, and the first superuser's password. */
const MIGRATION_SECRETS: readonly SecretName[] = ["databaseMigrator", "superuser"];

/**
 * Migrations run on worker hosts: whoever breaks into the application through a request lands on a web host, which
 * could then read and write rows but neither drop tables nor learn the superuser's password. Without worker hosts the
 * web hosts must do it. No host ever reads the database's master secret.
 */
export function runsMigrations(
    { workerMaxHosts }: Pick<Settings, "workerMaxHosts">,
    role: HostRole,
): boolean {
    return role === "worker" || workerMaxHosts === 0;
}

/** All that a role's hosts may do in AWS. */
export function hostPermissions(args: PermissionArgs, role: HostRole): Statement[] {
    return [
        ...configurationStatements(args, role),
        ...dataStatements(args),
        ...machineStatements(args, role),
    ];
}

function configurationStatements(args: PermissionArgs, role: HostRole): Statement[] {
    const { secrets, keys, region, environmentArn } = args;
    const names = [...APPLICATION_SECRETS, ...(runsMigrations(args, role) ? MIGRATION_SECRETS : [])];
    return [
        { sid: "ReadEnvironment", actions: ["ssm:GetParameter"], resources: [environmentArn] },
        {
            sid: "ReadOwnSecrets",
            actions: ["secretsmanager:GetSecretValue"],
            resources: names.flatMap((name) => secrets.arns[name] ?? []),
        },
        {
            sid: "DecryptSecrets",
            actions: ["kms:Decrypt"],
            resources: [keys.secrets.arn],
            conditions: through("secretsmanager", region),
        },
    ];
}

function dataStatements({ storage, keys, email, ...args }: PermissionArgs): Statement[] {
    const { awsAccountId, emailFrom, region } = args;
    const { releases, media } = storage;
    return [
        {
            sid: "ReadReleases",
            actions: ["s3:GetObject"],
            resources: [pulumi.interpolate`${releases.arn}/*`],
        },
        {
            sid: "KeepMedia",
            actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
            resources: [pulumi.interpolate`${media.arn}/*`],
        },
        {
            // Without it S3 answers 403 for an object that is not there, and django-storages takes that for an error.
            sid: "TellMissingFromForbidden",
            actions: ["s3:ListBucket"],
            resources: [releases.arn, media.arn],
        },
        {
            sid: "UseFilesKey",
            actions: ["kms:Decrypt", "kms:GenerateDataKey"],
            resources: [keys.files.arn],
            conditions: through("s3", region),
        },
        {
            sid: "SendEmail",
            actions: ["ses:SendEmail", "ses:SendRawEmail"],
            resources: [
                email.identityArn,
                pulumi.interpolate`arn:aws:ses:${region}:${awsAccountId}:configuration-set/${email.configurationSetName}`,
            ],
            conditions: { StringEquals: { "ses:FromAddress": emailFrom } },
        },
    ];
}

function machineStatements(args: PermissionArgs, role: HostRole): Statement[] {
    const { awsAccountId, logGroupArns, region, stack } = args;
    const group = `autoScalingGroup:*:autoScalingGroupName/${groupName(stack, role)}`;
    return [
        {
            sid: "WriteLogs",
            actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
            resources: logGroupArns.map((arn) => pulumi.interpolate`${arn}:*`),
        },
        {
            // The SSM agent looks the group up before it writes a session or a command's output into it.
            sid: "FindLogGroups",
            actions: ["logs:DescribeLogGroups"],
            resources: [`arn:aws:logs:${region}:${awsAccountId}:log-group:*`],
        },
        {
            sid: "PutMetrics",
            actions: ["cloudwatch:PutMetricData"],
            resources: ["*"],
            conditions: { StringEquals: { "cloudwatch:namespace": METRICS_NAMESPACE } },
        },
        {
            // SetInstanceHealth: a host whose patches want a reboot asks to be replaced instead.
            sid: "JoinAndLeaveGroup",
            actions: [
                "autoscaling:CompleteLifecycleAction",
                "autoscaling:RecordLifecycleActionHeartbeat",
                "autoscaling:SetInstanceHealth",
            ],
            resources: [`arn:aws:autoscaling:${region}:${awsAccountId}:${group}`],
        },
        ...SYSTEMS_MANAGER,
    ];
}

/**
 * What the SSM agent needs for Session Manager, Run Command and inventory. AWS's own AmazonSSMManagedInstanceCore
 * has these and, beyond them, reads every parameter of the account, other teams' secrets included. These actions
 * know no resource that could be named; AWS ties them to the calling instance.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMManagedInstanceCore.html
 */
const SYSTEMS_MANAGER: readonly Statement[] = [
    {
        sid: "RunSystemsManagerAgent",
        actions: [
            "ssm:DescribeAssociation",
            "ssm:DescribeDocument",
            "ssm:GetDocument",
            "ssm:GetManifest",
            "ssm:ListAssociations",
            "ssm:ListInstanceAssociations",
            "ssm:PutComplianceItems",
            "ssm:PutConfigurePackageResult",
            "ssm:PutInventory",
            "ssm:UpdateAssociationStatus",
            "ssm:UpdateInstanceAssociationStatus",
            "ssm:UpdateInstanceInformation",
        ],
        resources: ["*"],
    },
    {
        sid: "OpenSessions",
        actions: [
            "ssmmessages:CreateControlChannel",
            "ssmmessages:CreateDataChannel",
            "ssmmessages:OpenControlChannel",
            "ssmmessages:OpenDataChannel",
        ],
        resources: ["*"],
    },
    {
        sid: "ReceiveCommands",
        actions: [
            "ec2messages:AcknowledgeMessage",
            "ec2messages:DeleteMessage",
            "ec2messages:FailMessage",
            "ec2messages:GetEndpoint",
            "ec2messages:GetMessages",
            "ec2messages:SendReply",
        ],
        resources: ["*"],
    },
];

/** A key opens for the service alone, never for a direct call. */
const through = (service: string, region: string): Statement["conditions"] => ({
    StringEquals: { "kms:ViaService": `${service}.${region}.amazonaws.com` },
});
