import { Account, DataSource, Properties, ResourceType } from "../../resource-type";
import {
    isSet,
    refusal,
    refuseMissing,
    refuseOther,
    refuseTaken,
    refuseText,
    shown,
    textAt,
} from "../../checks";
import { secret } from "../../wire";
import { KEY, REPLICA_KEY } from "../kms";

export const PARAMETER = "aws:ssm/parameter:Parameter";
const docs = "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html";

/** The maximum number of characters in a value, by tier. */
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
                "ValidationException: the name of a parameter must have at most 15 levels of a-z, A-Z, 0-9 and .-_, separated by /",
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
                          "ValidationException: one of value, insecureValue and valueWo must be specified and must not be empty",
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
                      message: `ValidationException: KeyId is only allowed for parameters of type SecureString, got ${shown(inputs.type)}`,
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

export const dataSources: readonly DataSource[] = [
    {
        token: "aws:ssm/getParameter:getParameter",
        read: (args: Properties, account: Account): Properties => {
            const name = textAt(args, "name") ?? "";
            const found = account.find(name, PARAMETER);
            if (found === undefined) {
                throw new Error(
                    `reading SSM Parameter (${name}): couldn't find resource. Add public parameters to simulator/account.json`,
                );
            }
            const { type, value } = found.inputs;
            const arn = found.outputs.arn ?? `arn:aws:ssm:${account.region}::parameter${name}`;
            const version = found.outputs.version ?? 1;
            const plain = type === "SecureString" ? undefined : value;
            return {
                id: name,
                name,
                region: account.region,
                arn,
                type,
                value: secret(value),
                insecureValue: plain,
                version,
                withDecryption: true,
            };
        },
    },
];
