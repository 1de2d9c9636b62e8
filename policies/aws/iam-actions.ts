/** Reads the actions of an IAM statement, which have wildcards and ignore case. */
import withoutResource from "./iam-actions-without-resource.json";

/** Whether a name or pattern of a statement covers the action. */
export function covers(pattern: string, action: string): boolean {
    return patternOf(pattern).test(action);
}

const patterns = new Map<string, RegExp>();

function patternOf(text: string): RegExp {
    const known = patterns.get(text);
    if (known) return known;
    const escaped = text.replace(/[.+^${}()|[\]\\]/g, "\\$&");
    const pattern = new RegExp(`^${escaped.replace(/\*/g, ".*").replace(/\?/g, ".")}$`, "i");
    patterns.set(text, pattern);
    return pattern;
}

/** `*`, `s3:*`, `s3:?*`, `s*:GetObject`: nobody knows exactly what these cover. */
export function isWholeService(action: string): boolean {
    const [service = "", name = "*"] = action.split(":");
    return /[*?]/.test(service) || /^[*?]+$/.test(name);
}

/**
 * Actions that take no resource, so that AWS accepts them only on `*`. Actions that list or describe are in
 * {@link METADATA}.
 */
const WITHOUT_RESOURCE: ReadonlySet<string> = new Set(
    Object.entries(withoutResource.actions).flatMap(([service, names]) =>
        names.split(" ").map((name) => `${service}:${name}`.toLowerCase()),
    ),
);

/** Actions that take a resource, but that AWS itself documents on `*`. */
const DOCUMENTED_ON_EVERY_RESOURCE: ReadonlySet<string> = new Set(
    [
        // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/permissions-reference-cw.html
        "cloudwatch:GetMetricData",
        "cloudwatch:PutMetricData",
        // A function in a VPC creates network interfaces whose ids nobody knows in advance.
        // https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
        "ec2:AssignPrivateIpAddresses",
        "ec2:CreateNetworkInterface",
        "ec2:DeleteNetworkInterface",
        "ec2:UnassignPrivateIpAddresses",
        // What the agent of Systems Manager reads and reports for its instance.
        // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMManagedInstanceCore.html
        "ssm:GetDocument",
        "ssm:PutComplianceItems",
        "ssm:UpdateAssociationStatus",
        "ssm:UpdateInstanceAssociationStatus",
        "ssm:UpdateInstanceInformation",
    ].map((action) => action.toLowerCase()),
);

/** Actions that list resources and not their content. */
const METADATA = /^[a-z0-9-]+:(list|describe)[a-z]*\*?$/i;

/** Actions that list file names. In an HRMS, file names contain the names of people. */
const LISTS_CONTENTS = ["s3:ListBucket", "s3:ListBucketVersions", "s3:ListBucketMultipartUploads"];

/** Whether an action needs `*`. */
export function needsEveryResource(action: string): boolean {
    const name = action.toLowerCase();
    return (
        WITHOUT_RESOURCE.has(name) ||
        DOCUMENTED_ON_EVERY_RESOURCE.has(name) ||
        (METADATA.test(name) && !LISTS_CONTENTS.some((listing) => covers(name, listing)))
    );
}
