import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { secret, UNKNOWN } from "../harness";
import { LITERAL, URL } from "../scenes/configuration";
import { watchedAccount } from "../scenes/watched-account";

const root = fixture(types.rootStack);

export const cases: CaseTable = {
    "stack-output-holds-no-plaintext-secret": {
        is: ["mandatory", "critical", "defer"],
        compliant: {
            "addresses and names": [
                root({ url: "https://hrms.example.com", databaseSecretArn: "arn:aws:secretsmanager:…" }),
                ...watchedAccount,
            ],
        },
        violating: {
            "a password": [root({ databasePassword: LITERAL }), ...watchedAccount],
            "a URL with a password": [root({ broker: URL }), ...watchedAccount],
            "a password in an object": [
                root({ database: { user: "hrms", password: LITERAL } }),
                ...watchedAccount,
            ],
        },
        omitted: { outputs: ["pass", root(), ...watchedAccount] },
        unknown: {
            "a password": ["undetermined", root({ databasePassword: UNKNOWN }), ...watchedAccount],
            "an address": ["pass", root({ databaseEndpoint: UNKNOWN }), ...watchedAccount],
        },
    },
    "stack-output-is-no-secret": {
        is: ["advisory", "medium", "defer"],
        compliant: {
            "outputs without a secret": [root({ url: "https://hrms.example.com" }), ...watchedAccount],
            "a marked value that is not a secret": [
                root({ image: secret("ami-0123456789abcdef0") }),
                ...watchedAccount,
            ],
        },
        violating: {
            "a marked password": [root({ databasePassword: secret(LITERAL) }), ...watchedAccount],
            "a marked generated password": [
                root({ databasePassword: secret(LITERAL) }),
                ...watchedAccount,
                fixture(types.randomPassword)({ length: 40, result: secret(LITERAL) }),
            ],
            "a marked password in an object": [
                root({ database: { login: secret(LITERAL) } }),
                ...watchedAccount,
            ],
        },
        omitted: { outputs: ["pass", root(), ...watchedAccount] },
        unknown: { "an address": ["pass", root({ databaseEndpoint: UNKNOWN }), ...watchedAccount] },
    },
};
