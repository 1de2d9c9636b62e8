import * as aws from "@pulumi/aws";
import { key, READ, role, statement, trust } from "./fixtures";
import { casesOf, clash, once } from "./table";

const NO_ROLE = { role: "gone" };
const ROLE_MESSAGE = "NoSuchEntity: The role with name 'gone' does not exist";
const SSM = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";

/** A policy of about that many characters. */
const longPolicy = (characters: number): string =>
    statement({ Action: "s3:GetObject", Resource: `arn:aws:s3:::${"x".repeat(characters)}` });
const longTrust = statement({
    Action: "sts:AssumeRole",
    Principal: { Service: "ec2.amazonaws.com" },
    Condition: { StringEquals: { "aws:SourceArn": "x".repeat(2_048) } },
});

const ownRole = (name: string): aws.iam.Role =>
    new aws.iam.Role(`${name}-role`, { assumeRolePolicy: trust() });

/** A role with as many policies as fit. */
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

const ROOT = "arn:aws:iam::123456789012:root";
const keyPolicy = (principal: string, action = "kms:*"): string =>
    statement({ Action: action, Resource: "*", Principal: { AWS: principal } });

/** What keys and their replicas refuse alike. */
const keyRows = (
    prefix: string,
): [string, { policy?: string; description?: string; deletionWindowInDays?: number }, string][] => [
    [
        `${prefix}-deletion-window`,
        { deletionWindowInDays: 5 },
        "expected deletionWindowInDays to be in the range (7 - 30), got 5",
    ],
    [
        `${prefix}-description`,
        { description: "x".repeat(8_193) },
        "ValidationException: a key's description has up to 8192 characters",
    ],
    [
        `${prefix}-policy-malformed`,
        { policy: "{}" },
        "MalformedPolicyDocumentException: Syntax errors in policy: Missing required field Statement",
    ],
    [
        `${prefix}-policy-principal`,
        { policy: keyPolicy("arn:aws:iam::123456789012:role/gone") },
        'Policy contains a statement with one or more invalid principals: Invalid principal in policy: "AWS":"arn:aws:iam::123456789012:role/gone"',
    ],
    [
        `${prefix}-policy-lockout`,
        { policy: keyPolicy(ROOT, "kms:Decrypt") },
        "MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future",
    ],
    [
        `${prefix}-policy-lockout`,
        { policy: keyPolicy("arn:aws:iam::999999999999:root") },
        "MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future",
    ],
];

const primary = once(() => new aws.kms.Key("primary", { multiRegion: true }));

export const cases = [
    ...casesOf(aws.iam.Role, () => ({ assumeRolePolicy: trust() }), [
        [
            "iam-role-name",
            { name: "x".repeat(65) },
            "ValidationError: a name has 1 to 64 of a-z, A-Z, 0-9 and +=,.@_-",
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
            "ValidationError: a role's description has up to 1000 characters",
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
            "ValidationError: a name has 1 to 128 of a-z, A-Z, 0-9 and +=,.@_-",
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
            'Effect is Allow or Deny, got "allow"',
        ],
        [
            "iam-role-policy-malformed",
            { policy: statement({ Actions: "s3:GetObject", Resource: "*" }) },
            'unknown element "Actions"',
        ],
        [
            "iam-role-policy-size",
            { policy: longPolicy(10_240) },
            "LimitExceeded: Maximum policy size of 10240 bytes exceeded for role shared-",
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
            "ValidationError: a name has 1 to 128 of a-z, A-Z, 0-9 and +=,.@_-",
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
            "ValidationError: a name has 1 to 128 of a-z, A-Z, 0-9 and +=,.@_-",
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
            "ValidationError: the service is named by its principal",
        ],
    ]),
    clash(
        "iam-service-linked-role-taken",
        aws.iam.ServiceLinkedRole,
        () => ({ awsServiceName: "autoscaling.amazonaws.com" }),
        "InvalidInput: Service role name AWSServiceRoleForAutoScaling has been taken in this account",
    ),
    ...casesOf(
        aws.kms.Key,
        () => ({ enableKeyRotation: true, deletionWindowInDays: 30, policy: keyPolicy(ROOT) }),
        [
            ...keyRows("kms-key"),
            [
                "kms-key-rotation-period",
                { rotationPeriodInDays: 30 },
                "expected rotationPeriodInDays to be in the range (90 - 2560), got 30",
            ],
            [
                "kms-key-rotation-asymmetric",
                { customerMasterKeySpec: "RSA_2048" },
                "UnsupportedOperationException: only symmetric encryption keys rotate by themselves",
            ],
            ["kms-key-usage", { keyUsage: "ENCRYPT" }, "expected keyUsage to be one of [ENCRYPT_DECRYPT,"],
        ],
    ),
    ...casesOf(aws.kms.Alias, (name) => ({ name: `alias/hrms/${name}`, targetKeyId: key().keyId }), [
        [
            "kms-alias-name",
            { name: "hrms" },
            'ValidationException: an alias begins with alias/ (alias/aws/ is reserved) and goes on with a-z, A-Z, 0-9 and /_-: "hrms"',
        ],
        [
            "kms-alias-key-missing",
            { targetKeyId: "12345678-1234-1234-1234-123456789012" },
            "NotFoundException: The key '12345678-1234-1234-1234-123456789012' does not exist",
        ],
    ]),
    clash(
        "kms-alias-taken",
        aws.kms.Alias,
        () => ({ name: "alias/taken", targetKeyId: key().keyId }),
        "AlreadyExistsException: An alias with the name alias/taken already exists",
    ),
    ...casesOf(aws.kms.ReplicaKey, () => ({ primaryKeyArn: primary().arn, region: "eu-west-1" }), [
        ...keyRows("kms-replica"),
        ["kms-replica-primary", () => ({ primaryKeyArn: key().arn }), "is not a multi-Region primary key"],
        [
            "kms-replica-primary",
            { region: "eu-central-1" },
            "ValidationException: a replica lies in another region than its primary key, both are in eu-central-1",
        ],
        [
            "kms-replica-primary",
            { primaryKeyArn: "arn:aws:kms:eu-central-1:123456789012:key/mrk-gone" },
            "NotFoundException: Key 'arn:aws:kms:eu-central-1:123456789012:key/mrk-gone' does not exist",
        ],
    ]),
];
