import { ResourceType } from "../resource-type";
import { refuseOther, refuseRange, refuseTaken, refuseText, refusal, textAt } from "../checks";

const API = "https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CreateAnalyzer.html";
const TYPES = [
    "ACCOUNT",
    "ORGANIZATION",
    "ACCOUNT_UNUSED_ACCESS",
    "ORGANIZATION_UNUSED_ACCESS",
    "ACCOUNT_INTERNAL_ACCESS",
    "ORGANIZATION_INTERNAL_ACCESS",
];

const analyzer: ResourceType = {
    token: "aws:accessanalyzer/analyzer:Analyzer",
    required: ["analyzerName"],
    replaceOn: ["analyzerName", "type", "configuration.unusedAccess.unusedAccessAge", "region"],
    defaults: { type: "ACCOUNT" },
    refusals: [
        refuseText("access-analyzer-name", API, "analyzerName", {
            min: 1,
            max: 255,
            pattern: /^[A-Za-z][A-Za-z0-9_.-]*$/,
            message:
                "ValidationException: Value at 'analyzerName' failed to satisfy constraint: Member must satisfy regular expression pattern: [A-Za-z][A-Za-z0-9_.-]*",
        }),
        refuseTaken("access-analyzer-taken", API, "analyzerName", {
            code: "ConflictException",
            what: "Analyzer",
        }),
        refuseOther("access-analyzer-type", API, "type", TYPES),
        refuseRange(
            "access-analyzer-unused-age",
            "https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_UnusedAccessConfiguration.html",
            "configuration.unusedAccess.unusedAccessAge",
            { min: 1, max: 365 },
        ),
        refusal(
            "access-analyzer-one-of-type",
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-quotas.html",
            (inputs, account, { token, region }) => {
                const typeOf = (of: typeof inputs): string => textAt(of, "type") ?? "ACCOUNT";
                const rivals = account
                    .all(token)
                    .filter((other) => other.region === region && typeOf(other.inputs) === typeOf(inputs));
                return rivals.length > 0
                    ? {
                          property: "type",
                          message: `ServiceQuotaExceededException: The maximum number of analyzers of type ${typeOf(inputs)} in ${region} is 1`,
                      }
                    : undefined;
            },
        ),
    ],
    create: ({ inputs, arn }) => ({
        id: String(inputs.analyzerName),
        outputs: { arn: arn("access-analyzer", `analyzer/${String(inputs.analyzerName)}`) },
    }),
};

export const types: readonly ResourceType[] = [analyzer];
