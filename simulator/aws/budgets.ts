import { Properties, ResourceType } from "../resource-type";
import {
    blocksAt,
    fault,
    isSet,
    listAt,
    numberAt,
    refusal,
    refuseOther,
    refuseTaken,
    refuseText,
    shown,
    textAt,
    textsAt,
} from "../checks";
import { EMAIL } from "./checks/domains";

const API = "https://docs.aws.amazon.com/aws-cost-management/latest/APIReference";

const subscribers = (notification: Properties): readonly unknown[] =>
    ["subscriberEmailAddresses", "subscriberSnsTopicArns"].flatMap((property) =>
        listAt(notification, property),
    );

const budget: ResourceType = {
    token: "aws:budgets/budget:Budget",
    required: ["budgetType", "timeUnit"],
    replaceOn: ["accountId", "billingViewArn", "name", "namePrefix"],
    autoName: { property: "name", maxLength: 100 },
    refusals: [
        refuseText("budget-name", `${API}/API_budgets_Budget.html`, "name", {
            max: 100,
            pattern: /^[^:\\]+$/,
            message:
                "InvalidParameterException: The budget name must have 1 to 100 characters and no colon or backslash",
        }),
        refuseTaken("budget-taken", `${API}/API_budgets_CreateBudget.html`, "name", {
            code: "DuplicateRecordException",
            what: "the budget",
        }),
        refuseOther("budget-type", `${API}/API_budgets_Budget.html`, "budgetType", [
            "USAGE",
            "COST",
            "RI_UTILIZATION",
            "RI_COVERAGE",
            "SAVINGS_PLANS_UTILIZATION",
            "SAVINGS_PLANS_COVERAGE",
        ]),
        refuseOther("budget-time-unit", `${API}/API_budgets_Budget.html`, "timeUnit", [
            "DAILY",
            "MONTHLY",
            "QUARTERLY",
            "ANNUALLY",
            "CUSTOM",
        ]),
        refusal("budget-limit", `${API}/API_budgets_Spend.html`, (inputs) => {
            const amount = textAt(inputs, "limitAmount");
            return amount === undefined || (/^\d*\.?\d+$/.test(amount) && Number(amount) > 0)
                ? undefined
                : fault(
                      "limitAmount",
                      `InvalidParameterException: The budget limit must be a positive number: "${amount}"`,
                  );
        }),
        refusal("budget-limit-unit", `${API}/API_budgets_Spend.html`, (inputs) =>
            isSet(inputs, "limitAmount") !== isSet(inputs, "limitUnit") ||
            (inputs.budgetType === "COST" && (textAt(inputs, "limitUnit") ?? "USD") !== "USD")
                ? fault(
                      "limitUnit",
                      `InvalidParameterException: The limit of a cost budget must have an amount and the unit USD, got ${shown(inputs.limitAmount)} ${shown(inputs.limitUnit)}`,
                  )
                : undefined,
        ),
        refusal("budget-notification-threshold", `${API}/API_budgets_Notification.html`, (inputs) => {
            const thresholds = blocksAt(inputs, "notifications").map((notification) =>
                numberAt(notification, "threshold"),
            );
            const wrong = thresholds.find(
                (threshold) => threshold !== undefined && (threshold <= 0 || threshold > 1e9),
            );
            return wrong === undefined
                ? undefined
                : fault(
                      "notifications",
                      `InvalidParameterException: Notification threshold must be greater than 0 and at most 1000000000, got ${wrong}`,
                  );
        }),
        refusal("budget-notification-form", `${API}/API_budgets_Notification.html`, (inputs) => {
            const choices = {
                comparisonOperator: ["GREATER_THAN", "LESS_THAN", "EQUAL_TO"],
                notificationType: ["ACTUAL", "FORECASTED"],
                thresholdType: ["PERCENTAGE", "ABSOLUTE_VALUE"],
            };
            const wrong = blocksAt(inputs, "notifications").flatMap((notification) =>
                Object.entries(choices).flatMap(([property, allowed]) => {
                    const value = textAt(notification, property);
                    return value === undefined || allowed.includes(value)
                        ? []
                        : [`expected ${property} to be one of [${allowed.join(", ")}], got ${value}`];
                }),
            );
            return wrong[0] === undefined
                ? undefined
                : fault("notifications", `InvalidParameterException: ${wrong[0]}`);
        }),
        refusal(
            "budget-notification-subscribers",
            `${API}/API_budgets_NotificationWithSubscribers.html`,
            (inputs) => {
                const wrong = blocksAt(inputs, "notifications").find((notification) => {
                    const isKnown = !["subscriberEmailAddresses", "subscriberSnsTopicArns"].some(
                        (property) => isSet(notification, property) && !Array.isArray(notification[property]),
                    );
                    const all = [notification.subscriberEmailAddresses, notification.subscriberSnsTopicArns]
                        .flat()
                        .filter((each) => each !== undefined);
                    const topics = Array.isArray(notification.subscriberSnsTopicArns)
                        ? notification.subscriberSnsTopicArns.length
                        : 0;
                    return isKnown && (all.length === 0 || all.length > 11 || topics > 1);
                });
                return (
                    wrong &&
                    fault(
                        "notifications",
                        `InvalidParameterException: A notification must have 1 to 10 e-mail subscribers or one SNS topic, or both, got ${subscribers(wrong).length} subscribers`,
                    )
                );
            },
        ),
        refusal("budget-subscriber-address", `${API}/API_budgets_Subscriber.html`, (inputs) => {
            const addresses = blocksAt(inputs, "notifications").flatMap((notification) =>
                textsAt(notification, "subscriberEmailAddresses"),
            );
            const wrong = addresses.find((address) => !EMAIL.test(address));
            return wrong === undefined
                ? undefined
                : fault("notifications", `InvalidParameterException: Invalid e-mail address: ${wrong}`);
        }),
        refusal("budget-notification-twice", `${API}/API_budgets_CreateNotification.html`, (inputs) => {
            const keys = blocksAt(inputs, "notifications").map(
                ({ comparisonOperator, notificationType, threshold, thresholdType }) =>
                    [comparisonOperator, notificationType, threshold, thresholdType].join(" "),
            );
            const twice = keys.find((key, at) => keys.indexOf(key) !== at);
            return twice === undefined
                ? undefined
                : fault("notifications", `DuplicateRecordException: Notification already exists: ${twice}`);
        }),
        refusal(
            "budget-notification-count",
            "https://docs.aws.amazon.com/cost-management/latest/userguide/management-limits.html",
            (inputs) => {
                const count = blocksAt(inputs, "notifications").length;
                return count > 10
                    ? fault(
                          "notifications",
                          `CreationLimitExceededException: A budget can have at most 10 notifications, got ${count}`,
                      )
                    : undefined;
            },
        ),
    ],
    create: ({ inputs, accountId, arn }) => ({
        id: `${accountId}:${String(inputs.name)}`,
        outputs: { accountId, arn: arn("budgets", `budget/${String(inputs.name)}`, { global: true }) },
    }),
};

export const types: readonly ResourceType[] = [budget];
