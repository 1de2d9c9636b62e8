import { hasOwnKey } from "../aws/own-key";
import { parameterSoundsSecret } from "../aws/secret-names";
import { markedSecrets } from "../aws/secret-taint";
import { on, resourcePolicy, stackPolicy, type Subject } from "../policy";
import type { Props, ResourceType } from "../resource-types";
import * as types from "../resource-types";
import { integer, type Values } from "../settings";
import type { Stack } from "../stack";
import { faultIf, type Findings, surely } from "../verdict";

const SECURE_PARAMETER = {
    severity: "critical",
    onUnknown: "deny",
    otherwise: "Everyone who may list parameters in the console can read the database's password.",
    remedy: "Set type to SecureString and keyId to a key of your own, or keep the value in Secrets Manager.",
    equivalents: ["checkov:CKV2_AWS_34"],
} as const;

export const parameterIsSecure = resourcePolicy({
    ...SECURE_PARAMETER,
    name: "ssm-secret-is-securestring",
    checklist: "preparation.environment.variables",
    requires: "Parameters whose name suggests a secret are of type SecureString.",
    rules: [
        on(types.ssmParameter, ({ name, props }) => {
            const isSecure = () => props.type === "SecureString";
            return faultIf(
                "type is not SecureString, and the name suggests a secret",
                () =>
                    !surely(isSecure) && [name, props.name ?? ""].some(parameterSoundsSecret) && !isSecure(),
            );
        }),
    ],
});

export const parameterFromSecretIsSecure = stackPolicy({
    ...SECURE_PARAMETER,
    name: "ssm-parameter-from-secret-is-securestring",
    checklist: "preparation.environment.variables",
    requires: "Parameters that are made from a secret of the stack are of type SecureString.",
    rules: [
        on(types.ssmParameter, (parameter, stack) =>
            ["value", "insecureValue"].flatMap((property) =>
                stack.referred(parameter, property, types.generatedSecret).length === 0 &&
                markedSecrets(parameter, property).length === 0
                    ? []
                    : faultIf(
                          `type is not SecureString, and ${property} is made from a secret`,
                          () => parameter.props.type !== "SecureString",
                      ),
            ),
        ),
    ],
});

const recovery = {
    days: integer("Fewest days in which the deletion of a secret can be undone", 7, {
        minimum: 7,
        maximum: 30,
    }),
};

export const secretHasKeyAndRecovery = resourcePolicy({
    name: "secret-has-cmk-and-recovery",
    checklist: "preparation.environment.secret-key",
    severity: "medium",
    onUnknown: "deny",
    requires: "Secrets are encrypted with a key of your own, and a deleted secret can be restored for days.",
    otherwise:
        "With AWS's own key, you can't control who reads the secret. If the Django secret key is deleted, everyone is logged out.",
    remedy: "Set kmsKeyId, and set recoveryWindowInDays to 7 or more, or leave it at its default of 30.",
    equivalents: ["checkov:CKV_AWS_149", "cdk-nag:SecretsManagerUsingKMSKey"],
    settings: recovery,
    rules: [
        on(types.secret, ({ props }, { days }: Values<typeof recovery>) => [
            ...faultIf("kmsKeyId is not set, or is AWS's own key", () => !hasOwnKey(props, "kmsKeyId")),
            ...faultIf(
                "recoveryWindowInDays is too short",
                // With 0, AWS deletes the secret at once.
                () => (props.recoveryWindowInDays ?? 30) < days,
            ),
        ]),
    ],
});

type Command = Props<typeof types.localCommand> & Props<typeof types.remoteCommand>;

/** Properties that the state keeps and every diff shows. `triggers` can depend on a secret's version, but not on its value. */
const SHOWN: Readonly<Record<string, ResourceType<object>>> = {
    create: types.secretSource,
    update: types.secretSource,
    delete: types.secretSource,
    triggers: types.generatedSecret,
};
/** Properties that go only to the command. It can print them. */
const HANDED_OVER = ["environment", "connection", "stdin"];

function judgeCommand(command: Subject<Partial<Command>>, stack: Stack): Findings {
    const isFromSecret = (property: string, source: ResourceType<object>) =>
        stack.referred(command, property, source).length > 0 || markedSecrets(command, property).length > 0;
    return [
        ...Object.entries(SHOWN).flatMap(([property, source]) =>
            faultIf(`${property} is made from a secret`, () => isFromSecret(property, source)),
        ),
        ...HANDED_OVER.filter((property) => isFromSecret(property, types.secretSource)).flatMap((property) =>
            faultIf(
                `${property} is made from a secret, and logging is neither none nor stderr`,
                () => !["none", "stderr"].includes(command.props.logging ?? "stdoutAndStderr"),
            ),
        ),
    ];
}

export const commandCarriesNoSecret = stackPolicy({
    name: "command-carries-no-secret",
    checklist: "preparation.environment.database-credentials",
    severity: "high",
    onUnknown: "deny",
    requires:
        "Commands that Pulumi runs have no secret in their text, and do not print the secrets that they get.",
    otherwise: "The database's password appears in the deployment log, which half the company may read.",
    remedy:
        "Pass the secret in environment or stdin with logging set to none, or let the command fetch it by the " +
        "ARN of the aws.secretsmanager.Secret.",
    rules: [on(types.localCommand, judgeCommand), on(types.remoteCommand, judgeCommand)],
});
