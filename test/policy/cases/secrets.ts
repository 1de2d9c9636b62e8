import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { watchedAccount } from "./detection";
import { type Resource, secret as encrypted, UNKNOWN } from "../harness";

const VALUE = "correct-horse-battery-staple-7";
const random = (result: unknown) => fixture(types.randomPassword)({ length: 30, result });
const password = random(encrypted(VALUE));
const bytes = fixture({ tokens: ["random:index/randomBytes:RandomBytes"] });
const version = fixture(types.secretVersion, { secretString: encrypted(`{"password":"${VALUE}"}`) });

const topic = fixture(types.topic, { kmsMasterKeyId: UNKNOWN });
const parameter = fixture(types.ssmParameter, { type: "String", name: "/hrms/prod/settings", value: "x" });
const secure = { type: "SecureString", value: encrypted(VALUE) };
const command = fixture(types.localCommand, { create: "true" });
const remote = fixture(types.remoteCommand, { create: "true" });
/** A resource with a property, unknown as in a preview, that is made from a secret. */
const from = (
    property: string,
    of: Resource,
    source: Resource = fixture(types.randomPassword, { length: 30 })(),
) =>
    [
        { ...of, props: { ...of.props, [property]: UNKNOWN }, references: { [property]: [source] } },
        source,
    ] as const;
const secret = fixture(types.secret, { kmsKeyId: UNKNOWN });
const document = (text: string) => Buffer.from(`#!/bin/sh\necho "${text}"\n`).toString("base64");
const root = fixture(types.rootStack);
const filter = fixture({ tokens: ["aws:cloudwatch/logMetricFilter:LogMetricFilter"] });
const SLASHED = "pass/word+with=signs";
const QUOTED = 'pass"word\\with quotes';

export const secretCases: CaseTable = {
    "no-secret-value-outside-sinks": {
        compliant: {
            "in a secret": [version(), password],
            "in a secure parameter": [parameter(secure), password],
            "in the random password itself": [password],
            "handed to a command": [
                command({ environment: { PASSWORD: VALUE }, stdin: VALUE, logging: "none" }),
                password,
            ],
            "handed to a command on another host": [
                remote({ connection: { password: VALUE }, logging: "none" }),
                password,
            ],
            "shorter than eight characters": [filter({ pattern: "1234567" }), random("1234567")],
            "made from a secret, without holding it": [
                filter({ pattern: "30 characters" }, { references: { pattern: [password] } }),
                password,
            ],
            "a text like any other": [topic({ displayName: "correct-horse" }), password],
        },
        violating: {
            "in a tag": [topic({ tags: { Note: `it is ${VALUE}` } }), password],
            "eight characters": [filter({ pattern: "12345678" }), random("12345678")],
            "in an output of the stack": [
                root({ databaseUrl: `mysql://hrms:${VALUE}@db` }),
                ...watchedAccount,
                password,
            ],
            "in a list": [filter({ patterns: ["", VALUE] }), password],
            "in a plain parameter": [parameter({ ...secure, type: "String" }), password],
            "in the other property of a secret": [version({ versionStages: [VALUE] }), password],
            "in the trigger of a command": [command({ triggers: [VALUE] }), password],
            "in JSON": [filter({ pattern: JSON.stringify(`${QUOTED} etc.`) }), random(QUOTED)],
            "in a URL": [filter({ pattern: encodeURIComponent(SLASHED) }), random(SLASHED)],
            "in Base64": [filter({ pattern: document(VALUE) }), password],
            "as Base64": [filter({ pattern: `x=${Buffer.from(VALUE).toString("base64")}` }), password],
            "random bytes": [filter({ pattern: "00112233aabbccdd" }), bytes({ hex: "00112233aabbccdd" })],
            "in another random one": [
                fixture(types.randomPassword)({ length: 30, keepers: { last: VALUE } }, { name: "next" }),
                password,
            ],
        },
        omitted: {
            result: ["pass", fixture(types.randomPassword)({ length: 30 }), filter({ pattern: "x" })],
        },
        unknown: {
            "the secret": [
                "undetermined",
                random(UNKNOWN),
                from("secretString", version(), random(UNKNOWN))[0],
            ],
            "the secret, and not what is made from it": [
                "undetermined",
                random(UNKNOWN),
                from("pattern", filter(), random(UNKNOWN))[0],
            ],
            "each of two secrets": ["undetermined", bytes({ base64: UNKNOWN, hex: UNKNOWN })],
            "what is made from a known one": ["undetermined", ...from("pattern", filter(), password)],
            "one of several parts of that": [
                "undetermined",
                filter({ patterns: ["x", { a: UNKNOWN }] }, { references: { patterns: [password] } }),
                password,
            ],
            "what is made from nothing secret": ["pass", filter({ pattern: UNKNOWN }), password],
            "what is made from a known one, in a sink": [
                "pass",
                ...from("secretString", version(), password),
            ],
        },
    },
    "command-carries-no-secret": {
        compliant: {
            "no secret": [command()],
            "a secret that is not logged": from("environment", command({ logging: "none" })),
            "only errors are logged": from("stdin", command({ logging: "stderr" })),
            "a password of a connection": from("connection", remote({ logging: "none" })),
            "run again with the next version": from("triggers", command(), version()),
        },
        violating: {
            "in the command": from("create", command()),
            "in the update": from("update", command(), version()),
            "in the deletion, on another host": from("delete", remote()),
            "as a trigger": from("triggers", command()),
            "random bytes as a trigger": from("triggers", command(), bytes()),
            "what it prints is logged": from("environment", command({ logging: "stdoutAndStderr" })),
            "its input is logged": from("stdin", command({ logging: "stdout" })),
            "what it prints is logged, on another host": from(
                "environment",
                remote({ logging: "stdout" }),
                version(),
            ),
        },
        omitted: {
            "logging, which is then on": ["fail", ...from("connection", remote())],
            "logging, and no secret": ["pass", command()],
        },
        unknown: { logging: ["undetermined", ...from("environment", command({ logging: UNKNOWN }))] },
    },
    "ssm-secret-is-securestring": {
        compliant: {
            "a secure one": [parameter({ type: "SecureString", name: "/hrms/db-password" })],
            "no secret": [parameter()],
            ...Object.fromEntries(
                [
                    "/hrms/kms-key-arn",
                    "/hrms/secretName",
                    "/hrms/ssh-public-key",
                    "/hrms/keyboard",
                    "/hrms/passport-scans",
                    "/hrms/compassion",
                ].map((name) => [name, [parameter({ name })] as const]),
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
                ].map((name) => [name, [parameter({ name })] as const]),
            ),
            "a list": [parameter({ type: "StringList", name: "/hrms/tokens" })],
            "by its name in the program": [parameter({ name: undefined }, { name: "db-password" })],
        },
        omitted: {
            type: ["fail", parameter({ type: undefined, name: "/hrms/token" })],
            name: ["pass", parameter({ name: undefined })],
        },
        unknown: {
            type: ["undetermined", parameter({ type: UNKNOWN, name: "/hrms/token" })],
            name: ["undetermined", parameter({ name: UNKNOWN })],
            "the name of a secure one": ["pass", parameter({ type: "SecureString", name: UNKNOWN })],
            "the value of a secure one": ["pass", parameter({ type: "SecureString", value: UNKNOWN })],
        },
    },
    "ssm-parameter-from-secret-is-securestring": {
        compliant: {
            "a secure one": from("value", parameter({ type: "SecureString" })),
            "the ARN of a secret": from("insecureValue", parameter(), version()),
        },
        violating: {
            "a plain one": from("value", parameter()),
            "a plain one that says so": from("insecureValue", parameter(), bytes()),
        },
        omitted: { value: ["pass", parameter({ value: undefined })] },
        unknown: { type: ["undetermined", ...from("value", parameter({ type: UNKNOWN }))] },
    },
    "secret-has-cmk-and-recovery": {
        compliant: {
            "30 days": [secret({ recoveryWindowInDays: 30 })],
            "7 days": [secret({ recoveryWindowInDays: 7 })],
        },
        violating: {
            "AWS's key": [secret({ kmsKeyId: "" })],
            "AWS's key, by its alias": [secret({ kmsKeyId: "alias/aws/secretsmanager" })],
            "6 days": [secret({ recoveryWindowInDays: 6 })],
            "no day": [secret({ recoveryWindowInDays: 0 })],
        },
        omitted: {
            kmsKeyId: ["fail", secret({ kmsKeyId: undefined })],
            recoveryWindowInDays: ["pass", secret()],
        },
        unknown: {
            "the key, which is set": ["pass", secret()],
            recoveryWindowInDays: ["undetermined", secret({ recoveryWindowInDays: UNKNOWN })],
        },
    },
};
