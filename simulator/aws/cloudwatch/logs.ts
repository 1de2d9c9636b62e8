import { ResourceType } from "../../resource-type";
import {
    fault,
    isSet,
    refusal,
    refuseMissing,
    refuseOther,
    refuseTaken,
    refuseText,
    textAt,
} from "../../checks";
import { patternFault } from "../checks/filter-pattern";
import { admits, statementsOf } from "../checks/policy-document";

const LOGS = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference";

const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
/** In days. In the provider, 0 means that log events never expire. */
const RETENTION = [
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const logGroup: ResourceType = {
    token: LOG_GROUP,
    replaceOn: ["name", "namePrefix", "logGroupClass", "region"],
    autoName: { property: "name", maxLength: 512 },
    defaults: { retentionInDays: 0, skipDestroy: false, logGroupClass: "STANDARD" },
    refusals: [
        refuseText("logs-group-name", `${LOGS}/API_CreateLogGroup.html`, "name", {
            max: 512,
            pattern: /^(?!aws\/)[.\-_/#A-Za-z0-9]+$/,
            message:
                "InvalidParameterException: Value at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+",
        }),
        refuseTaken("logs-group-taken", `${LOGS}/API_CreateLogGroup.html`, "name", {
            code: "ResourceAlreadyExistsException",
            what: "The specified log group",
        }),
        refusal("logs-retention-days", `${LOGS}/API_PutRetentionPolicy.html`, (inputs) => {
            const days = inputs.retentionInDays;
            return typeof days !== "number" || days === 0 || RETENTION.includes(days)
                ? undefined
                : fault(
                      "retentionInDays",
                      `InvalidParameterException: 1 validation error detected: Value '${days}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${RETENTION.join(", ")}]`,
                  );
        }),
        refuseOther("logs-group-class", `${LOGS}/API_CreateLogGroup.html`, "logGroupClass", [
            "STANDARD",
            "INFREQUENT_ACCESS",
            "DELIVERY",
        ]),
        refusal(
            "logs-key-policy",
            "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
            (inputs, account, { region }) => {
                const arn = textAt(inputs, "kmsKeyId");
                const key =
                    arn === undefined
                        ? undefined
                        : account.find(arn, "aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey");
                // A key without a policy has the default policy, which allows only the account.
                const policy = key && (key.inputs.policy === undefined ? "{}" : textAt(key.inputs, "policy"));
                return policy === undefined ||
                    admits(policy, `logs.${region}.amazonaws.com`, "kms:GenerateDataKey")
                    ? undefined
                    : fault(
                          "kmsKeyId",
                          `AccessDeniedException: The specified KMS key does not exist or is not allowed to be used with Arn 'arn:aws:logs:${region}:${account.id}:log-group:${String(inputs.name)}'`,
                      );
            },
        ),
    ],
    create: ({ inputs, arn }) => ({
        id: String(inputs.name),
        outputs: { arn: arn("logs", `log-group:${String(inputs.name)}`) },
    }),
    refuseDelete: {
        when: "deletion protection is on",
        source: `${LOGS}/API_DeleteLogGroup.html`,
        find: ({ inputs }) =>
            inputs.deletionProtectionEnabled === true
                ? "ValidationException: The log group can't be deleted while its deletion protection is on"
                : undefined,
    },
};

const logMetricFilter: ResourceType = {
    token: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
    required: ["logGroupName", "metricTransformation", "pattern"],
    replaceOn: ["name", "logGroupName", "region"],
    refusals: [
        refuseMissing("logs-filter-group", `${LOGS}/API_PutMetricFilter.html`, "logGroupName", {
            tokens: [LOG_GROUP],
            code: "ResourceNotFoundException",
            what: "specified log group",
        }),
        refuseText("logs-filter-name", `${LOGS}/API_PutMetricFilter.html`, "name", {
            max: 512,
            pattern: /^[^:*]*$/,
            message:
                "InvalidParameterException: Value at 'filterName' failed to satisfy constraint: Member must satisfy regular expression pattern: [^:*]*",
        }),
        refusal(
            "logs-filter-pattern",
            "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html",
            (inputs) => {
                const problem = patternFault(textAt(inputs, "pattern") ?? "");
                return problem === undefined
                    ? undefined
                    : fault("pattern", `InvalidParameterException: Invalid filter pattern: ${problem}`);
            },
        ),
        refusal("logs-filter-default-with-dimensions", `${LOGS}/API_MetricTransformation.html`, (inputs) =>
            isSet(inputs, "metricTransformation.defaultValue") &&
            isSet(inputs, "metricTransformation.dimensions")
                ? fault(
                      "metricTransformation",
                      "InvalidParameterException: Invalid metric transformation: dimensions and default value are mutually exclusive properties.",
                  )
                : undefined,
        ),
        refuseText(
            "logs-filter-metric-name",
            `${LOGS}/API_MetricTransformation.html`,
            "metricTransformation.name",
            { max: 255, pattern: /^[^:*$]*$/, message: "InvalidParameterException: Invalid metric name" },
        ),
        refuseText(
            "logs-filter-namespace",
            `${LOGS}/API_MetricTransformation.html`,
            "metricTransformation.namespace",
            {
                max: 255,
                pattern: /^(?!AWS\/)[^:*$]*$/,
                message: "InvalidParameterException: Invalid metric namespace",
            },
        ),
    ],
    create: ({ inputs }) => ({ id: String(inputs.name), outputs: {} }),
};

const logResourcePolicy: ResourceType = {
    token: "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
    required: ["policyDocument"],
    replaceOn: ["policyName", "resourceArn", "region"],
    refusals: [
        refusal("logs-resource-policy-json", `${LOGS}/API_PutResourcePolicy.html`, (inputs) => {
            const policy = textAt(inputs, "policyDocument");
            return policy === undefined || (statementsOf(policy) && policy.length <= 5120)
                ? undefined
                : fault(
                      "policyDocument",
                      `InvalidParameterException: The resource policy must be valid JSON with statements and have at most 5120 characters, got ${policy.length} characters`,
                  );
        }),
        refusal(
            "logs-resource-policy-count",
            "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html",
            (_, account, { token, region }) =>
                account.all(token).filter((other) => other.region === region).length >= 10
                    ? fault("policyName", "LimitExceededException: Resource limit exceeded.")
                    : undefined,
        ),
    ],
    create: ({ inputs, hex }) => {
        const policyName = textAt(inputs, "policyName") ?? `terraform-${hex(26, "name")}`;
        return {
            id: policyName,
            outputs: { policyName, policyScope: "ACCOUNT", revisionId: hex(32, JSON.stringify(inputs)) },
        };
    },
};

export const types: readonly ResourceType[] = [logGroup, logMetricFilter, logResourcePolicy];
