import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ChecklistId } from "../checklist/items";
import type { Settings } from "../config";
import type { Alerts } from "./alerts";

export interface BudgetArgs extends Pick<Settings, "monthlyBudgetUsd" | "stack"> {
    readonly alerts: Alerts;
}

/** In percent of the budget: an early warning, the whole budget, and a forecast above it. */
const NOTIFICATIONS = [
    { notificationType: "ACTUAL", threshold: 80 },
    { notificationType: "ACTUAL", threshold: 100 },
    { notificationType: "FORECASTED", threshold: 100 },
];

/**
 * Compares the account's monthly cost with the budget. It covers the whole account, because costs can be split by tag only
 * after somebody has activated the tags for billing. Billing lives in us-east-1, and so does the topic.
 * AWS creates a cost anomaly monitor in every new account and allows only one for services, so the stack has none.
 * Cost: none; two budgets an account are free.
 */
export class Budget extends pulumi.ComponentResource {
    static readonly covers = [] as const satisfies readonly ChecklistId[];

    /** Name of the budget in the billing console. */
    readonly budgetName: pulumi.Output<string>;

    constructor(name: string, args: BudgetArgs, opts?: pulumi.ComponentResourceOptions) {
        super("hrms:cost:Budget", name, {}, opts);
        const topicArn = args.alerts.inNorthVirginia.warning.arn;
        const budget = new aws.budgets.Budget(
            name,
            {
                name: `hrms-${args.stack}`,
                budgetType: "COST",
                timeUnit: "MONTHLY",
                limitAmount: String(args.monthlyBudgetUsd),
                limitUnit: "USD",
                // Credits and refunds would hide the stack's real cost.
                costTypes: { includeCredit: false, includeRefund: false },
                notifications: NOTIFICATIONS.map((notification) => ({
                    ...notification,
                    comparisonOperator: "GREATER_THAN",
                    thresholdType: "PERCENTAGE",
                    subscriberSnsTopicArns: [topicArn],
                })),
            },
            // AWS Budgets publishes a test message, so the topic's policy must exist first.
            { parent: this, dependsOn: [args.alerts] },
        );
        this.budgetName = budget.name;
        this.registerOutputs({ budgetName: this.budgetName });
    }
}
