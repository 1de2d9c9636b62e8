import { plainSecretsIn, plainSecretsInDocuments } from "../aws/plain-secrets";
import { CONFIGURATION } from "../aws/readable-places";
import { hasPolicyOfItsOwn, taintablePlaces, taints, textsForPeople } from "../aws/secret-taint";
import { onEvery, resourcePolicy, stackPolicy, type Subject } from "../policy";
import * as types from "../resource-types";
import { type Findings, surely } from "../verdict";

const ABOUT_CONFIGURATION = {
    checklist: "preparation.environment.variables",
    severity: "critical",
    otherwise:
        "Everyone who may describe the function, the task or the parameter can read the password. It also appears in the logs of " +
        "every tool that lists resources.",
} as const;

/** Separate policies judge the outputs of a root stack. */
const isResource = (token: string): boolean => !types.rootStack.tokens.includes(token);

export const noPlaintextSecretInConfiguration = resourcePolicy({
    ...ABOUT_CONFIGURATION,
    name: "no-plaintext-secret-in-configuration",
    onUnknown: "defer",
    requires:
        "Environment variables, parameters, documents, commands and tags contain nothing that looks like a password, a " +
        "key or a token.",
    remedy:
        "Keep the value in Secrets Manager or in a SecureString parameter, and let the application fetch it: the " +
        "secrets of an ECS task, a reference in CodeBuild, or a call with the function's own role.",
    equivalents: ["fsbp:CodeBuild.2", "fsbp:ECS.8"],
    rules: [
        onEvery(
            (resource) => [
                ...writtenOut(resource),
                ...plainSecretsIn(resource, textsForPeople(resource.props)),
            ],
            isResource,
        ),
    ],
});

function writtenOut(resource: Subject<Readonly<Record<string, unknown>>>): Findings {
    const { type, props } = resource;
    if (surely(() => props.type === "SecureString")) return [];
    const find = hasPolicyOfItsOwn(type) ? plainSecretsIn : plainSecretsInDocuments;
    return find(resource, CONFIGURATION[type] ?? []);
}

export const configurationFromNoSecret = stackPolicy({
    ...ABOUT_CONFIGURATION,
    name: "configuration-from-no-secret",
    onUnknown: "defer",
    requires:
        "No environment variable, document or tag is made from a secret of the stack or its configuration.",
    remedy:
        "Use the ARN of the aws.secretsmanager.Secret, and let the application fetch the value with its own " +
        "role. An ECS task takes the ARN under secrets.",
    equivalents: ["fsbp:ECS.8"],
    rules: [
        onEvery(
            (resource, stack) =>
                taintablePlaces(resource).flatMap((property) => taints(resource, property, stack)),
            isResource,
        ),
    ],
});
