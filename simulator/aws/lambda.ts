import { Account, ExistingResource, PlannedResource, Properties, ResourceType } from "../resource-type";
import {
    fault,
    isSet,
    listAt,
    numberAt,
    refusal,
    refuseMissing,
    refuseOther,
    refuseRange,
    refuseTaken,
    refuseText,
    textAt,
    valueAt,
} from "../checks";
import { quotaOf } from "../account-quotas";
import { isObject } from "../wire";
import { CREATED_AT } from "./checks/ids";
import { matches, parseJson, statementsOf } from "./checks/policy-document";

const API = "https://docs.aws.amazon.com/lambda/latest/api";
const GUIDE = "https://docs.aws.amazon.com/lambda/latest/dg";
const FUNCTION = "aws:lambda/function:Function";

/** The runtimes that functions can be created and updated with. https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html */
const RUNTIMES = [
    "dotnet8",
    "dotnet10",
    "java8.al2",
    "java11",
    "java17",
    "java21",
    "java25",
    "nodejs20.x",
    "nodejs22.x",
    "nodejs24.x",
    "provided.al2",
    "provided.al2023",
    "python3.10",
    "python3.11",
    "python3.12",
    "python3.13",
    "python3.14",
    "ruby3.2",
    "ruby3.3",
    "ruby3.4",
    "ruby4.0",
];
const RETIRED =
    /^(nodejs(4\.3|6\.10|8\.10|1[02468]\.x)?|python(2\.7|3\.[6-9])|java8|dotnetcore[\d.]+|dotnet[67]|go1\.x|ruby2\.[57]|provided)$/;

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
const RESERVED = [
    "_HANDLER",
    "_X_AMZN_TRACE_ID",
    "AWS_DEFAULT_REGION",
    "AWS_REGION",
    "AWS_EXECUTION_ENV",
    "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    "AWS_LAMBDA_FUNCTION_VERSION",
    "AWS_LAMBDA_INITIALIZATION_TYPE",
    "AWS_LAMBDA_LOG_GROUP_NAME",
    "AWS_LAMBDA_LOG_STREAM_NAME",
    "AWS_ACCESS_KEY",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_LAMBDA_RUNTIME_API",
    "LAMBDA_TASK_ROOT",
    "LAMBDA_RUNTIME_DIR",
];

/** Executions that AWS keeps for functions that reserve none. */
const UNRESERVED = 100;

function variables(inputs: Properties): Properties {
    const found = valueAt(inputs, "environment.variables");
    return isObject(found) ? found : {};
}

const NETWORK_POLICY =
    /\/(AWSLambdaVPCAccessExecutionRole|AWSLambdaENIManagementAccess|AdministratorAccess|PowerUserAccess)$/;

/** Whether the role can create network interfaces. Undefined if one of its policies is not known. */
function mayJoinNetwork(account: Account, role: ExistingResource): boolean | undefined {
    const isOfRole = ({ inputs }: ExistingResource): boolean =>
        [role.id, role.inputs.name].includes(String(inputs.role));
    const attached = account.all("aws:iam/rolePolicyAttachment:RolePolicyAttachment").filter(isOfRole);
    const own = account.all("aws:iam/rolePolicy:RolePolicy").filter(isOfRole);
    const managed = attached.flatMap(
        ({ inputs }) => account.find(String(inputs.policyArn), "aws:iam/policy:Policy") ?? [],
    );
    const documents = [...own, ...managed].map(({ inputs }) => textAt(inputs, "policy"));
    const inline =
        isObject(valueAt(role.inputs, "inlinePolicies")) ||
        listAt(role.inputs, "managedPolicyArns").length > 0;
    if (documents.includes(undefined) || inline) {
        return undefined;
    }
    const allowed = documents.some((document) =>
        statementsOf(document ?? "")?.some(
            ({ allows, actions }) =>
                allows && actions.some((action) => matches(action, "ec2:CreateNetworkInterface")),
        ),
    );
    return allowed || attached.some(({ inputs }) => NETWORK_POLICY.test(String(inputs.policyArn)));
}

function versionsOf(resource: PlannedResource): Properties {
    const { inputs } = resource;
    const arn = resource.arn("lambda", `function:${String(inputs.name)}`);
    const version = inputs.publish === true ? "1" : "$LATEST";
    const invocation = (of: string): string =>
        `arn:aws:apigateway:${resource.region}:lambda:path/2015-03-31/functions/${of}/invocations`;
    return {
        arn,
        version,
        qualifiedArn: `${arn}:${version}`,
        invokeArn: invocation(arn),
        qualifiedInvokeArn: invocation(`${arn}:${version}`),
        responseStreamingInvokeArn: `arn:aws:apigateway:${resource.region}:lambda:path/2021-11-15/functions/${arn}/response-streaming-invocations`,
        lastModified: CREATED_AT,
        sourceCodeSize: 1024,
        signingJobArn: "",
        signingProfileVersionArn: "",
    };
}

const lambdaFunction: ResourceType = {
    token: FUNCTION,
    required: ["role"],
    replaceOn: ["name", "packageType", "durableConfig", "tenancyConfig", "region"],
    autoName: { property: "name", maxLength: 64 },
    defaults: {
        memorySize: 128,
        timeout: 3,
        packageType: "Zip",
        reservedConcurrentExecutions: -1,
        publish: false,
        skipDestroy: false,
    },
    refusals: [
        refuseText("lambda-name", `${API}/API_CreateFunction.html`, "name", {
            max: 64,
            pattern: /^[a-zA-Z0-9-_]+$/,
            message:
                "ValidationException: Value at 'functionName' failed to satisfy constraint: at most 64 letters, digits, hyphens and underscores",
        }),
        refusal(
            "lambda-unreserved-concurrency",
            `${GUIDE}/configuration-concurrency.html`,
            (inputs, account) => {
                const reserved = numberAt(inputs, "reservedConcurrentExecutions") ?? -1;
                const limit = quotaOf(account, "lambda/L-B99A9384");
                // A new account must leave all of its executions unreserved.
                const unreserved = Math.min(UNRESERVED, limit);
                return reserved > limit - unreserved
                    ? fault(
                          "reservedConcurrentExecutions",
                          `InvalidParameterValueException: Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${unreserved}]`,
                      )
                    : undefined;
            },
        ),
        refuseTaken("lambda-taken", `${API}/API_CreateFunction.html`, "name", {
            code: "ResourceConflictException",
            what: "Function",
        }),
        refuseRange("lambda-memory", `${API}/API_CreateFunction.html`, "memorySize", {
            min: 128,
            max: 10240,
            message: "InvalidParameterValueException: 'MemorySize' value failed to satisfy constraint",
        }),
        refuseRange("lambda-timeout", `${API}/API_CreateFunction.html`, "timeout", {
            min: 1,
            max: 900,
            message: "InvalidParameterValueException: 'Timeout' value failed to satisfy constraint",
        }),
        refuseRange("lambda-ephemeral-storage", `${API}/API_EphemeralStorage.html`, "ephemeralStorage.size", {
            min: 512,
            max: 10240,
        }),
        refusal("lambda-runtime-unknown", `${GUIDE}/lambda-runtimes.html`, (inputs) => {
            const runtime = textAt(inputs, "runtime");
            return runtime === undefined || RUNTIMES.includes(runtime) || RETIRED.test(runtime)
                ? undefined
                : fault(
                      "runtime",
                      `InvalidParameterValueException: Value ${runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${RUNTIMES.join(", ")}] or be a valid ARN`,
                  );
        }),
        refusal(
            "lambda-runtime-retired",
            `${GUIDE}/lambda-runtimes.html#runtime-support-policy`,
            (inputs) => {
                const runtime = textAt(inputs, "runtime");
                return runtime !== undefined && RETIRED.test(runtime)
                    ? fault(
                          "runtime",
                          `InvalidParameterValueException: The runtime parameter of ${runtime} is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.`,
                      )
                    : undefined;
            },
        ),
        refusal("lambda-handler-missing", `${API}/API_CreateFunction.html`, (inputs) =>
            (textAt(inputs, "packageType") ?? "Zip") === "Zip" &&
            !(isSet(inputs, "handler") && isSet(inputs, "runtime"))
                ? fault(
                      "handler",
                      "InvalidParameterValueException: handler and runtime must be set when PackageType is Zip",
                  )
                : undefined,
        ),
        refuseText("lambda-handler", `${API}/API_CreateFunction.html`, "handler", {
            max: 128,
            pattern: /^\S+$/,
            message:
                "InvalidParameterValueException: Value at 'handler' failed to satisfy constraint: at most 128 characters and no spaces",
        }),
        refusal("lambda-environment-size", `${GUIDE}/gettingstarted-limits.html`, (inputs) => {
            const size = Buffer.byteLength(JSON.stringify(variables(inputs)));
            return size > 4096
                ? fault(
                      "environment",
                      `InvalidParameterValueException: Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit: ${size} bytes`,
                  )
                : undefined;
        }),
        refusal("lambda-environment-reserved", `${GUIDE}/configuration-envvars.html`, (inputs) => {
            const reserved = Object.keys(variables(inputs)).filter((name) => RESERVED.includes(name));
            return reserved.length > 0
                ? fault(
                      "environment",
                      `InvalidParameterValueException: Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(", ")}`,
                  )
                : undefined;
        }),
        refusal("lambda-environment-name", `${GUIDE}/configuration-envvars.html`, (inputs) => {
            const wrong = Object.keys(variables(inputs)).find((name) => !/^[a-zA-Z]\w+$/.test(name));
            return wrong === undefined
                ? undefined
                : fault(
                      "environment",
                      `ValidationException: Value at 'environment.variables' failed to satisfy constraint: keys must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+: "${wrong}"`,
                  );
        }),
        refusal("lambda-architecture", `${API}/API_CreateFunction.html`, (inputs) => {
            const given = listAt(inputs, "architectures");
            return given.length > 0 && (given.length > 1 || !["x86_64", "arm64"].includes(String(given[0])))
                ? fault(
                      "architectures",
                      `ValidationException: expected architectures to hold one of [x86_64, arm64], got ${given.join(", ")}`,
                  )
                : undefined;
        }),
        refusal("lambda-layers", `${GUIDE}/gettingstarted-limits.html`, (inputs) =>
            listAt(inputs, "layers").length > 5
                ? fault("layers", "InvalidParameterValueException: Cannot reference more than 5 layers.")
                : undefined,
        ),
        refuseOther("lambda-tracing-mode", `${API}/API_TracingConfig.html`, "tracingConfig.mode", [
            "Active",
            "PassThrough",
        ]),
        refusal("lambda-vpc-incomplete", `${API}/API_VpcConfig.html`, (inputs) => {
            const counts = ["vpcConfig.subnetIds", "vpcConfig.securityGroupIds"]
                .map((property) => valueAt(inputs, property))
                .map((ids) => (Array.isArray(ids) ? ids.length : -1));
            return isObject(valueAt(inputs, "vpcConfig")) &&
                counts.includes(0) &&
                counts.some((count) => count > 0)
                ? fault(
                      "vpcConfig",
                      "InvalidParameterValueException: SubnetIds and SecurityIds must coexist or be both empty list.",
                  )
                : undefined;
        }),
        refusal(
            "lambda-vpc-role",
            `${GUIDE}/configuration-vpc.html#configuration-vpc-permissions`,
            (inputs, account) => {
                const role = account.find(textAt(inputs, "role") ?? "", "aws:iam/role:Role");
                return role &&
                    listAt(inputs, "vpcConfig.subnetIds").length > 0 &&
                    mayJoinNetwork(account, role) === false
                    ? fault(
                          "role",
                          "InvalidParameterValueException: The provided execution role does not have permissions to call CreateNetworkInterface on EC2",
                      )
                    : undefined;
            },
        ),
    ],
    create: (resource) => ({ id: String(resource.inputs.name), outputs: versionsOf(resource) }),
    update: versionsOf,
};

const refuseMissingFunction = (id: string, property: string): ReturnType<typeof refuseMissing> =>
    refuseMissing(id, `${API}/API_Invoke.html`, property, {
        tokens: [FUNCTION],
        code: "ResourceNotFoundException",
        what: "function",
    });

const invocation: ResourceType = {
    token: "aws:lambda/invocation:Invocation",
    required: ["functionName", "input"],
    // In the default scope CREATE_ONLY, a replacement runs the function again.
    // https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/lambda/invocation.go
    replaceOn: ["functionName", "input", "qualifier", "tenantId", "triggers", "region"],
    defaults: { lifecycleScope: "CREATE_ONLY", qualifier: "$LATEST" },
    refusals: [
        refuseMissingFunction("lambda-invocation-function", "functionName"),
        refusal("lambda-invocation-input", `${API}/API_Invoke.html`, (inputs) => {
            const input = textAt(inputs, "input");
            return input === undefined || parseJson(input)
                ? undefined
                : fault("input", '"input" contains an invalid JSON');
        }),
        refuseOther(
            "lambda-invocation-scope",
            "https://www.pulumi.com/registry/packages/aws/api-docs/lambda/invocation/",
            "lifecycleScope",
            ["CREATE_ONLY", "CRUD"],
        ),
    ],
    // The simulated account runs no code. The result is that of a function that returns nothing.
    create: ({ inputs, hex }) => ({
        id: `${String(inputs.functionName)}_${textAt(inputs, "qualifier") ?? "$LATEST"}_${hex(32, "invocation")}`,
        outputs: { result: "null" },
    }),
};

const permission: ResourceType = {
    token: "aws:lambda/permission:Permission",
    required: ["action", "function", "principal"],
    replaceOn: [
        "action",
        "eventSourceToken",
        "function",
        "functionUrlAuthType",
        "invokedViaFunctionUrl",
        "principal",
        "principalOrgId",
        "qualifier",
        "sourceAccount",
        "sourceArn",
        "statementId",
        "statementIdPrefix",
        "region",
    ],
    refusals: [
        refuseText("lambda-permission-action", `${API}/API_AddPermission.html`, "action", {
            pattern: /^(lambda:\*|lambda:[a-zA-Z]+|\*)$/,
            message:
                "ValidationException: Value at 'action' failed to satisfy constraint: (lambda:[*]|lambda:[a-zA-Z]+|[*])",
        }),
        refuseText("lambda-permission-statement", `${API}/API_AddPermission.html`, "statementId", {
            max: 100,
            pattern: /^[a-zA-Z0-9-_]+$/,
            message:
                "ValidationException: Value at 'statementId' failed to satisfy constraint: ([a-zA-Z0-9-_]+)",
        }),
        refuseMissingFunction("lambda-permission-function", "function"),
    ],
    create: ({ inputs, hex }) => {
        const statementId = textAt(inputs, "statementId") ?? `terraform-${hex(26, "statement")}`;
        return { id: statementId, outputs: { statementId } };
    },
};

export const types: readonly ResourceType[] = [lambdaFunction, invocation, permission];
