import { plainSecretsInDocuments } from "../aws/plain-secrets";
import { USER_DATA } from "../aws/readable-places";
import { taints } from "../aws/secret-taint";
import { onEvery, resourcePolicy, stackPolicy } from "../policy";

const hasUserData = (token: string): boolean => token in USER_DATA;

export const noPlaintextSecret = resourcePolicy({
    name: "no-plaintext-secret-in-user-data",
    checklist: "preparation.environment.database-credentials",
    severity: "critical",
    onUnknown: "defer",
    requires: "User data contains nothing that looks like a password, a key or a token.",
    otherwise: "Every process on the host and everyone who may describe instances can read user data.",
    remedy: "Let the host fetch its secrets from Secrets Manager with its instance role.",
    equivalents: ["checkov:CKV_AWS_46", "trivy:AWS-0029"],
    rules: [onEvery((host) => plainSecretsInDocuments(host, USER_DATA[host.type] ?? []), hasUserData)],
});

export const userDataFromNoSecret = stackPolicy({
    name: "user-data-from-no-secret",
    checklist: "preparation.environment.database-credentials",
    severity: "critical",
    onUnknown: "deny",
    requires: "No user data is made from a secret of the stack or its configuration.",
    otherwise: "Every process on the host and everyone who may describe instances can read user data.",
    remedy: "Use the secret's ARN, and let the host fetch the value with its instance role.",
    rules: [
        onEvery(
            (host, stack) =>
                (USER_DATA[host.type] ?? [])
                    .flatMap((property) => taints(host, property, stack))
                    // User data that is unknown is deferred as a whole, by the policy above.
                    .filter(({ outcome }) => outcome === "failed"),
            hasUserData,
        ),
    ],
});
