import * as aws from "@pulumi/aws";
import { key, statement } from "./support/fixtures";
import { casesOf, clash, once } from "./support/table";

const ROOT = "arn:aws:iam::123456789012:root";

const keyPolicy = (principal: string, action = "kms:*"): string =>
    statement({ Action: action, Resource: "*", Principal: { AWS: principal } });

/** The cases that keys and replica keys share. */
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
        "ValidationException: the description of a key must have at most 8192 characters",
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
                "UnsupportedOperationException: automatic rotation is only available for symmetric encryption keys, not for RSA_2048",
            ],
            [
                "kms-key-usage-spec",
                { enableKeyRotation: false, keyUsage: "SIGN_VERIFY" },
                "ValidationException: The operation failed because the KeyUsage SIGN_VERIFY is not compatible with KeySpec SYMMETRIC_DEFAULT",
            ],
            ["kms-key-usage", { keyUsage: "ENCRYPT" }, "expected keyUsage to be one of [ENCRYPT_DECRYPT,"],
        ],
    ),
    ...casesOf(aws.kms.Alias, (name) => ({ name: `alias/hrms/${name}`, targetKeyId: key().keyId }), [
        [
            "kms-alias-name",
            { name: "hrms" },
            'ValidationException: an alias must begin with alias/ (alias/aws/ is reserved) and continue with a-z, A-Z, 0-9 and /_-: "hrms"',
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
            "ValidationException: a replica must be in a different region from its primary key, both are in eu-central-1",
        ],
        [
            "kms-replica-primary",
            { primaryKeyArn: "arn:aws:kms:eu-central-1:123456789012:key/mrk-gone" },
            "NotFoundException: Key 'arn:aws:kms:eu-central-1:123456789012:key/mrk-gone' does not exist",
        ],
    ]),
];
