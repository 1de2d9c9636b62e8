import { on, resourcePolicy, stackPolicy } from "../policy";
import * as types from "../resource-types";
import type { Resource, Stack } from "../stack";
import { decodeBase64 } from "../aws/user-data";
import { faultIf, type Findings } from "../verdict";

/** What a secret looks like when someone wrote it into a script. */
const SECRETS = [
    /\b(AKIA|ASIA)[A-Z0-9]{16}\b/,
    /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
    // A URL with a password.
    /\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:[^\s:/@$]+@/i,
    // NAME_PASSWORD=literal; a reference ($NAME, $(command), {{name}}, an ARN, a path) is none.
    /(PASSWORD|PASSWD|SECRET|SECRET_KEY|TOKEN|API_KEY|AUTH)["']?\s*[=:]\s*["']?(?!arn:)[^\s"'$`{</][^\s"']{5,}/i,
];

function holdsSecret(text: string | undefined): boolean {
    return text !== undefined && SECRETS.some((secret) => secret.test(text));
}

export const noPlaintextSecret = resourcePolicy({
    name: "no-plaintext-secret-in-user-data",
    checklist: "preparation.environment.database-credentials",
    severity: "critical",
    onUnknown: "defer",
    deviable: false,
    requires: "User data holds nothing that looks like a password, a key or a token.",
    otherwise: "Every process on the host and everyone who may describe instances can read user data.",
    remedy: "Let the host fetch its secrets from Secrets Manager with its instance role.",
    equivalents: ["checkov:CKV_AWS_46", "trivy:AWS-0029"],
    rules: [
        on(types.instance, ({ props }) => [
            ...faultIf("userData holds a secret", () => holdsSecret(props.userData)),
            ...faultIf("userDataBase64 holds a secret", () =>
                holdsSecret(decodeBase64(props.userDataBase64)),
            ),
        ]),
        on(types.launchTemplate, ({ props }) =>
            faultIf("userData holds a secret", () => holdsSecret(decodeBase64(props.userData))),
        ),
    ],
});

function judgeReferences(host: Resource, stack: Stack): Findings {
    return ["userData", "userDataBase64"].flatMap((property) =>
        faultIf(
            `${property} is made from a secret`,
            () => stack.referred(host, property, types.secretSource).length > 0,
        ),
    );
}

export const userDataFromNoSecret = stackPolicy({
    name: "user-data-from-no-secret",
    checklist: "preparation.environment.database-credentials",
    severity: "critical",
    onUnknown: "deny",
    deviable: false,
    requires: "User data is made without any secret of the stack.",
    otherwise: "Every process on the host and everyone who may describe instances can read user data.",
    remedy: "Put the secret's ARN there, and let the host fetch the value with its instance role.",
    equivalents: ["checkov:CKV_AWS_46", "trivy:AWS-0029"],
    rules: [on(types.instance, judgeReferences), on(types.launchTemplate, judgeReferences)],
});
