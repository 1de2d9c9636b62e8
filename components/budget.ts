import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ChecklistId } from "../checklist/items";
import type { Settings } from "../config";
import type { Alerts } from "./alerts";

export interface BudgetArgs extends Pick<Settings, "monthlyBudgetUsd" | "stack"> {
    readonly alerts: Alerts;
}

/** In percent of the budget: a word in time, the budget spent, and the month's end foreseen above it. */
const NOTIFICATIONS = [
    { notificationType: "ACTUAL", threshold: 80 },
    { notificationType: "ACTUAL", threshold: 100 },
    { notificationType: "FORECASTED", threshold: 100 },
];

/**
 * The account's monthly cost against what was planned. The whole account, for costs can be told apart by tag only once
 * somebody has activated the tags for billing. Billing lives in us-east-1 and so does the topic.
 * AWS makes a monitor for cost anomalies in every new account and allows only one by service, so there is none here.
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
                // Credits and refunds would hide what the stack really costs.
                costTypes: { includeCredit: false, includeRefund: false },
                notifications: NOTIFICATIONS.map((notification) => ({
                    ...notification,
                    comparisonOperator: "GREATER_THAN",
                    thresholdType: "PERCENTAGE",
                    subscriberSnsTopicArns: [topicArn],
                })),
            },
            // AWS Budgets tries the topic out, so its policy must be there.
            { parent: this, dependsOn: [args.alerts] },
        );
        this.budgetName = budget.name;
        this.registerOutputs({ budgetName: this.budgetName });
    }
}
