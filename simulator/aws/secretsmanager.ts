import { ResourceType } from "../resource-type";
import {
    fault,
    isSet,
    numberAt,
    refusal,
    refuseMissing,
    refuseTaken,
    refuseText,
    textAt,
    valueAt,
} from "../checks";
import { mixedToken, uuid } from "./checks/ids";
import { isPublic, statementsOf } from "./checks/policy-document";

const API = "https://docs.aws.amazon.com/secretsmanager/latest/apireference";
const SECRET = "aws:secretsmanager/secret:Secret";

const secret: ResourceType = {
    token: SECRET,
    replaceOn: ["name", "namePrefix", "type", "region"],
    autoName: { property: "name", maxLength: 512 },
    defaults: { recoveryWindowInDays: 30, forceOverwriteReplicaSecret: false },
    refusals: [
        refuseText("secret-name", `${API}/API_CreateSecret.html`, "name", {
            max: 512,
            pattern: /^[A-Za-z0-9/_+=.@-]+$/,
            message:
                "ValidationException: Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
        }),
        refuseTaken("secret-taken", `${API}/API_CreateSecret.html`, "name", {
            code: "ResourceExistsException",
            what: "The operation failed because the secret",
        }),
        refusal("secret-recovery-window", `${API}/API_DeleteSecret.html`, (inputs) => {
            const days = numberAt(inputs, "recoveryWindowInDays");
            return days === undefined || days === 0 || (days >= 7 && days <= 30)
                ? undefined
                : fault(
                      "recoveryWindowInDays",
                      `InvalidParameterException: RecoveryWindowInDays value must be between 7 and 30 days (inclusive), or 0 to delete the secret immediately, got ${days}`,
                  );
        }),
    ],
    create: (resource) => {
        const arn = resource.arn(
            "secretsmanager",
            `secret:${String(resource.inputs.name)}-${mixedToken(resource, 6, "arn")}`,
        );
        return { id: arn, outputs: { arn } };
    },
};

const secretVersion: ResourceType = {
    token: "aws:secretsmanager/secretVersion:SecretVersion",
    required: ["secretId"],
    replaceOn: ["secretId", "secretBinary", "secretString", "secretStringWoVersion", "region"],
    refusals: [
        refuseMissing("secret-version-secret", `${API}/API_PutSecretValue.html`, "secretId", {
            tokens: [SECRET],
            code: "ResourceNotFoundException",
            what: "secret",
        }),
        refusal("secret-version-value", `${API}/API_PutSecretValue.html`, (inputs) =>
            ["secretString", "secretBinary", "secretStringWo"].some(
                (property) => valueAt(inputs, property) !== undefined && valueAt(inputs, property) !== "",
            )
                ? undefined
                : fault(
                      "secretString",
                      "InvalidRequestException: You must provide either SecretString or SecretBinary.",
                  ),
        ),
        // The message contains only the length, because the value is secret.
        refusal("secret-version-length", `${API}/API_PutSecretValue.html`, (inputs) => {
            const length = Buffer.byteLength(textAt(inputs, "secretString") ?? "");
            return length > 65536
                ? fault(
                      "secretString",
                      `ValidationException: 1 validation error detected: Value at 'secretString' failed to satisfy constraint: Member must have length less than or equal to 65536, got ${length}`,
                  )
                : undefined;
        }),
    ],
    create: (resource) => {
        const arn = String(resource.inputs.secretId);
        const versionId = `terraform-${uuid(resource).replaceAll("-", "").slice(0, 26)}`;
        return {
            id: `${arn}|${versionId}`,
            outputs: {
                arn,
                secretArn: arn,
                versionId,
                versionStages: ["AWSCURRENT"],
                hasSecretStringWo: isSet(resource.inputs, "secretStringWo"),
            },
        };
    },
};

const secretPolicy: ResourceType = {
    token: "aws:secretsmanager/secretPolicy:SecretPolicy",
    required: ["policy", "secretArn"],
    replaceOn: ["secretArn", "region"],
    refusals: [
        refuseMissing("secret-policy-secret", `${API}/API_PutResourcePolicy.html`, "secretArn", {
            tokens: [SECRET],
            code: "ResourceNotFoundException",
            what: "secret",
        }),
        refusal("secret-policy-json", `${API}/API_PutResourcePolicy.html`, (inputs) => {
            const policy = textAt(inputs, "policy");
            return policy === undefined || statementsOf(policy)
                ? undefined
                : fault(
                      "policy",
                      "MalformedPolicyDocumentException: This resource policy contains invalid Json.",
                  );
        }),
        refusal("secret-policy-public", `${API}/API_PutResourcePolicy.html`, (inputs) =>
            valueAt(inputs, "blockPublicPolicy") === true &&
            (statementsOf(textAt(inputs, "policy") ?? "") ?? []).some(isPublic)
                ? fault(
                      "policy",
                      "PublicPolicyException: This resource policy grants broad access to your secret. Secrets Manager does not allow creating a policy that grants broad access to secrets.",
                  )
                : undefined,
        ),
    ],
    create: ({ inputs }) => ({ id: String(inputs.secretArn), outputs: {} }),
};

export const types: readonly ResourceType[] = [secret, secretVersion, secretPolicy];
