import * as aws from "@pulumi/aws";
import { allow, casesOf, clash, once } from "./support/table";

const shared = once(() => new aws.secretsmanager.Secret("shared").arn);
const NO_SECRET = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:no-such-secret-AbCdEf";

export const cases = [
    ...casesOf(
        aws.secretsmanager.Secret,
        (name) => ({ name: `hrms/prod/${name}`, recoveryWindowInDays: 7 }),
        [
            [
                "secret-name",
                { name: "hrms prod" },
                "Invalid name. Must be a valid name containing alphanumeric characters",
            ],
            [
                "secret-recovery-window",
                { recoveryWindowInDays: 3 },
                "RecoveryWindowInDays value must be between 7 and 30 days (inclusive)",
            ],
        ],
    ),
    clash("secret-taken", aws.secretsmanager.Secret, (name) => ({ name }), "ResourceExistsException"),
    ...casesOf(
        aws.secretsmanager.SecretVersion,
        () => ({ secretId: shared(), secretString: "correct-horse" }),
        [
            ["secret-version-secret", { secretId: NO_SECRET }, "ResourceNotFoundException: The secret"],
            [
                "secret-version-value",
                { secretString: undefined },
                "You must provide either SecretString or SecretBinary.",
            ],
            [
                "secret-version-length",
                { secretString: "x".repeat(65537) },
                "Member must have length less than or equal to 65536, got 65537",
            ],
        ],
    ),
    ...casesOf(
        aws.secretsmanager.SecretPolicy,
        () => ({
            secretArn: shared(),
            blockPublicPolicy: true,
            policy: allow({ AWS: "arn:aws:iam::123456789012:root" }, "secretsmanager:GetSecretValue"),
        }),
        [
            ["secret-policy-secret", { secretArn: NO_SECRET }, "ResourceNotFoundException: The secret"],
            ["secret-policy-json", { policy: "{}" }, "This resource policy contains invalid Json."],
            [
                "secret-policy-public",
                { policy: allow("*", "secretsmanager:GetSecretValue") },
                "This resource policy grants broad access to your secret.",
            ],
        ],
    ),
];
