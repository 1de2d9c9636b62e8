/** AWS managed policies that grant more than any host, function or pipeline needs. */

interface ManagedPolicy {
    /** Matches the policy's name, which is the last part of its ARN. */
    readonly name: RegExp;
    /** What it grants, to complete "is an AWS managed policy that …". */
    readonly grants: string;
}

const READS_EVERY_OBJECT = "reads every object of the account";

/**
 * From the documents at https://docs.aws.amazon.com/aws-managed-policy/latest/reference/: the policies that reach data,
 * secrets, hosts or IAM on every resource without a condition. The table leaves out policies that only describe, and
 * policies of a service's own role (`AWSBackupServiceRolePolicyForBackup`).
 */
export const TOO_BROAD: readonly ManagedPolicy[] = [
    { name: /^(AdministratorAccess(-.+)?|AIDevOpsAgentActionsPolicy)$/, grants: "allows everything" },
    { name: /^PowerUserAccess$/, grants: "allows everything but IAM" },
    { name: /^IAMFullAccess$/, grants: "lets its holder become an administrator" },
    { name: /Full_?Access/i, grants: "allows every action of a service on every resource" },
    {
        name: /^DataScientist$|(Administrator|AdminAccess|AdministratorAccess)$/,
        grants: "is meant for an administrator, and reaches every resource",
    },
    {
        name: /^(SecretsManagerReadWrite|AWSSecretsManagerClientReadOnlyAccess)$/,
        grants: "reads every secret",
    },
    { name: /^AmazonSSMReadOnlyAccess$/, grants: "reads every parameter of the account" },
    { name: /^AmazonS3ReadOnlyAccess$/, grants: READS_EVERY_OBJECT },
    { name: /^AmazonDynamoDBReadOnlyAccess$/, grants: "reads every table of the account" },
    // Superseded: https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-instance-permissions.html
    { name: /^AmazonEC2RoleforSSM$/, grants: "reads and writes every object of the account" },
    { name: /^AmazonEC2RoleforAWSCodeDeploy$/, grants: READS_EVERY_OBJECT },
    {
        name: /^(AWSLambdaExecute|AmazonEC2RoleforDataPipelineRole|AmazonElasticMapReduceforEC2Role)$/,
        grants: "reads and writes every object of the account",
    },
    {
        name: /^(AmazonSSMAutomationRole|AmazonSSMMaintenanceWindowRole)$/,
        grants: "runs commands on every host",
    },
];

/** Managed policies that an auditor may have, but not a host, a function or a container. */
export const TOO_BROAD_FOR_WORKLOADS: readonly ManagedPolicy[] = [
    {
        name: /^(ReadOnlyAccess|AmazonElasticMapReduceReadOnlyAccess)$/,
        grants: "reads all data of the account",
    },
    { name: /^CloudWatchLogsReadOnlyAccess$/, grants: "reads every log of the account" },
];

/** The excessive grant of an AWS managed policy. Undefined for other policies, and for narrow ones. */
export function excessOf(arn: string, table: readonly ManagedPolicy[]): string | undefined {
    const name = /^arn:[^:]+:iam::aws:policy\/(?:.*\/)?([^/]+)$/.exec(arn)?.[1];
    return name === undefined ? undefined : table.find((row) => row.name.test(name))?.grants;
}
