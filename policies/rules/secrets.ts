import { hasOwnKey } from "../aws/own-key";
import { on, resourcePolicy, stackPolicy, type Subject } from "../policy";
import type { Props, ResourceType } from "../resource-types";
import * as types from "../resource-types";
import { integer, type Values } from "../settings";
import type { Stack } from "../stack";
import { faultIf, type Findings, surely } from "../verdict";

const SECRET_WORDS =
    /^(pass|password|passwd|passphrase|secrets?|tokens?|keys?|credentials?)$|(password|secret|token)$/;
/** What ends like this names the secret, and is none. */
const REFERENCE_WORDS = /^(arn|id|ids|name|alias|version|path)$/;

/** Whether a parameter's name says that it holds a secret: `/hrms/db-password`, `secretKey`, not `kms-key-arn`. */
function soundsSecret(name: string): boolean {
    const words = name
        .replace(/([a-z\d])([A-Z])/g, "$1-$2")
        .toLowerCase()
        .replace(/public[^a-z\d]*keys?/, "")
        .split(/[^a-z\d]+/)
        .filter((word) => word !== "");
    return !REFERENCE_WORDS.test(words.at(-1) ?? "") && words.some((word) => SECRET_WORDS.test(word));
}

const SECURE_PARAMETER = {
    severity: "critical",
    onUnknown: "deny",
    otherwise: "Everyone who may list parameters in the console reads the password of the HRMS's database.",
    remedy: "Set type to SecureString and keyId to a key of your own, or keep the value in Secrets Manager.",
    equivalents: ["checkov:CKV2_AWS_34", "checkov:CKV_AWS_337"],
} as const;

export const parameterIsSecure = resourcePolicy({
    ...SECURE_PARAMETER,
    name: "ssm-secret-is-securestring",
    checklist: "preparation.environment.variables",
    requires: "Parameters whose names speak of a secret are of type SecureString.",
    rules: [
        on(types.ssmParameter, ({ name, props }) => {
            const isSecure = () => props.type === "SecureString";
            return faultIf(
                "type is not SecureString, and the name speaks of a secret",
                () => !surely(isSecure) && [name, props.name ?? ""].some(soundsSecret) && !isSecure(),
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
                stack.referred(parameter, property, types.generatedSecret).length === 0
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
    days: integer("Days in which the deletion of a secret can be undone", 7, { minimum: 7, maximum: 30 }),
};

export const secretHasKeyAndRecovery = resourcePolicy({
    name: "secret-has-cmk-and-recovery",
    checklist: "preparation.environment.secret-key",
    severity: "medium",
    onUnknown: "deny",
    requires: "Secrets are encrypted with a key of your own, and a deleted one can be had back for days.",
    otherwise:
        "With AWS's own key nobody else can be kept out, and a deleted secret key logs everyone out for good.",
    remedy: "Set kmsKeyId, and recoveryWindowInDays to 7 or more; left out, it is 30.",
    equivalents: ["checkov:CKV_AWS_149", "cdk-nag:SecretsManagerUsingKMSKey"],
    settings: recovery,
    rules: [
        on(types.secret, ({ props }, { days }: Values<typeof recovery>) => [
            ...faultIf("kmsKeyId is not set, or a key of AWS's own", () => !hasOwnKey(props, "kmsKeyId")),
            ...faultIf(
                "recoveryWindowInDays is too short",
                // 0 deletes at once.
                () => (props.recoveryWindowInDays ?? 30) < days,
            ),
        ]),
    ],
});

type Command = Props<typeof types.localCommand> & Props<typeof types.remoteCommand>;

/** Kept in the state and shown in every diff. `triggers` may well hang on a secret's version, just not on its value. */
const SHOWN: Readonly<Record<string, ResourceType<object>>> = {
    create: types.secretSource,
    update: types.secretSource,
    delete: types.secretSource,
    triggers: types.generatedSecret,
};
/** Handed to the command only, which may print it. */
const HANDED_OVER = ["environment", "connection", "stdin"];

function judgeCommand(command: Subject<Partial<Command>>, stack: Stack): Findings {
    const isFromSecret = (property: string, source: ResourceType<object>) =>
        stack.referred(command, property, source).length > 0;
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
        "Commands that Pulumi runs have no secret in their text, and don't print the secrets they are given.",
    otherwise:
        "The database's password stands in the log of the deployment, which half the company may read.",
    remedy:
        "Hand the secret over in environment or stdin with logging set to none, or let the command fetch it by the " +
        "ARN of the aws.secretsmanager.Secret.",
    rules: [on(types.localCommand, judgeCommand), on(types.remoteCommand, judgeCommand)],
});
