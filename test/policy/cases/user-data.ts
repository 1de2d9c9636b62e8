import * as types from "../../../policies/resource-types";
import { gzipSync } from "node:zlib";
import { type CaseTable, fixture } from "../case";
import { secret, UNKNOWN } from "../harness";
import { instanceScene, template } from "../sound-hosts";

const base64 = (text: string) => Buffer.from(text).toString("base64");
const gzip = (text: string) => gzipSync(text).toString("base64");
const multipart = (script: string) =>
    [
        'Content-Type: multipart/mixed; boundary="part"',
        "",
        "--part",
        "Content-Type: text/x-shellscript",
        "Content-Transfer-Encoding: base64",
        "",
        ...(base64(`#!/bin/sh\n# ${"-".repeat(80)}\n${script}\n`).match(/.{1,76}/g) ?? []),
        "--part--",
    ].join("\n");
// This key is from AWS's documentation.
const SECRET_ACCESS_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const PUBLIC_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA9iA50igrPjNM3P+VbyFg8IcvsgKK0hER99svBk/Ko6";
const secretVersion = fixture(types.secretVersion, { secretString: UNKNOWN })();
const noSecret = fixture(types.instanceProfile)();
const password = fixture(types.randomPassword, { length: 40 })();
/** Joined at run time, so that no scanner reports a fixture as a leak. */
const ACCESS_KEY = ["AKIA", "ABCDEFGHIJKLMNOP"].join("");
const PRIVATE_KEY = ["-----BEGIN EC", "PRIVATE", "KEY-----"].join(" ");

export const cases: CaseTable = {
    "no-plaintext-secret-in-user-data": {
        is: ["mandatory", "critical", "defer"],
        compliant: {
            "references to secrets": [
                template({
                    userData: base64(
                        [
                            "export DB_PASSWORD=$(fetch-secret db)",
                            'TOKEN="$1"',
                            "SECRET_KEY={{secretKey}}",
                            "HRMS_SECRET=arn:aws:secretsmanager:eu-central-1:123456789012:secret:hrms",
                            "HRMS_TOKEN=/run/hrms/token",
                            "curl https://example.com:8443/path",
                            "lock_passwd: true",
                        ].join("\n"),
                    ),
                }),
            ],
        },
        violating: {
            "a password": instanceScene({ userData: "export DB_PASSWORD=correct-horse" }),
            "a password in YAML": instanceScene({ userData: 'password: "correct-horse"' }),
            "a secret key in Base64": [template({ userData: base64("SECRET_KEY='correct-horse'") })],
            "an access key": instanceScene({ userDataBase64: base64(ACCESS_KEY) }),
            "a private key": instanceScene({ userData: PRIVATE_KEY }),
            "a URL with a password": instanceScene({ userData: "redis://user:correct-horse@cache:6379" }),
            "a secret access key": [
                template({ userData: base64(`export AWS_SECRET_ACCESS_KEY=${SECRET_ACCESS_KEY}`) }),
            ],
            "a compressed password": [template({ userData: gzip("DB_PASSWORD=correct-horse") })],
            "a compressed file in cloud-init's format": [
                template({
                    userData: base64(
                        `#cloud-config\nwrite_files:\n  - encoding: gz+b64\n    content: ${gzip("SECRET_KEY=correct-horse")}\n`,
                    ),
                }),
            ],
            "a compressed part of a multipart script": [
                template({ userData: gzip(multipart("TOKEN=correct-horse")) }),
            ],
        },
        omitted: { userData: ["pass", template()] },
        unknown: { userData: ["undetermined", template({ userData: UNKNOWN })] },
    },
    "user-data-from-no-secret": {
        is: ["mandatory", "critical", "deny"],
        compliant: {
            "a script made from no secret": [template({ userData: base64("echo") }), password],
            "a secret's ARN": [
                template({ userData: base64("echo arn") }, { references: { userData: [secretVersion] } }),
                secretVersion,
            ],
            "the public half of a key": instanceScene({
                userDataBase64: base64(`echo ${PUBLIC_KEY} >>~/.ssh/authorized_keys`),
            }),
            "a marked script without a secret": instanceScene({ userData: secret("$SCRIPT") }),
        },
        violating: {
            "a password of the configuration": instanceScene({
                userData: secret("DB_PASSWORD=correct-horse"),
            }),
            "a script made from a password": [
                template({ userData: base64("echo") }, { references: { userData: [password] } }),
                password,
            ],
            "a script made from a password in Base64": [
                ...instanceScene(
                    { userDataBase64: base64("echo") },
                    { references: { userDataBase64: [password] } },
                ),
                password,
            ],
        },
        omitted: { userData: ["pass", ...instanceScene(), password] },
        unknown: {
            "a script made from no secret": [
                "pass",
                template({ userData: base64("echo") }, { references: { userData: [noSecret] } }),
                noSecret,
            ],
        },
    },
};
