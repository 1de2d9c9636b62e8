/** What the documentation of each service requires of the hosts' roles, of a network without a way out, and of settings. */
import type { EndpointService } from "../../../config/endpoint-services";

export interface Prerequisite {
    readonly service: string;
    /** The setting that switches it on. @defaultValue - every stack has it */
    readonly setting?: "guardDuty" | "inspector";
    readonly source: string;
    /** Of each role of hosts. */
    readonly actions?: readonly string[];
    /** Resources that an action must include. `<region>` and `<account>` are the stack's. */
    readonly resources?: Readonly<Record<string, string>>;
    readonly endpoints?: readonly EndpointService[];
    /** Buckets of AWS's that S3's gateway must let hosts read. */
    readonly buckets?: readonly string[];
    /** Managed policies of the service's own role. */
    readonly managed?: readonly string[];
    /** Resources that the stack must have, by their type, with these inputs among others. */
    readonly settings?: readonly (readonly [type: string, inputs: Readonly<Record<string, unknown>>])[];
}

const docs = (page: string): string => `https://docs.aws.amazon.com/${page}`;

/** The agent installs packages of Distributor from these. */
const DISTRIBUTOR = {
    actions: ["ssm:DescribeDocument", "ssm:GetDocument", "ssm:PutConfigurePackageResult"],
    buckets: [
        "<region>-birdwatcher-prod",
        "aws-ssm-distributor-file-<region>",
        "aws-ssm-document-attachments-<region>",
    ],
} as const;

export const PREREQUISITES: readonly Prerequisite[] = [
    {
        service: "Systems Manager's agent",
        source: docs("systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html"),
        actions: [
            ...["ssm:UpdateInstanceInformation", "ssm:ListAssociations", "ssm:ListInstanceAssociations"],
            ...["ssm:UpdateAssociationStatus", "ssm:UpdateInstanceAssociationStatus"],
            ...["ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel"],
            ...["ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"],
        ],
        endpoints: ["ssm", "ssmmessages"],
    },
    {
        service: "installing and updating the agent",
        source: docs(
            "systems-manager/latest/userguide/ssm-agent-technical-details.html#ssm-agent-minimum-s3-permissions",
        ),
        buckets: ["amazon-ssm-<region>", "aws-ssm-<region>"],
    },
    {
        // Without a KMS key of the session itself, no action of KMS.
        service: "logs of Session Manager",
        source: docs("systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html"),
        actions: [
            ...["logs:CreateLogStream", "logs:PutLogEvents"],
            ...["logs:DescribeLogGroups", "logs:DescribeLogStreams"],
        ],
        endpoints: ["logs", "ssmmessages"],
        settings: [
            ["aws:ssm/document:Document", { documentType: "Session" }],
            // The session document asks for an encrypted group.
            ["aws:cloudwatch/logGroup:LogGroup", { name: "/hrms/prod/system", kmsKeyId: expect.any(String) }],
        ],
    },
    {
        // The group exists, so that no host needs logs:CreateLogGroup.
        service: "output of commands, such as patching",
        source: docs("systems-manager/latest/userguide/sysman-rc-setting-up-cwlogs.html"),
        actions: [
            ...["logs:CreateLogStream", "logs:PutLogEvents"],
            ...["logs:DescribeLogGroups", "logs:DescribeLogStreams"],
        ],
        endpoints: ["logs"],
    },
    {
        service: "inventory",
        source: docs("aws-managed-policy/latest/reference/AmazonSSMManagedInstanceCore.html"),
        actions: ["ssm:GetDocument", "ssm:DescribeDocument", "ssm:PutInventory", "ssm:PutComplianceItems"],
        endpoints: ["ssm"],
    },
    {
        // The association for the stack's tag overrides Inspector's own for all instances
        // (https://docs.aws.amazon.com/systems-manager/latest/userguide/inventory-collection.html), so it must collect
        // what Inspector reads, as often as Inspector does.
        service: "Inspector's scans of Debian's packages",
        setting: "inspector",
        source: docs("inspector/latest/user/scanning-ec2.html"),
        actions: ["ssm:PutInventory"],
        settings: [
            ["aws:inspector2/enabler:Enabler", { resourceTypes: expect.arrayContaining(["EC2"]) }],
            [
                "aws:ssm/association:Association",
                {
                    name: "AWS-GatherSoftwareInventory",
                    scheduleExpression: "rate(30 minutes)",
                    parameters: expect.objectContaining({ applications: "Enabled" }),
                },
            ],
        ],
    },
    {
        service: "Inspector's deep inspection of Python packages",
        setting: "inspector",
        source: docs("inspector/latest/user/deep-inspection.html"),
        actions: ["ssm:PutInventory", "ssm:GetParameter", ...DISTRIBUTOR.actions],
        resources: { "ssm:GetParameter": "arn:aws:ssm:<region>:<account>:parameter/inspector-aws/*" },
        buckets: DISTRIBUTOR.buckets,
        settings: [
            [
                "command:local:Command",
                { environment: expect.objectContaining({ INSPECTION_PATH: "/srv/hrms/releases" }) },
            ],
        ],
    },
    {
        // The agent's configuration gives its dimensions itself, so that it never calls EC2.
        service: "the CloudWatch agent",
        source: docs("AmazonCloudWatch/latest/monitoring/create-iam-roles-for-cloudwatch-agent.html"),
        actions: [
            ...["cloudwatch:PutMetricData", "logs:PutLogEvents", "logs:CreateLogStream"],
            ...["logs:DescribeLogStreams"],
        ],
        endpoints: ["logs", "monitoring"],
    },
    {
        service: "installing the CloudWatch agent",
        source: docs("AmazonCloudWatch/latest/monitoring/download-cloudwatch-agent-commandline.html"),
        buckets: ["amazoncloudwatch-agent-<region>"],
    },
    {
        // GuardDuty installs its agent by Distributor, and makes the endpoint guardduty-data itself: network-rules.test.ts.
        service: "GuardDuty's runtime monitoring",
        setting: "guardDuty",
        source: docs("guardduty/latest/ug/prereq-runtime-monitoring-ec2-support.html"),
        actions: DISTRIBUTOR.actions,
        buckets: DISTRIBUTOR.buckets,
        settings: [
            [
                "aws:ec2/launchTemplate:LaunchTemplate",
                { metadataOptions: expect.objectContaining({ instanceMetadataTags: "enabled" }) },
            ],
            ["aws:ec2/vpc:Vpc", { enableDnsSupport: true, enableDnsHostnames: true }],
        ],
    },
    {
        service: "Auto Scaling's lifecycle hooks",
        source: docs("autoscaling/ec2/userguide/completing-lifecycle-hooks.html"),
        actions: ["autoscaling:CompleteLifecycleAction"],
        endpoints: ["autoscaling"],
    },
    {
        service: "backups of buckets and databases",
        source: docs("aws-backup/latest/devguide/s3-backups.html"),
        managed: [
            "service-role/AWSBackupServiceRolePolicyForBackup",
            "service-role/AWSBackupServiceRolePolicyForRestores",
            "AWSBackupServiceRolePolicyForS3Backup",
            "AWSBackupServiceRolePolicyForS3Restore",
        ],
        settings: [
            ["aws:s3/bucketVersioning:BucketVersioning", { versioningConfiguration: { status: "Enabled" } }],
        ],
    },
];
