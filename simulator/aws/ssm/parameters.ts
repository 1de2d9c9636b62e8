import { ResourceType } from "../../resource-type";
import {
    isSet,
    refusal,
    refuseMissing,
    refuseOther,
    refuseTaken,
    refuseText,
    shown,
    textAt,
} from "../../rules";
import { KEY, REPLICA_KEY } from "../kms";

export const PARAMETER = "aws:ssm/parameter:Parameter";
const docs = "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html";

/** Characters of a value, by tier. */
const STANDARD = 4_096;
const ADVANCED = 8_192;

const parameter: ResourceType = {
    token: PARAMETER,
    required: ["type"],
    replaceOn: ["name", "dataType"],
    defaults: { tier: "Standard", dataType: "text" },
    refusals: [
        refuseText("ssm-parameter-name", docs, "name", {
            min: 1,
            max: 1_011,
            pattern: /^\/?[a-zA-Z0-9_.-]+(\/[a-zA-Z0-9_.-]+){0,14}$/,
            message:
                "ValidationException: a parameter's name has up to 15 levels of a-z, A-Z, 0-9 and .-_, divided by /",
        }),
        refuseText("ssm-parameter-reserved", docs, "name", {
            pattern: /^(?!\/?(aws|ssm))/i,
            message:
                'ValidationException: Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive)',
        }),
        refuseTaken("ssm-parameter-taken", docs, "name", {
            code: "ParameterAlreadyExists",
            what: "The parameter",
        }),
        refuseOther("ssm-parameter-type", docs, "type", ["String", "StringList", "SecureString"]),
        refusal("ssm-parameter-value", docs, (inputs) =>
            ["value", "insecureValue", "valueWo"].some((property) => isSet(inputs, property))
                ? undefined
                : {
                      property: "value",
                      message:
                          "ValidationException: one of value, insecureValue and valueWo must be specified, and not empty",
                  },
        ),
        refusal("ssm-parameter-size", docs, (inputs) => {
            const value = textAt(inputs, "value") ?? textAt(inputs, "insecureValue") ?? "";
            const [tier, limit] = ["Advanced", "Intelligent-Tiering"].includes(shown(inputs.tier))
                ? ["Advanced", ADVANCED]
                : ["Standard", STANDARD];
            return value.length > limit
                ? {
                      property: "value",
                      message: `ValidationException: ${tier} tier parameters support a maximum parameter value of ${limit} characters`,
                  }
                : undefined;
        }),
        refusal("ssm-parameter-key", docs, (inputs) =>
            isSet(inputs, "keyId") && textAt(inputs, "type") !== undefined && inputs.type !== "SecureString"
                ? {
                      property: "keyId",
                      message: "ValidationException: KeyId is for parameters of type SecureString",
                  }
                : undefined,
        ),
        refuseMissing("ssm-parameter-key-missing", docs, "keyId", {
            tokens: [KEY, REPLICA_KEY, "aws:kms/alias:Alias"],
            code: "InvalidKeyId",
            what: "KMS key",
        }),
    ],
    create: ({ inputs, arn }) => {
        const name = textAt(inputs, "name") ?? "";
        return {
            id: name,
            outputs: { arn: arn("ssm", `parameter${name.startsWith("/") ? "" : "/"}${name}`), version: 1 },
        };
    },
    update: (_, { outputs }) => ({ version: Number(outputs.version) + 1 }),
};

export const types = [parameter];
