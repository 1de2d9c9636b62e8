import { on, stackPolicy } from "../policy";
import * as types from "../resource-types";
import { integer, sentence, type Values } from "../settings";
import { faultIf } from "../verdict";

const rotation = {
    rotatedBy: sentence(
        "Who rotates secrets that Secrets Manager does not rotate, and when, in a sentence of 20 characters or more. " +
            "If empty, each secret needs a SecretRotation",
    ),
    // SecretsManager.4 of AWS's foundational standard.
    days: integer("Most days between two rotations of a secret", 90, { minimum: 1, maximum: 365 }),
};
type Rotation = Values<typeof rotation>;

export const secretIsRotated = stackPolicy({
    name: "secret-is-rotated",
    checklist: "security.database.strong-password",
    severity: "medium",
    level: "advisory",
    onUnknown: "deny",
    requires: "Secrets Manager rotates every secret, or the stack's settings name who does.",
    otherwise: "A password that leaked two years ago still opens the database.",
    remedy:
        "Create an aws.secretsmanager.SecretRotation with automaticallyAfterDays of 90 or less (setting days) for the " +
        "secret, or say in the setting rotatedBy who rotates it and when.",
    equivalents: ["fsbp:SecretsManager.1", "fsbp:SecretsManager.4"],
    settings: rotation,
    rules: [
        // Reported once for the stack, because one setting covers all of its secrets.
        on(types.rootStack, (_, stack, { rotatedBy }: Rotation) =>
            faultIf(
                "A secret of the stack has no SecretRotation",
                () =>
                    rotatedBy === "" &&
                    stack
                        .all(types.secret)
                        .some(
                            (secret) =>
                                stack.referring(types.secretRotation, "secretId", secret).length === 0,
                        ),
            ),
        ),
        on(types.secretRotation, ({ props }, _, { days }: Rotation) =>
            faultIf(
                "automaticallyAfterDays is too long",
                () => (props.rotationRules?.automaticallyAfterDays ?? 0) > days,
            ),
        ),
    ],
});
