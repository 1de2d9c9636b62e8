import * as aws from "@pulumi/aws";
import { casesOf } from "./support/table";

export const cases = [
    ...casesOf(
        aws.inspector2.Enabler,
        () => ({ accountIds: ["123456789012"], resourceTypes: ["EC2", "LAMBDA"] }),
        [
            ["inspector-resource-type", { resourceTypes: ["RDS"] }, "got RDS"],
            [
                "inspector-lambda-code-alone",
                { resourceTypes: ["LAMBDA_CODE"] },
                "requires Lambda standard scanning (LAMBDA)",
            ],
            [
                "inspector-lambda-code-region",
                { region: "eu-west-3", resourceTypes: ["LAMBDA", "LAMBDA_CODE"] },
                "(LAMBDA_CODE) is not available in eu-west-3",
            ],
            ["inspector-account-id", { accountIds: ["1234"] }, 'an account ID must have 12 digits: "1234"'],
        ],
    ),
];
