import * as fs from "node:fs";
import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { oneOf, outOption, stackOption } from "../arguments";
import { type Flow, FLOWS } from "./flows";
import { type Plan, readPlan } from "../../reports/pull-request/plan";

const NAMES = Object.keys(FLOWS);

interface Options {
    readonly stack: string;
    readonly simulated: boolean;
    readonly out: string;
    readonly plan?: Plan;
}

export const command = new Command("ci")
    .description(
        "run one of the flows that CI runs: review a pull request, update after a merge, look for drift at night",
    )
    .addArgument(new Argument("<flow>", `one of ${NAMES.join(", ")}`).argParser(oneOf("flow", NAMES)))
    .addOption(stackOption())
    .option("--simulated", "use the simulated AWS of `hrms sim`, not the account", false)
    .addOption(outOption())
    .addOption(
        new Option(
            "--plan <file>",
            "for merge: the plan.json that was approved; another plan is not applied",
        ).argParser(approvedPlan),
    )
    .action(async (flow: Flow, { stack, simulated, out, plan }: Options, self: Command) => {
        if (plan !== undefined && flow !== "merge")
            self.error("error: --plan is for merge, which updates the stack.");
        const { ci } = require(".") as typeof import(".");
        const { openStack } = require("../open-stack") as typeof import("../open-stack");
        process.exitCode = await ci(flow, await openStack(stack, simulated), out, { approved: plan });
    });

function approvedPlan(file: string): Plan {
    try {
        return readPlan(fs.readFileSync(file, "utf8"));
    } catch (error) {
        throw new InvalidArgumentError(`${file} cannot be read: ${(error as Error).message}`);
    }
}
