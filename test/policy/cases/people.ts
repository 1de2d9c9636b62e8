import * as types from "../../../policies/resource-types";
import { type CaseTable, fixture } from "../case";
import { UNKNOWN } from "../harness";

const passwords = fixture(types.accountPasswordPolicy, {
    minimumPasswordLength: 14,
    passwordReusePrevention: 24,
    requireLowercaseCharacters: true,
    requireNumbers: true,
    requireSymbols: true,
    requireUppercaseCharacters: true,
});

export const cases: CaseTable = {
    "people-sign-in-through-sso": {
        is: ["mandatory", "medium", "deny"],
        compliant: { "a role": [fixture(types.instanceProfile)()] },
        violating: { "a password for the console": [fixture(types.loginProfile)()] },
        omitted: { "any property": ["fail", fixture(types.loginProfile)()] },
        unknown: {
            "the user": ["fail", fixture(types.loginProfile)({ user: UNKNOWN })],
        },
        advised: { "an IAM user": [fixture(types.user)()] },
    },
    "account-password-policy-is-strong": {
        is: ["mandatory", "medium", "deny"],
        compliant: { "a strong policy": [passwords()] },
        violating: {
            "a policy that allows 13 characters": [passwords({ minimumPasswordLength: 13 })],
            "a policy that allows old passwords": [passwords({ passwordReusePrevention: 23 })],
            "a policy that requires no lower-case letters": [
                passwords({ requireLowercaseCharacters: false }),
            ],
            "a policy that requires no digits": [passwords({ requireNumbers: false })],
            "a policy that requires no symbols": [passwords({ requireSymbols: false })],
            "a policy that requires no upper-case letters": [
                passwords({ requireUppercaseCharacters: false }),
            ],
        },
        omitted: {
            minimumPasswordLength: ["fail", passwords({ minimumPasswordLength: undefined })],
            passwordReusePrevention: ["fail", passwords({ passwordReusePrevention: undefined })],
        },
        unknown: {
            minimumPasswordLength: ["undetermined", passwords({ minimumPasswordLength: UNKNOWN })],
        },
    },
};
