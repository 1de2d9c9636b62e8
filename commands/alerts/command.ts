import { Command } from "commander";
import type { Options } from ".";
import { stackOption } from "../arguments";

export const command = new Command("alerts")
    .description("find out whether alerts reach people: send one harmless message along every path")
    .requiredOption("--test", "send the messages; so far, this is all that the command does")
    .addOption(stackOption())
    .option("--yes", "do not ask first", false)
    .option("--json", "print the result as JSON", false)
    .addHelpText(
        "after",
        `
Uses the AWS credentials of this shell, which need cloudwatch:DescribeAlarms, cloudwatch:SetAlarmState, sns:Publish and
sns:ListSubscriptionsByTopic. Ends with 1 if AWS refused a message or a contact will not receive any.`,
    )
    .action(async (options: Options) => {
        const { testAlerts } = require(".") as typeof import(".");
        process.exitCode = await testAlerts(options);
    });
