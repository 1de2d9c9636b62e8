/** How people sign in to the account. */
import { on, resourcePolicy } from "../policy";
import * as types from "../resource-types";
import { adviceIf, faultIf } from "../verdict";

export const peopleSignInThroughSso = resourcePolicy({
    name: "people-sign-in-through-sso",
    checklist: "testing.security.access-controls",
    severity: "medium",
    onUnknown: "deny",
    requires: "People and programs use roles, and no IAM user has a console password.",
    otherwise: "Somebody leaves the company, and a forgotten password still opens the account.",
    remedy: "Let people sign in through IAM Identity Center, let programs assume a role, and remove the UserLoginProfile and the User.",
    rules: [
        on(types.loginProfile, () =>
            faultIf("The resource is a console password of an IAM user", () => true),
        ),
        on(types.user, () => adviceIf("The resource is an IAM user", () => true)),
    ],
});

/** The values that CIS requires, by property. */
const CHARACTERS = [
    "requireLowercaseCharacters",
    "requireNumbers",
    "requireSymbols",
    "requireUppercaseCharacters",
] as const;
const SHORTEST_PASSWORD = 14;
const REMEMBERED_PASSWORDS = 24;

export const passwordPolicyIsStrong = resourcePolicy({
    name: "account-password-policy-is-strong",
    checklist: "testing.security.access-controls",
    severity: "medium",
    onUnknown: "deny",
    requires: "Console passwords are long and mixed, and nobody reuses old ones.",
    otherwise: "An attacker guesses a password, or tries one that has leaked elsewhere.",
    remedy:
        "Set minimumPasswordLength to 14 or more, passwordReusePrevention to 24, and requireLowercaseCharacters, requireNumbers, " +
        "requireSymbols and requireUppercaseCharacters to true.",
    equivalents: ["fsbp:IAM.7", "trivy:AWS-0056", "trivy:AWS-0063"],
    rules: [
        on(types.accountPasswordPolicy, ({ props }) => [
            ...faultIf(
                "minimumPasswordLength is less than 14 or left out",
                () => (props.minimumPasswordLength ?? 0) < SHORTEST_PASSWORD,
            ),
            ...faultIf(
                "passwordReusePrevention is less than 24 or left out",
                () => (props.passwordReusePrevention ?? 0) < REMEMBERED_PASSWORDS,
            ),
            ...CHARACTERS.flatMap((property) =>
                faultIf(`${property} is not true`, () => props[property] !== true),
            ),
        ]),
    ],
});
