import * as aws from "@pulumi/aws";
import { RefusalCase } from "../support/case";
import { casesOf } from "../support/table";

const SNS = "arn:aws:sns:eu-central-1:123456789012:alerts";

const rule = (): aws.cloudwatch.EventRuleArgs => ({
    eventPattern: JSON.stringify({ source: ["aws.guardduty"] }),
});
const target = (name: string): aws.cloudwatch.EventTargetArgs => ({
    rule: new aws.cloudwatch.EventRule(`${name}-rule`, rule()).name,
    arn: SNS,
});

const sixthTarget: RefusalCase = {
    id: "events-target-count",
    message: "LimitExceededException: The requested resource exceeds the maximum number allowed.",
    program: (name) => {
        const args = target(name);
        const others = [1, 2, 3, 4, 5].map((at) => new aws.cloudwatch.EventTarget(`${name}-${at}`, args));
        return new aws.cloudwatch.EventTarget(name, args, { dependsOn: others });
    },
};

export const cases = [
    ...casesOf(aws.cloudwatch.EventRule, rule, [
        ["events-rule-name", { name: "backup failed" }, "Value at 'name' failed to satisfy constraint"],
        [
            "events-rule-trigger",
            { eventPattern: undefined },
            "Parameter(s) EventPattern or ScheduleExpression must be specified.",
        ],
        [
            "events-rule-pattern",
            { eventPattern: '{"source": "aws.guardduty"}' },
            '"source" must be an object or an array',
        ],
        [
            "events-rule-schedule",
            { scheduleExpression: "cron(0 12 * * * *)" },
            "Parameter ScheduleExpression is not valid.",
        ],
        [
            "events-rule-schedule",
            { scheduleExpression: "rate(1 hours)" },
            "Parameter ScheduleExpression is not valid.",
        ],
    ]),
    ...casesOf(aws.cloudwatch.EventRule, () => ({ scheduleExpression: "cron(0/15 8-18 ? * MON-FRI *)" }), [
        [
            "events-rule-schedule",
            { scheduleExpression: "cron(0 25 ? * MON-FRI *)" },
            "Parameter ScheduleExpression is not valid.",
        ],
    ]),
    ...casesOf(aws.cloudwatch.EventTarget, target, [
        [
            "events-target-rule",
            { rule: "no-such-rule" },
            "ResourceNotFoundException: The rule 'no-such-rule' does not exist",
        ],
        [
            "events-target-input",
            { input: "{}", inputPath: "$.detail" },
            "Only one of Input, InputPath, or InputTransformer",
        ],
        ["events-target-input-json", { input: "{" }, "JSON syntax error in input for target"],
        [
            "events-target-role",
            {
                arn: "arn:aws:ssm:eu-central-1:123456789012:automation-definition/mark:$DEFAULT",
                input: "{}",
            },
            "RoleArn is required for target",
        ],
        ["events-target-id", { targetId: "to sns" }, "failed to satisfy constraint"],
    ]),
    sixthTarget,
];
