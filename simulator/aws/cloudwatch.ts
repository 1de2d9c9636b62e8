import { Account, ExistingResource, Fault, ResourceType } from "../resource-type";
import { isSet, refuseMissing, refuseOther, refuseTaken, refuseText, refusal, textAt } from "../rules";
import { alarmsOf } from "./rules/alarm-rule";
import { actionRefusals, metricAlarmRefusals } from "./rules/alarms";
import { dashboardFault } from "./rules/dashboard";
import { patternFault } from "./rules/filter-pattern";
import { admits, parseJson, parseObject, statementsOf } from "./rules/policy-document";
import { isCron, isRate } from "./rules/schedule";

const LOGS = "https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference";
const METRICS = "https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference";
const EVENTS = "https://docs.aws.amazon.com/eventbridge/latest/APIReference";

const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
const RULE = "aws:cloudwatch/eventRule:EventRule";
/** Days; 0 is the provider's word for "never". */
const RETENTION = [
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const fault = (property: string, message: string): Fault => ({ property, message });

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
                // A key without a policy of its own has the default one, which admits the account alone.
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
    refuseDelete: ({ inputs }) =>
        inputs.deletionProtectionEnabled === true
            ? "ValidationException: Log group can't be deleted while its deletion protection is on"
            : undefined,
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

const metricAlarm: ResourceType = {
    token: "aws:cloudwatch/metricAlarm:MetricAlarm",
    replaceOn: ["name", "region"],
    defaults: { actionsEnabled: true, treatMissingData: "missing" },
    refusals: metricAlarmRefusals,
    create: ({ inputs, arn }) => ({
        id: String(inputs.name),
        outputs: { arn: arn("cloudwatch", `alarm:${String(inputs.name)}`) },
    }),
};

/** The alarm of that name or ARN in the region. */
function alarmNamed(account: Account, name: string, region: string): ExistingResource | undefined {
    return ["aws:cloudwatch/metricAlarm:MetricAlarm", COMPOSITE]
        .flatMap(account.all)
        .find(
            (alarm) =>
                alarm.region === region &&
                [alarm.inputs.name, alarm.inputs.alarmName, alarm.outputs.arn].includes(name),
        );
}

const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";

const compositeAlarm: ResourceType = {
    token: COMPOSITE,
    required: ["alarmName", "alarmRule"],
    replaceOn: ["alarmName", "actionsEnabled", "region"],
    defaults: { actionsEnabled: true },
    refusals: [
        refusal("cloudwatch-alarm-rule", `${METRICS}/API_PutCompositeAlarm.html`, (inputs) => {
            const rule = textAt(inputs, "alarmRule");
            return rule === undefined || (alarmsOf(rule) && rule.length <= 10240)
                ? undefined
                : fault(
                      "alarmRule",
                      `ValidationError: AlarmRule must not contain invalid syntax: ${rule.slice(0, 200)}`,
                  );
        }),
        refusal(
            "cloudwatch-alarm-rule-missing",
            `${METRICS}/API_PutCompositeAlarm.html`,
            (inputs, account, { region }) => {
                const names = alarmsOf(textAt(inputs, "alarmRule") ?? "") ?? [];
                const missing = names.find((name) => alarmNamed(account, name, region) === undefined);
                return missing === undefined
                    ? undefined
                    : fault(
                          "alarmRule",
                          `ValidationError: Could not save the composite alarm as alarms [${missing}] in the alarm rule do not exist`,
                      );
            },
        ),
        ...actionRefusals("composite"),
    ],
    create: ({ inputs, arn }) => ({
        id: String(inputs.alarmName),
        outputs: { arn: arn("cloudwatch", `alarm:${String(inputs.alarmName)}`) },
    }),
};

const dashboard: ResourceType = {
    token: "aws:cloudwatch/dashboard:Dashboard",
    required: ["dashboardBody", "dashboardName"],
    replaceOn: ["dashboardName", "region"],
    refusals: [
        refuseText("cloudwatch-dashboard-name", `${METRICS}/API_PutDashboard.html`, "dashboardName", {
            max: 255,
            pattern: /^[A-Za-z0-9_-]+$/,
            message:
                "InvalidParameterInput: The value for field DashboardName contains invalid characters. It can only contain alphanumerics, dash (-) and underscore (_).",
        }),
        refusal(
            "cloudwatch-dashboard-body",
            `${METRICS}/CloudWatch-Dashboard-Body-Structure.html`,
            (inputs) => {
                const body = textAt(inputs, "dashboardBody");
                const problem = body === undefined ? undefined : dashboardFault(body);
                return problem === undefined ? undefined : fault("dashboardBody", problem);
            },
        ),
    ],
    create: ({ inputs, arn }) => ({
        id: String(inputs.dashboardName),
        outputs: {
            dashboardArn: arn("cloudwatch", `dashboard/${String(inputs.dashboardName)}`, { global: true }),
        },
    }),
};

const eventRule: ResourceType = {
    token: RULE,
    replaceOn: ["name", "namePrefix", "eventBusName", "region"],
    autoName: { property: "name", maxLength: 64 },
    defaults: { eventBusName: "default", state: "ENABLED", forceDestroy: false },
    refusals: [
        refuseText("events-rule-name", `${EVENTS}/API_PutRule.html`, "name", {
            max: 64,
            pattern: /^[.\-_A-Za-z0-9]+$/,
            message:
                "ValidationException: Value at 'name' failed to satisfy constraint: at most 64 of [\\.\\-_A-Za-z0-9]",
        }),
        refusal("events-rule-trigger", `${EVENTS}/API_PutRule.html`, (inputs) =>
            isSet(inputs, "eventPattern") || isSet(inputs, "scheduleExpression")
                ? undefined
                : fault(
                      "eventPattern",
                      "ValidationException: Parameter(s) EventPattern or ScheduleExpression must be specified.",
                  ),
        ),
        refusal(
            "events-rule-pattern",
            "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern.html",
            (inputs) => {
                const text = textAt(inputs, "eventPattern");
                const pattern = text === undefined ? undefined : parseObject(text);
                const scalar =
                    pattern &&
                    Object.entries(pattern).find(
                        ([key, value]) => key !== "$or" && (typeof value !== "object" || value === null),
                    );
                return text === undefined || (pattern !== undefined && scalar === undefined)
                    ? undefined
                    : fault(
                          "eventPattern",
                          `InvalidEventPatternException: Event pattern is not valid. Reason: ${scalar ? `"${scalar[0]}" must be an object or an array` : "not a JSON object"}`,
                      );
            },
        ),
        refusal(
            "events-rule-schedule",
            "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html",
            (inputs) => {
                const schedule = textAt(inputs, "scheduleExpression");
                return schedule === undefined || isCron(schedule) || isRate(schedule)
                    ? undefined
                    : fault(
                          "scheduleExpression",
                          `ValidationException: Parameter ScheduleExpression is not valid. "${schedule}"`,
                      );
            },
        ),
    ],
    create: ({ inputs, arn }) => ({
        id: String(inputs.name),
        outputs: { arn: arn("events", `rule/${String(inputs.name)}`) },
    }),
    refuseDelete: ({ inputs, region }, account) => {
        const hasTargets = account
            .all(TARGET)
            .some((target) => target.inputs.rule === inputs.name && target.region === region);
        return hasTargets && inputs.forceDestroy !== true
            ? "ValidationException: Rule can't be deleted since it has targets."
            : undefined;
    },
};

const TARGET = "aws:cloudwatch/eventTarget:EventTarget";

const eventTarget: ResourceType = {
    token: TARGET,
    required: ["arn", "rule"],
    replaceOn: ["eventBusName", "rule", "targetId", "region"],
    defaults: { eventBusName: "default", forceDestroy: false },
    refusals: [
        refuseMissing("events-target-rule", `${EVENTS}/API_PutTargets.html`, "rule", {
            tokens: [RULE],
            code: "ResourceNotFoundException",
            what: "rule",
        }),
        refusal("events-target-input", `${EVENTS}/API_Target.html`, (inputs) => {
            const given = ["input", "inputPath", "inputTransformer"].filter((property) =>
                isSet(inputs, property),
            );
            return given.length > 1
                ? fault(
                      given[0] ?? "",
                      `ValidationException: Only one of Input, InputPath, or InputTransformer must be provided for target, got ${given.join(" and ")}`,
                  )
                : undefined;
        }),
        refusal("events-target-input-json", `${EVENTS}/API_Target.html`, (inputs) => {
            const input = textAt(inputs, "input");
            return input === undefined || parseJson(input)
                ? undefined
                : fault("input", "ValidationException: JSON syntax error in input for target");
        }),
        refuseText("events-target-id", `${EVENTS}/API_Target.html`, "targetId", {
            max: 64,
            pattern: /^[.\-_A-Za-z0-9]+$/,
            message:
                "ValidationException: Value at 'targets.1.member.id' failed to satisfy constraint: at most 64 of [\\.\\-_A-Za-z0-9]",
        }),
        refusal(
            "events-target-count",
            "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html",
            (inputs, account, { token, region }) => {
                const others = account
                    .all(token)
                    .filter(
                        (other) =>
                            other.inputs.rule === inputs.rule &&
                            typeof inputs.rule === "string" &&
                            other.region === region,
                    );
                return others.length >= 5
                    ? fault(
                          "rule",
                          "LimitExceededException: The requested resource exceeds the maximum number allowed.",
                      )
                    : undefined;
            },
        ),
    ],
    create: ({ inputs, hex }) => {
        const targetId = textAt(inputs, "targetId") ?? `terraform-${hex(26, "target")}`;
        return { id: `${String(inputs.rule)}-${targetId}`, outputs: { targetId } };
    },
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
                      `InvalidParameterException: The resource policy must be valid JSON of at most 5120 characters, got ${policy.length}`,
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

export const types: readonly ResourceType[] = [
    logGroup,
    logMetricFilter,
    metricAlarm,
    compositeAlarm,
    dashboard,
    eventRule,
    eventTarget,
    logResourcePolicy,
];
