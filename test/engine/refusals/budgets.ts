import * as aws from "@pulumi/aws";
import { casesOf, clash } from "./support/table";

type Notification = aws.types.input.budgets.BudgetNotification;
const notification = (change: Partial<Notification> = {}): Notification => ({
    comparisonOperator: "GREATER_THAN",
    notificationType: "ACTUAL",
    threshold: 80,
    thresholdType: "PERCENTAGE",
    subscriberEmailAddresses: ["ops@example.com"],
    ...change,
});
const notifications = (...changes: Partial<Notification>[]) => ({ notifications: changes.map(notification) });

const budget = (name: string): aws.budgets.BudgetArgs => ({
    name,
    budgetType: "COST",
    timeUnit: "MONTHLY",
    limitAmount: "500",
    limitUnit: "USD",
    ...notifications({}, { notificationType: "FORECASTED", threshold: 100 }),
});

export const cases = [
    ...casesOf(aws.budgets.Budget, budget, [
        ["budget-name", { name: "hrms:prod" }, "no colon or backslash"],
        ["budget-type", { budgetType: "MONEY" }, "got MONEY"],
        ["budget-time-unit", { timeUnit: "WEEKLY" }, "got WEEKLY"],
        ["budget-limit", { limitAmount: "500 USD" }, 'The budget limit must be a positive number: "500 USD"'],
        ["budget-limit-unit", { limitUnit: "EUR" }, "must have an amount and the unit USD, got 500 EUR"],
        ["budget-notification-threshold", notifications({ threshold: 0 }), "got 0"],
        [
            "budget-notification-form",
            notifications({ thresholdType: "PERCENT" }),
            "expected thresholdType to be one of [PERCENTAGE, ABSOLUTE_VALUE], got PERCENT",
        ],
        [
            "budget-notification-subscribers",
            notifications({ subscriberEmailAddresses: [] }),
            "1 to 10 e-mail subscribers or one SNS topic, or both, got 0 subscribers",
        ],
        [
            "budget-subscriber-address",
            notifications({ subscriberEmailAddresses: ["ops@example"] }),
            "Invalid e-mail address: ops@example",
        ],
        [
            "budget-notification-twice",
            notifications({}, {}),
            "DuplicateRecordException: Notification already exists",
        ],
        [
            "budget-notification-count",
            notifications(...Array.from({ length: 11 }, (_, at) => ({ threshold: at + 1 }))),
            "at most 10 notifications, got 11",
        ],
    ]),
    clash("budget-taken", aws.budgets.Budget, budget, "DuplicateRecordException: the budget"),
];
