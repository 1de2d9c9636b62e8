import { Argument, Command } from "commander";
import { oneOf, outOption, stackOption } from "../arguments";
import { type Flow, FLOWS } from "./flows";

const NAMES = Object.keys(FLOWS);

interface Options {
    readonly stack: string;
    readonly simulated: boolean;
    readonly out: string;
}

export const command = new Command("ci")
    .description(
        "run one of the flows that CI runs: review a pull request, update after a merge, look for drift at night",
    )
    .addArgument(new Argument("<flow>", `one of ${NAMES.join(", ")}`).argParser(oneOf("flow", NAMES)))
    .addOption(stackOption())
    .option("--simulated", "use the simulated AWS of `hrms sim`, not the account", false)
    .addOption(outOption())
    .action(async (flow: Flow, { stack, simulated, out }: Options) => {
        const { ci } = require(".") as typeof import(".");
        const { openStack } = require("../open-stack") as typeof import("../open-stack");
        process.exitCode = await ci(flow, await openStack(stack, simulated), out);
    });
