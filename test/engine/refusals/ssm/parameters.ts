import * as aws from "@pulumi/aws";
import { casesOf, clash } from "../support/table";

export const cases = [
    ...casesOf(aws.ssm.Parameter, (name) => ({ name: `/hrms/${name}`, type: "String", value: "release-1" }), [
        [
            "ssm-parameter-name",
            { name: "/hrms/release name" },
            "ValidationException: the name of a parameter must have at most 15 levels",
        ],
        [
            "ssm-parameter-reserved",
            { name: "/aws/release" },
            'Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive): "/aws/release"',
        ],
        [
            "ssm-parameter-type",
            { type: "Text" },
            "expected type to be one of [String, StringList, SecureString], got Text",
        ],
        [
            "ssm-parameter-value",
            { value: undefined },
            "one of value, insecureValue and valueWo must be specified and must not be empty",
        ],
        [
            "ssm-parameter-size",
            { value: "x".repeat(4_097) },
            "ValidationException: Standard tier parameters support a maximum parameter value of 4096 characters",
        ],
        [
            "ssm-parameter-key",
            { keyId: "alias/hrms" },
            "ValidationException: KeyId is only allowed for parameters of type SecureString, got String",
        ],
        [
            "ssm-parameter-key-missing",
            { type: "SecureString", keyId: "alias/gone" },
            "InvalidKeyId: The KMS key 'alias/gone' does not exist",
        ],
    ]),
    clash(
        "ssm-parameter-taken",
        aws.ssm.Parameter,
        () => ({ name: "/hrms/taken", type: "String", value: "1" }),
        "ParameterAlreadyExists: The parameter /hrms/taken already exists",
    ),
];
