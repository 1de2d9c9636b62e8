import * as aws from "@pulumi/aws";
import { RefusalCase } from "../support/case";
import { key } from "../support/fixtures";
import { allow, casesOf, clash, once } from "../support/table";

const logGroup = once(() => new aws.cloudwatch.LogGroup("shared").name);

const filter = (): aws.cloudwatch.LogMetricFilterArgs => ({
    logGroupName: logGroup(),
    pattern: '{ ($.level = "ERROR") && ($.status >= 500) }',
    metricTransformation: { name: "Errors", namespace: "HRMS", value: "1" },
});
const transformation = { name: "Errors", namespace: "HRMS", value: "1" };

/** A key that CloudWatch Logs may use. */
function keyOfLogs(name: string): aws.kms.Key {
    const statements = [
        {
            Effect: "Allow",
            Principal: { AWS: "arn:aws:iam::123456789012:root" },
            Action: "kms:*",
            Resource: "*",
        },
        {
            Effect: "Allow",
            Principal: { Service: "logs.eu-central-1.amazonaws.com" },
            Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
            Resource: "*",
        },
    ];
    return new aws.kms.Key(name, {
        policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
    });
}

const resourcePolicy = (): aws.cloudwatch.LogResourcePolicyArgs => ({
    policyDocument: allow({ Service: "es.amazonaws.com" }, "logs:PutLogEvents"),
});

const eleventhPolicy: RefusalCase = {
    id: "logs-resource-policy-count",
    message: "LimitExceededException: Resource limit exceeded.",
    program: (name) => {
        const args = { ...resourcePolicy(), region: "eu-west-3" };
        const others = Array.from(
            { length: 10 },
            (_, at) => new aws.cloudwatch.LogResourcePolicy(`${name}-${at}`, args),
        );
        return new aws.cloudwatch.LogResourcePolicy(name, args, { dependsOn: others });
    },
};

export const cases = [
    ...casesOf(aws.cloudwatch.LogGroup, (name) => ({ name: `/hrms/${name}`, retentionInDays: 90 }), [
        ["logs-group-name", { name: "hrms logs" }, "Value at 'logGroupName' failed to satisfy constraint"],
        [
            "logs-retention-days",
            { retentionInDays: 45 },
            "Value '45' at 'retentionInDays' failed to satisfy constraint",
        ],
        ["logs-group-class", { logGroupClass: "CHEAP" }, "got CHEAP"],
    ]),
    clash(
        "logs-group-taken",
        aws.cloudwatch.LogGroup,
        (name) => ({ name }),
        "ResourceAlreadyExistsException",
    ),
    ...casesOf(aws.cloudwatch.LogGroup, (name) => ({ kmsKeyId: keyOfLogs(`${name}-key`).arn }), [
        [
            "logs-key-policy",
            () => ({ kmsKeyId: key().arn }),
            "The specified KMS key does not exist or is not allowed to be used with Arn",
        ],
    ]),
    ...casesOf(aws.cloudwatch.LogMetricFilter, filter, [
        ["logs-filter-group", { logGroupName: "/no/such/group" }, "ResourceNotFoundException"],
        ["logs-filter-name", { name: "errors:all" }, "Value at 'filterName' failed to satisfy constraint"],
        [
            "logs-filter-pattern",
            { pattern: '{ $.level = "ERROR" ' },
            "Invalid filter pattern: Invalid JSON selector",
        ],
        [
            "logs-filter-pattern",
            { pattern: "Failed login/attempt" },
            "Invalid character(s) in term 'login/attempt'",
        ],
        [
            "logs-filter-default-with-dimensions",
            {
                metricTransformation: {
                    ...transformation,
                    defaultValue: "0",
                    dimensions: { level: "$.level" },
                },
            },
            "dimensions and default value are mutually exclusive properties",
        ],
        [
            "logs-filter-metric-name",
            { metricTransformation: { ...transformation, name: "errors:all" } },
            "Invalid metric name",
        ],
        [
            "logs-filter-namespace",
            { metricTransformation: { ...transformation, namespace: "AWS/Logs" } },
            "Invalid metric namespace",
        ],
    ]),
    ...casesOf(aws.cloudwatch.LogResourcePolicy, resourcePolicy, [
        ["logs-resource-policy-json", { policyDocument: "{}" }, "The resource policy must be valid JSON"],
    ]),
    eleventhPolicy,
];
