import * as aws from "@pulumi/aws";
import { READ, role, statement, trust } from "./support/fixtures";
import { casesOf, clash } from "./support/table";

const NO_ROLE = { role: "gone" };

const ROLE_MESSAGE = "NoSuchEntity: The role with name 'gone' does not exist";

const SSM = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";

/** A policy with about the given number of characters. */
const longPolicy = (characters: number): string =>
    statement({ Action: "s3:GetObject", Resource: `arn:aws:s3:::${"x".repeat(characters)}` });

const longTrust = statement({
    Action: "sts:AssumeRole",
    Principal: { Service: "ec2.amazonaws.com" },
    Condition: { StringEquals: { "aws:SourceArn": "x".repeat(2_048) } },
});

const ownRole = (name: string): aws.iam.Role =>
    new aws.iam.Role(`${name}-role`, { assumeRolePolicy: trust() });

/** A role with the maximum number of policies. */
function fullRole(name: string): aws.iam.RolePolicyAttachmentArgs {
    const full = ownRole(name);
    const ids = Array.from({ length: 10 }, (_, at) => {
        const policyArn = new aws.iam.Policy(`${name}-${at}`, { policy: READ }).arn;
        return new aws.iam.RolePolicyAttachment(`${name}-${at}`, { role: full.name, policyArn }).id;
    });
    return {
        role: ids.reduce((before, id) => before.apply(() => id)).apply(() => full.name),
        policyArn: SSM,
    };
}

export const cases = [
    ...casesOf(aws.iam.Role, () => ({ assumeRolePolicy: trust() }), [
        [
            "iam-role-name",
            { name: "x".repeat(65) },
            "ValidationError: a name must have 1 to 64 characters of a-z, A-Z, 0-9 and +=,.@_-",
        ],
        [
            "iam-role-trust-malformed",
            { assumeRolePolicy: "{" },
            "MalformedPolicyDocument: This policy contains invalid Json",
        ],
        [
            "iam-role-trust-malformed",
            { assumeRolePolicy: trust("ec2") },
            'MalformedPolicyDocument: Invalid principal in policy: "SERVICE":"ec2"',
        ],
        [
            "iam-role-trust-malformed",
            { assumeRolePolicy: statement({ Action: "sts:AssumeRole" }) },
            "MalformedPolicyDocument: Missing required field Principal",
        ],
        [
            "iam-role-trust-malformed",
            {
                assumeRolePolicy: statement({
                    Action: "sts:AssumeRole",
                    Principal: { service: "ec2.amazonaws.com" },
                }),
            },
            'MalformedPolicyDocument: Invalid principal in policy: "SERVICE"',
        ],
        [
            "iam-role-trust-malformed",
            { assumeRolePolicy: statement({ Action: "sts:AssumeRole", Principal: "*", Resource: "*" }) },
            "MalformedPolicyDocument: Has prohibited field Resource",
        ],
        [
            "iam-role-trust-malformed",
            { assumeRolePolicy: JSON.stringify({ Version: "2012-10-18", Statement: [] }) },
            'MalformedPolicyDocument: The policy must contain a valid version string: "2012-10-18"',
        ],
        [
            "iam-role-trust-principal",
            {
                assumeRolePolicy: statement({
                    Action: "sts:AssumeRole",
                    Principal: { AWS: "arn:aws:iam::123456789012:role/gone" },
                }),
            },
            'Invalid principal in policy: "AWS":"arn:aws:iam::123456789012:role/gone"',
        ],
        [
            "iam-role-trust-size",
            { assumeRolePolicy: longTrust },
            "LimitExceeded: Cannot exceed quota for ACLSizePerRole: 2048",
        ],
        [
            "iam-role-session",
            { maxSessionDuration: 900 },
            "expected maxSessionDuration to be in the range (3600 - 43200), got 900",
        ],
        [
            "iam-role-description",
            { description: "x".repeat(1_001) },
            "ValidationError: the description of a role must have at most 1000 characters",
        ],
    ]),
    clash(
        "iam-role-name-taken",
        aws.iam.Role,
        () => ({ assumeRolePolicy: trust(), name: "taken" }),
        "EntityAlreadyExists: Role with name taken already exists",
    ),
    ...casesOf(aws.iam.RolePolicy, () => ({ role: role().name, policy: READ }), [
        [
            "iam-role-policy-name",
            { name: "read reports" },
            "ValidationError: a name must have 1 to 128 characters of a-z, A-Z, 0-9 and +=,.@_-",
        ],
        ["iam-role-policy-role-missing", NO_ROLE, ROLE_MESSAGE],
        [
            "iam-role-policy-malformed",
            { policy: statement({ Action: "GetObject", Resource: "*" }) },
            'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.: "GetObject"',
        ],
        [
            "iam-role-policy-malformed",
            { policy: statement({ Action: "s3:GetObject", Resource: "reports/*" }) },
            'Resource reports/* must be in ARN format or "*".',
        ],
        [
            "iam-role-policy-malformed",
            { policy: statement({ Action: "s3:GetObject" }) },
            "Policy statement must contain resources",
        ],
        [
            "iam-role-policy-malformed",
            { policy: statement({ Resource: "*" }) },
            "Policy statement must contain actions",
        ],
        [
            "iam-role-policy-malformed",
            { policy: statement({ Action: "s3:GetObject", Resource: "*", Principal: "*" }) },
            "Policy document should not specify a principal",
        ],
        [
            "iam-role-policy-malformed",
            { policy: statement({ Effect: "allow", Action: "s3:GetObject", Resource: "*" }) },
            'Effect must be Allow or Deny, got "allow"',
        ],
        [
            "iam-role-policy-malformed",
            { policy: statement({ Actions: "s3:GetObject", Resource: "*" }) },
            'unknown element "Actions"',
        ],
        [
            "iam-role-policy-size",
            // The role is not shared, because policies of other cases would count too.
            (name: string) => ({ role: ownRole(name).name, policy: longPolicy(10_240) }),
            "LimitExceeded: Maximum policy size of 10240 bytes exceeded for role ",
        ],
    ]),
    ...casesOf(aws.iam.RolePolicyAttachment, () => ({ role: role().name, policyArn: SSM }), [
        ["iam-attachment-role-missing", NO_ROLE, ROLE_MESSAGE],
        [
            "iam-attachment-policy-missing",
            { policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstance" },
            "NoSuchEntity: Policy arn:aws:iam::aws:policy/AmazonSSMManagedInstance does not exist or is not attachable",
        ],
        ["iam-attachment-quota", fullRole, "LimitExceeded: Cannot exceed quota for PoliciesPerRole: 10"],
    ]),
    ...casesOf(aws.iam.Policy, () => ({ policy: READ }), [
        [
            "iam-policy-name",
            { name: "read/reports" },
            "ValidationError: a name must have 1 to 128 characters of a-z, A-Z, 0-9 and +=,.@_-",
        ],
        [
            "iam-policy-malformed",
            { policy: "read" },
            "MalformedPolicyDocument: This policy contains invalid Json",
        ],
        [
            "iam-policy-size",
            { policy: longPolicy(6_144) },
            "LimitExceeded: Cannot exceed quota for PolicySize: 6144",
        ],
    ]),
    clash(
        "iam-policy-name-taken",
        aws.iam.Policy,
        () => ({ policy: READ, name: "taken" }),
        "EntityAlreadyExists: A policy called taken already exists",
    ),
    ...casesOf(aws.iam.InstanceProfile, () => ({ role: role().name }), [
        [
            "iam-instance-profile-name",
            { name: "web app" },
            "ValidationError: a name must have 1 to 128 characters of a-z, A-Z, 0-9 and +=,.@_-",
        ],
        ["iam-instance-profile-role-missing", NO_ROLE, ROLE_MESSAGE],
    ]),
    clash(
        "iam-instance-profile-taken",
        aws.iam.InstanceProfile,
        () => ({ name: "taken" }),
        "EntityAlreadyExists: Instance Profile taken already exists",
    ),
    ...casesOf(aws.iam.ServiceLinkedRole, () => ({ awsServiceName: "rds.amazonaws.com" }), [
        [
            "iam-service-linked-role-service",
            { awsServiceName: "elasticache" },
            "ValidationError: the service must be a service principal such as autoscaling.amazonaws.com",
        ],
    ]),
    clash(
        "iam-service-linked-role-taken",
        aws.iam.ServiceLinkedRole,
        () => ({ awsServiceName: "autoscaling.amazonaws.com" }),
        "InvalidInput: Service role name AWSServiceRoleForAutoScaling has been taken in this account",
    ),
];
