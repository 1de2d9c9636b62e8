import { ResourceType } from "../resource-type";
import { listAt, refusal, refuseOther, textsAt } from "../checks";

const API = "https://docs.aws.amazon.com/inspector/v2/APIReference/API_Enable.html";
const RESOURCES = ["EC2", "ECR", "LAMBDA", "LAMBDA_CODE", "CODE_REPOSITORY"];

const CODE_SCAN_REGIONS = [
    ...["us-east-1", "us-east-2", "us-west-2", "ap-northeast-1", "ap-southeast-1", "ap-southeast-2"],
    ...["eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2"],
];

const enabler: ResourceType = {
    token: "aws:inspector2/enabler:Enabler",
    required: ["accountIds", "resourceTypes"],
    replaceOn: ["accountIds", "region"],
    refusals: [
        refuseOther("inspector-resource-type", API, "resourceTypes", RESOURCES),
        refusal(
            "inspector-lambda-code-alone",
            "https://docs.aws.amazon.com/inspector/latest/user/scanning-lambda.html",
            (inputs) => {
                const types = listAt(inputs, "resourceTypes");
                return types.includes("LAMBDA_CODE") && !types.includes("LAMBDA")
                    ? {
                          property: "resourceTypes",
                          message:
                              "ValidationException: Lambda code scanning (LAMBDA_CODE) requires Lambda standard scanning (LAMBDA)",
                      }
                    : undefined;
            },
        ),
        refusal(
            "inspector-lambda-code-region",
            "https://docs.aws.amazon.com/config/latest/developerguide/inspector-lambda-code-scan-enabled.html",
            (inputs, _, { region }) =>
                listAt(inputs, "resourceTypes").includes("LAMBDA_CODE") && !CODE_SCAN_REGIONS.includes(region)
                    ? {
                          property: "resourceTypes",
                          message: `ValidationException: Lambda code scanning (LAMBDA_CODE) is not available in ${region}`,
                      }
                    : undefined,
        ),
        refusal("inspector-account-id", API, (inputs) => {
            const wrong = textsAt(inputs, "accountIds").find((id) => !/^\d{12}$/.test(id));
            return wrong === undefined
                ? undefined
                : {
                      property: "accountIds",
                      message: `ValidationException: an account ID must have 12 digits: "${wrong}"`,
                  };
        }),
    ],
    create: ({ inputs }) => ({
        id: [listAt(inputs, "accountIds"), listAt(inputs, "resourceTypes")]
            .map((list) => list.join(":"))
            .join("-"),
        outputs: {},
    }),
};

export const types: readonly ResourceType[] = [enabler];
