import { plainSecretsIn } from "../aws/plain-secrets";
import { markedSecrets } from "../aws/secret-taint";
import { onEvery, stackPolicy } from "../policy";
import * as types from "../resource-types";

const ABOUT_OUTPUTS = {
    checklist: "preparation.environment.database-credentials",
    onUnknown: "defer",
} as const;

const isStack = (token: string): boolean => types.rootStack.tokens.includes(token);

export const outputHoldsNoPlaintextSecret = stackPolicy({
    ...ABOUT_OUTPUTS,
    name: "stack-output-holds-no-plaintext-secret",
    severity: "critical",
    requires: "No output of the stack shows a password, a key or a token in plain text.",
    otherwise: "Pulumi prints outputs after every update, and keeps them unencrypted in the state.",
    remedy: "Remove the output, or export the ARN of the secret instead.",
    rules: [onEvery((root) => plainSecretsIn(root, Object.keys(root.props)), isStack)],
});

/** Advisory, because Pulumi encrypts such an output in the state and masks it, so only people who ask for it see it. */
export const outputIsNoSecret = stackPolicy({
    ...ABOUT_OUTPUTS,
    name: "stack-output-is-no-secret",
    severity: "medium",
    level: "advisory",
    requires: "No output of the stack is a secret, not even an encrypted one.",
    otherwise:
        "Everyone who may read the stack can see the secret with --show-secrets, and each stack that refers to it keeps a copy.",
    remedy: "Export the ARN of the secret, so that AWS decides and records who reads the value.",
    rules: [
        onEvery(
            (root) =>
                Object.keys(root.props)
                    .flatMap((property) => markedSecrets(root, property))
                    .map((path) => ({ outcome: "failed", fault: `${path} is a secret, by Pulumi's mark` })),
            isStack,
        ),
    ],
});
