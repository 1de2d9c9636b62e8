import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { secret as encrypted, UNKNOWN } from "../harness";
import { bytes, command, from, parameter, remote, VALUE, version } from "../scenes/secrets";

const ARN = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:hrms-AbCdEf";
const secret = fixture(types.secret, { kmsKeyId: UNKNOWN });

export const cases: CaseTable = {
    "command-carries-no-secret": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "a command without a secret": [command()],
            "a secret in the environment without logging": from("environment", command({ logging: "none" })),
            "a secret in stdin with only errors logged": from("stdin", command({ logging: "stderr" })),
            "a password of a connection": from("connection", remote({ logging: "none" })),
            "a trigger on the secret's version": [
                command({ triggers: [UNKNOWN] }, { references: { triggers: [version()] } }),
                version(),
            ],
            "a marked value that is not a secret": [command({ create: encrypted("true") })],
        },
        violating: {
            "a secret in create": from("create", command()),
            "a secret in update": from("update", command(), version()),
            "a secret in delete on another host": from("delete", remote()),
            "a secret as a trigger": from("triggers", command()),
            "a secret of the configuration in create": [
                command({ create: encrypted(`deploy --token ${VALUE}`) }),
            ],
            "random bytes as a trigger": from("triggers", command(), bytes()),
            "a secret in the environment with logging": from(
                "environment",
                command({ logging: "stdoutAndStderr" }),
            ),
            "a secret in stdin with logging": from("stdin", command({ logging: "stdout" })),
            "a secret in the environment with logging on another host": from(
                "environment",
                remote({ logging: "stdout" }),
                version(),
            ),
        },
        omitted: {
            "logging, which is on by default": ["fail", ...from("connection", remote())],
            "logging and a secret": ["pass", command()],
        },
        unknown: { logging: ["undetermined", ...from("environment", command({ logging: UNKNOWN }))] },
    },
    "ssm-secret-is-securestring": {
        is: ["mandatory", "critical", "deny"],
        compliant: {
            "a SecureString with a secret's name": [
                parameter({ type: "SecureString", name: "/hrms/db-password" }),
            ],
            "a plain parameter without a secret's name": [parameter()],
            ...Object.fromEntries(
                [
                    "/hrms/kms-key-arn",
                    "/hrms/secretName",
                    "/hrms/ssh-public-key",
                    "/hrms/keyboard",
                    "/hrms/passport-scans",
                    "/hrms/compassion",
                ].map((name) => [`the name ${name}`, [parameter({ name })] as const]),
            ),
        },
        violating: {
            ...Object.fromEntries(
                [
                    "/hrms/db-password",
                    "/hrms/secretKey",
                    "/hrms/SENTRY_TOKEN",
                    "/hrms/api.key",
                    "/hrms/dbpassword",
                    "/hrms/smtp/credentials",
                    "/hrms/public-key/token",
                ].map((name) => [`the name ${name}`, [parameter({ name })] as const]),
            ),
            "a StringList with a secret's name": [parameter({ type: "StringList", name: "/hrms/tokens" })],
            "a secret's name in the program only": [parameter({ name: undefined }, { name: "db-password" })],
        },
        omitted: {
            type: ["fail", parameter({ type: undefined, name: "/hrms/token" })],
            name: ["pass", parameter({ name: undefined })],
        },
        unknown: {
            type: ["undetermined", parameter({ type: UNKNOWN, name: "/hrms/token" })],
            name: ["undetermined", parameter({ name: UNKNOWN })],
            "the name of a SecureString": ["pass", parameter({ type: "SecureString", name: UNKNOWN })],
            "the value of a SecureString": ["pass", parameter({ type: "SecureString", value: UNKNOWN })],
        },
    },
    "ssm-parameter-from-secret-is-securestring": {
        is: ["mandatory", "critical", "deny"],
        compliant: {
            "a SecureString": from("value", parameter({ type: "SecureString" })),
            "the ARN of a secret": [
                parameter({ insecureValue: ARN }, { references: { insecureValue: [version()] } }),
                version(),
            ],
        },
        violating: {
            "a secret in value": from("value", parameter()),
            "a secret in insecureValue": from("insecureValue", parameter(), bytes()),
            "a secret of the configuration": [parameter({ insecureValue: encrypted(VALUE) })],
        },
        omitted: { value: ["pass", parameter({ value: undefined })] },
        unknown: { type: ["undetermined", ...from("value", parameter({ type: UNKNOWN }))] },
    },
    "secret-has-cmk-and-recovery": {
        is: ["mandatory", "medium", "deny"],
        compliant: {
            "a recovery window of 30 days": [secret({ recoveryWindowInDays: 30 })],
            "a recovery window of 7 days": [secret({ recoveryWindowInDays: 7 })],
        },
        violating: {
            "an empty key": [secret({ kmsKeyId: "" })],
            "AWS's key by its alias": [secret({ kmsKeyId: "alias/aws/secretsmanager" })],
            "a recovery window of 6 days": [secret({ recoveryWindowInDays: 6 })],
            "a secret without a recovery window": [secret({ recoveryWindowInDays: 0 })],
        },
        omitted: {
            kmsKeyId: ["fail", secret({ kmsKeyId: undefined })],
            recoveryWindowInDays: ["pass", secret()],
        },
        unknown: {
            kmsKeyId: ["pass", secret()],
            recoveryWindowInDays: ["undetermined", secret({ recoveryWindowInDays: UNKNOWN })],
        },
    },
};
