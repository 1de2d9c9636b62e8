import * as aws from "@pulumi/aws";
import { Alerts } from "../../../components/alerts";
import { Budget } from "../../../components/budget";
import { Keys } from "../../../components/keys";
import { record, valueOf } from "./harness";
import { exampleSettings } from "../../../config/example";

describe("Budget", () => {
    it("tells the warning contacts at 80 % and at 100 % spent, and when the month is foreseen to end above", async () => {
        const settings = exampleSettings({ monthlyBudgetUsd: 900 });
        const stack = await record(() => {
            const alerts = new Alerts("alerts", { ...settings, keys: new Keys("keys", settings) });
            return { alerts, budget: new Budget("budget", { ...settings, alerts }) };
        });
        const topic = await valueOf(stack.result.alerts.inNorthVirginia.warning.arn);
        const { inputs, dependencies } = stack.one(aws.budgets.Budget);
        expect(inputs).toMatchObject({
            name: "hrms-prod",
            budgetType: "COST",
            timeUnit: "MONTHLY",
            limitAmount: "900",
            limitUnit: "USD",
            costTypes: { includeCredit: false, includeRefund: false },
        });
        const told = {
            comparisonOperator: "GREATER_THAN",
            thresholdType: "PERCENTAGE",
            subscriberSnsTopicArns: [topic],
        };
        expect(inputs.notifications).toEqual([
            { ...told, notificationType: "ACTUAL", threshold: 80 },
            { ...told, notificationType: "ACTUAL", threshold: 100 },
            { ...told, notificationType: "FORECASTED", threshold: 100 },
        ]);
        // AWS refuses a topic that it may not publish to yet.
        expect(dependencies.some((urn) => urn.endsWith("alerts-global-warning-policy"))).toBe(true);
    });
});
