import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../config";
import { groupName, METRICS_NAMESPACE } from "../../host/bundle";
import { APPLICATION_SECRETS, MIGRATION_SECRETS } from "../../config/secrets";
import { runsMigrations, type HostRole } from "../../config/tuning";
import type { Email } from "../email";
import type { Statement } from "../internal/iam";
import type { Keys } from "../keys";
import type { Secrets } from "../secrets";
import type { Storage } from "../storage";

export interface PermissionArgs extends Pick<
    Settings,
    | "allowedSenders"
    | "awsAccountId"
    | "backgroundTasks"
    | "emailFrom"
    | "inspector"
    | "region"
    | "stack"
    | "workerMaxHosts"
> {
    readonly keys: Keys;
    readonly secrets: Secrets;
    readonly storage: Storage;
    readonly email: Email;
    /** ARN of the SSM parameter with the environment. */
    readonly environmentArn: pulumi.Input<string>;
    /** ARN of the SSM parameter with the release. */
    readonly releaseArn: pulumi.Input<string>;
    readonly logGroupArns: readonly pulumi.Input<string>[];
}

/** Everything that a role's hosts can do in AWS, except send mail. */
export function hostPermissions(args: PermissionArgs, role: HostRole): Statement[] {
    return [
        ...configurationStatements(args, role),
        ...dataStatements(args),
        ...machineStatements(args, role),
    ];
}

function configurationStatements(args: PermissionArgs, role: HostRole): Statement[] {
    const { secrets, keys, region, environmentArn, releaseArn } = args;
    const names = [...APPLICATION_SECRETS, ...(runsMigrations(args, role) ? MIGRATION_SECRETS : [])];
    return [
        { sid: "ReadEnvironment", actions: ["ssm:GetParameter"], resources: [environmentArn, releaseArn] },
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

function dataStatements({ storage, keys, region }: PermissionArgs): Statement[] {
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
            // Without it, S3 answers 403 for an object that does not exist, which django-storages treats as an error.
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
    ];
}

/** From whom hosts can send mail by SES's API. Hosts with a mail server's URL never call it. */
export const mailPermissions = ({ email, secrets, ...args }: PermissionArgs): Statement[] =>
    (secrets.arns.mail === undefined ? sendersOf(args) : []).map(([sid, conditions]) => ({
        sid,
        actions: ["ses:SendEmail", "ses:SendRawEmail"],
        resources: [
            email.identityArn,
            pulumi.interpolate`arn:aws:ses:${args.region}:${args.awsAccountId}:configuration-set/${email.configurationSetName}`,
        ],
        conditions,
    }));

/** Changes with the senders. */
export const sendersVersion = (args: Pick<Settings, "allowedSenders" | "emailFrom">): string =>
    createHash("sha256")
        .update(JSON.stringify(sendersOf(args)))
        .digest("hex")
        .slice(0, 8);

/** Addresses as they are, because they can contain IAM's wildcards; of domains, every address. */
function sendersOf({
    allowedSenders,
    emailFrom,
}: Pick<Settings, "allowedSenders" | "emailFrom">): [sid: string, conditions: Statement["conditions"]][] {
    const addresses = allowedSenders.filter((sender) => sender.includes("@"));
    const domains = allowedSenders.filter((sender) => !sender.includes("@"));
    const equal = addresses.length === 0 ? emailFrom : [emailFrom, ...addresses];
    return [
        ["SendEmail", { StringEquals: { "ses:FromAddress": equal } }],
        ...(domains.length === 0
            ? []
            : [
                  [
                      "SendEmailOfDomains",
                      { StringLike: { "ses:FromAddress": domains.map((domain) => `*@${domain}`) } },
                  ] as [string, Statement["conditions"]],
              ]),
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
            // The SSM agent looks up the group before it writes a session or the output of a command to it.
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
            // SetInstanceHealth: a host whose patches require a reboot asks to be replaced instead.
            sid: "JoinAndLeaveGroup",
            actions: [
                "autoscaling:CompleteLifecycleAction",
                "autoscaling:RecordLifecycleActionHeartbeat",
                "autoscaling:SetInstanceHealth",
            ],
            resources: [`arn:aws:autoscaling:${region}:${awsAccountId}:${group}`],
        },
        ...SYSTEMS_MANAGER,
        ...inspectorStatements(args),
    ];
}

/**
 * Inspector's deep inspection, which finds vulnerable Python packages, keeps its settings in parameters of its own.
 * https://docs.aws.amazon.com/inspector/latest/user/deep-inspection.html
 */
function inspectorStatements({ awsAccountId, inspector, region }: PermissionArgs): Statement[] {
    if (inspector !== "here") return [];
    return [
        {
            sid: "InspectPackages",
            actions: ["ssm:GetParameter"],
            resources: [`arn:aws:ssm:${region}:${awsAccountId}:parameter/inspector-aws/*`],
        },
    ];
}

/**
 * What the SSM agent needs for Session Manager, Run Command and inventory. AWS's AmazonSSMManagedInstanceCore allows
 * these and also reads every parameter of the account, including other teams' secrets. These actions do not support
 * resources in a policy; AWS restricts them to the calling instance.
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
        // Sessions, and commands since version 3.3.40.0 of the agent, which before had ec2messages for them.
        // https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html
        sid: "OpenSessionsAndTakeCommands",
        actions: [
            "ssmmessages:CreateControlChannel",
            "ssmmessages:CreateDataChannel",
            "ssmmessages:OpenControlChannel",
            "ssmmessages:OpenDataChannel",
        ],
        resources: ["*"],
    },
];

/** The key can be used only through the service, never by a direct call. */
const through = (service: string, region: string): Statement["conditions"] => ({
    StringEquals: { "kms:ViaService": `${service}.${region}.amazonaws.com` },
});
