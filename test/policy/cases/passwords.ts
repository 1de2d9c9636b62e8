import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { type Resource, UNKNOWN } from "../harness";
import { clusterScene, databaseScene, password, redisScene } from "../sound";

const name = fixture({ tokens: types.randomName.tokens.slice(0, 1) });
const stored = fixture(types.secretVersion, { secretString: UNKNOWN }, { name: "stored" });

export const cases: CaseTable = {
    "random-password-is-strong": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "24 characters of all kinds": [password()],
            "32 letters and digits": [password({ length: 32, special: false })],
            "a secret key of 50 characters": [password({ length: 50 }, { name: "hrms-secret-key" })],
        },
        violating: {
            "23 characters": [password({ length: 23 })],
            "31 letters and digits": [password({ length: 31, special: false })],
            "a secret key of 49 characters": [password({ length: 49 }, { name: "hrms-secret-key" })],
            "a secret key of 24 characters": [password({}, { name: "secretKey" })],
        },
        omitted: { special: ["pass", password({ special: undefined })] },
        unknown: { length: ["undetermined", password({ length: UNKNOWN })] },
    },
    "secret-not-from-weak-random": {
        is: ["mandatory", "high", "deny"],
        compliant: {
            "a database password from a RandomPassword": databaseScene(),
            "a plain parameter from a random name": [
                fixture(types.ssmParameter)(
                    { type: "String", value: "x" },
                    { references: { value: [name()] } },
                ),
                name(),
            ],
        },
        violating: {
            ...Object.fromEntries(
                types.randomName.tokens.map((token) => {
                    const weak: Resource = { ...name(), type: token };
                    return [
                        `a database password from ${token}`,
                        databaseScene({}, { references: { password: [password(), weak] }, others: [weak] }),
                    ];
                }),
            ),
            "a cluster's password from a random name": clusterScene(
                {},
                { references: { masterPassword: [password(), name()] }, others: [name()] },
            ),
            "a Redis token from a random name": [...redisScene({}, { authToken: [name()] }), name()],
            "the password of a Redis user from a random name": [
                fixture(types.cacheUser)({}, { references: { passwords: [name()] } }),
                name(),
            ],
            "a secret from a random name": [stored({}, { references: { secretString: [name()] } }), name()],
            "an encrypted parameter from a random name": [
                fixture(types.ssmParameter)(
                    { type: "SecureString", value: "x", keyId: UNKNOWN },
                    { references: { value: [name()] } },
                ),
                name(),
            ],
        },
        omitted: {
            "the type, which makes the parameter plain": [
                "pass",
                fixture(types.ssmParameter)({ value: "x" }, { references: { value: [name()] } }),
                name(),
            ],
        },
        unknown: {
            "the password of a known source": [
                "fail",
                stored({ secretString: UNKNOWN }, { references: { secretString: [name()] } }),
                name(),
            ],
        },
    },
};
