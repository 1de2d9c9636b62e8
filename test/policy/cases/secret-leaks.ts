import * as types from "../../../policies/resource-types";
import { gzipSync } from "node:zlib";
import { type CaseTable, fixture } from "../case";
import { secret as encrypted, UNKNOWN } from "../harness";
import { bytes, command, from, parameter, remote, VALUE, version } from "../scenes/secrets";
import { watchedAccount } from "../scenes/watched-account";

const random = (result: unknown) => fixture(types.randomPassword)({ length: 30, result });
const password = random(encrypted(VALUE));
const topic = fixture(types.topic, { kmsMasterKeyId: UNKNOWN });
const secure = { type: "SecureString", value: encrypted(VALUE) };
const document = (text: string) => Buffer.from(`#!/bin/sh\necho "${text}"\n`).toString("base64");
const root = fixture(types.rootStack);
const filter = fixture({ tokens: ["aws:cloudwatch/logMetricFilter:LogMetricFilter"] });
const SLASHED = "pass/word+with=signs";
const QUOTED = 'pass"word\\with quotes';

export const cases: CaseTable = {
    "no-secret-value-outside-sinks": {
        is: ["mandatory", "critical", "defer"],
        compliant: {
            "a secret in Secrets Manager": [version(), password],
            "a secret in a SecureString parameter": [parameter(secure), password],
            "a secret in its own RandomPassword": [password],
            "a secret that a command gets": [
                command({
                    environment: { PASSWORD: encrypted(VALUE) },
                    stdin: encrypted(VALUE),
                    logging: "none",
                }),
                password,
            ],
            "a secret that a command on another host gets": [
                remote({ connection: { password: VALUE }, logging: "none" }),
                password,
            ],
            "a value of seven characters": [filter({ pattern: "1234567" }), random("1234567")],
            "a value made from a secret that does not hold it": [
                filter({ pattern: "30 characters" }, { references: { pattern: [password] } }),
                password,
            ],
            "a secret where another provider expects a password": [
                fixture({ tokens: ["mysql:index/user:User"] })({ plaintextPassword: encrypted(VALUE) }),
                password,
            ],
            "a text that is not a secret": [topic({ displayName: "correct-horse" }), password],
        },
        violating: {
            "a secret in a tag": [topic({ tags: { Note: `it is ${VALUE}` } }), password],
            "a value of eight characters": [filter({ pattern: "12345678" }), random("12345678")],
            "a secret in an output of the stack": [
                root({ note: `it is ${VALUE}` }),
                ...watchedAccount,
                password,
            ],
            "a secret in a list": [filter({ patterns: ["", VALUE] }), password],
            "a secret in a plain parameter": [parameter({ ...secure, type: "String" }), password],
            "a secret in another property of its version": [version({ versionStages: [VALUE] }), password],
            "a secret in the trigger of a command": [command({ triggers: [VALUE] }), password],
            "a plain secret where another provider expects a password": [
                fixture({ tokens: ["mysql:index/user:User"] })({ plaintextPassword: VALUE }),
                password,
            ],
            "a marked secret where no provider expects one": [
                filter({ pattern: encrypted(VALUE) }),
                password,
            ],
            "a compressed secret in a document": [
                filter({ pattern: gzipSync(`echo ${VALUE}`).toString("base64") }),
                password,
            ],
            "a secret in JSON": [filter({ pattern: JSON.stringify(`${QUOTED} etc.`) }), random(QUOTED)],
            "a secret in a URL": [filter({ pattern: encodeURIComponent(SLASHED) }), random(SLASHED)],
            "a secret in a document in Base64": [filter({ pattern: document(VALUE) }), password],
            "a secret as Base64": [
                filter({ pattern: `x=${Buffer.from(VALUE).toString("base64")}` }),
                password,
            ],
            "random bytes": [filter({ pattern: "00112233aabbccdd" }), bytes({ hex: "00112233aabbccdd" })],
            "a secret in another RandomPassword": [
                fixture(types.randomPassword)({ length: 30, keepers: { last: VALUE } }, { name: "next" }),
                password,
            ],
        },
        omitted: {
            result: ["pass", fixture(types.randomPassword)({ length: 30 }), filter({ pattern: "x" })],
        },
        unknown: {
            "a secret and its version": [
                "undetermined",
                random(UNKNOWN),
                from("secretString", version(), random(UNKNOWN))[0],
            ],
            "a secret and a property made from it": [
                "undetermined",
                random(UNKNOWN),
                from("pattern", filter(), random(UNKNOWN))[0],
            ],
            "two secrets": ["undetermined", bytes({ base64: UNKNOWN, hex: UNKNOWN })],
            "a property made from a known secret": ["undetermined", ...from("pattern", filter(), password)],
            "a part of a property made from a known secret": [
                "undetermined",
                filter({ patterns: ["x", { a: UNKNOWN }] }, { references: { patterns: [password] } }),
                password,
            ],
            "a property that comes from no secret": ["pass", filter({ pattern: UNKNOWN }), password],
            "a secret version made from a known secret": [
                "pass",
                ...from("secretString", version(), password),
            ],
        },
    },
};
