import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { group, subnetA, trust } from "./support/fixtures";
import { casesOf, clash, once } from "./support/table";

const role = once(
    () => new aws.iam.Role("shared-lambda", { assumeRolePolicy: trust("lambda.amazonaws.com") }).arn,
);

const code = (): aws.lambda.FunctionArgs => ({
    role: role(),
    runtime: "python3.13",
    handler: "handler.main",
    architectures: ["arm64"],
    memorySize: 256,
    timeout: 60,
    environment: { variables: { DATABASE: "hrmodel" } },
    code: new pulumi.asset.AssetArchive({
        "handler.py": new pulumi.asset.StringAsset("def main(event, context): pass"),
    }),
});
const variables = (given: Record<string, string>): Partial<aws.lambda.FunctionArgs> => ({
    environment: { variables: given },
});

const shared = once(() => new aws.lambda.Function("shared", code()).name);

/** A role that may create network interfaces. Resolves when its policy exists. */
function networkRole(name: string): pulumi.Output<string> {
    const own = new aws.iam.Role(name, { assumeRolePolicy: trust("lambda.amazonaws.com") });
    const policyArn = "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole";
    const attachment = new aws.iam.RolePolicyAttachment(`${name}-network`, { role: own.name, policyArn });
    return pulumi.all([own.arn, attachment.id]).apply(([arn]) => arn);
}

const inVpc = (name: string): aws.lambda.FunctionArgs => ({
    ...code(),
    role: networkRole(`${name}-role`),
    vpcConfig: { subnetIds: [subnetA().id], securityGroupIds: [group().id] },
});

export const cases = [
    ...casesOf(aws.lambda.Function, code, [
        ["lambda-name", { name: "n".repeat(65) }, "Value at 'functionName' failed to satisfy constraint"],
        [
            "lambda-unreserved-concurrency",
            { reservedConcurrentExecutions: 950 },
            "decreases account's UnreservedConcurrentExecution below its minimum value of [100]",
        ],
        ["lambda-memory", { memorySize: 64 }, "range (128 - 10240), got 64"],
        ["lambda-timeout", { timeout: 901 }, "range (1 - 900), got 901"],
        ["lambda-ephemeral-storage", { ephemeralStorage: { size: 256 } }, "range (512 - 10240), got 256"],
        [
            "lambda-runtime-unknown",
            { runtime: "python4.0" },
            "Value python4.0 at 'runtime' failed to satisfy constraint",
        ],
        [
            "lambda-runtime-retired",
            { runtime: "python3.8" },
            "The runtime parameter of python3.8 is no longer supported for creating or updating AWS Lambda functions.",
        ],
        [
            "lambda-handler-missing",
            { handler: undefined },
            "handler and runtime must be set when PackageType is Zip",
        ],
        ["lambda-handler", { handler: "handler main" }, "Value at 'handler' failed to satisfy constraint"],
        ["lambda-environment-size", variables({ LONG: "x".repeat(4096) }), "exceeded the 4KB limit"],
        [
            "lambda-environment-reserved",
            variables({ AWS_REGION: "eu-central-1" }),
            "Reserved keys used in this request: AWS_REGION",
        ],
        ["lambda-environment-name", variables({ "DB-HOST": "db" }), '"DB-HOST"'],
        [
            "lambda-architecture",
            { architectures: ["arm64", "x86_64"] },
            "expected architectures to hold one of [x86_64, arm64], got arm64, x86_64",
        ],
        [
            "lambda-layers",
            {
                layers: Array.from(
                    { length: 6 },
                    (_, at) => `arn:aws:lambda:eu-central-1:123456789012:layer:l:${at}`,
                ),
            },
            "Cannot reference more than 5 layers.",
        ],
        ["lambda-tracing-mode", { tracingConfig: { mode: "On" } }, "got On"],
        [
            "lambda-vpc-incomplete",
            () => ({ vpcConfig: { subnetIds: [subnetA().id], securityGroupIds: [] } }),
            "SubnetIds and SecurityIds must coexist",
        ],
    ]),
    clash(
        "lambda-taken",
        aws.lambda.Function,
        (name) => ({ ...code(), name }),
        "ResourceConflictException: Function",
    ),
    ...casesOf(aws.lambda.Function, inVpc, [
        [
            "lambda-vpc-role",
            () => ({ role: role() }),
            "The provided execution role does not have permissions to call CreateNetworkInterface on EC2",
        ],
    ]),
    ...casesOf(aws.lambda.Invocation, () => ({ functionName: shared(), input: "{}" }), [
        [
            "lambda-invocation-function",
            { functionName: "no-such-function" },
            "The function 'no-such-function' does not exist",
        ],
        ["lambda-invocation-input", { input: "{" }, '"input" contains an invalid JSON'],
        ["lambda-invocation-scope", { lifecycleScope: "ALWAYS" }, "got ALWAYS"],
    ]),
    ...casesOf(
        aws.lambda.Permission,
        () => ({ function: shared(), action: "lambda:InvokeFunction", principal: "events.amazonaws.com" }),
        [
            [
                "lambda-permission-action",
                { action: "InvokeFunction" },
                "Value at 'action' failed to satisfy constraint",
            ],
            [
                "lambda-permission-statement",
                { statementId: "from events" },
                "Value at 'statementId' failed to satisfy constraint",
            ],
            [
                "lambda-permission-function",
                { function: "no-such-function" },
                "The function 'no-such-function' does not exist",
            ],
        ],
    ),
];
