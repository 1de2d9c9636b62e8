import { ResourceType } from "../../resource-type";
import { fault, isSet, refusal, refuseMissing, refuseText, textAt } from "../../checks";
import { parseJson, parseObject } from "../checks/policy-document";
import { isCron, isRate } from "../checks/schedule";

const EVENTS = "https://docs.aws.amazon.com/eventbridge/latest/APIReference";

const RULE = "aws:cloudwatch/eventRule:EventRule";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";

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
                "ValidationException: Value at 'name' failed to satisfy constraint: at most 64 characters of [\\.\\-_A-Za-z0-9]",
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
    refuseDelete: {
        when: "it has targets",
        source: `${EVENTS}/API_DeleteRule.html`,
        find: ({ inputs, region }, account) => {
            const hasTargets = account
                .all(TARGET)
                .some((target) => target.inputs.rule === inputs.name && target.region === region);
            return hasTargets && inputs.forceDestroy !== true
                ? "ValidationException: Rule can't be deleted since it has targets."
                : undefined;
        },
    },
};

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
        refusal("events-target-role", `${EVENTS}/API_PutTargets.html`, (inputs) => {
            const arn = textAt(inputs, "arn");
            return arn !== undefined && /^arn:aws:(ssm|states):/.test(arn) && !isSet(inputs, "roleArn")
                ? fault("roleArn", `ValidationException: RoleArn is required for target ${arn}.`)
                : undefined;
        }),
        refuseText("events-target-id", `${EVENTS}/API_Target.html`, "targetId", {
            max: 64,
            pattern: /^[.\-_A-Za-z0-9]+$/,
            message:
                "ValidationException: Value at 'targets.1.member.id' failed to satisfy constraint: at most 64 characters of [\\.\\-_A-Za-z0-9]",
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

export const types: readonly ResourceType[] = [eventRule, eventTarget];
