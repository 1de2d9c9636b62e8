import { Command } from "commander";
import { outOption, stackOption } from "../arguments";

interface Options {
    readonly stack: string;
    readonly simulated: boolean;
    readonly out: string;
}

export const command = new Command("checklist")
    .description("say for each item of the deployment checklist what proves it and what is open")
    .addOption(stackOption())
    .option("--simulated", "use the simulated AWS of `hrms sim`, which has no releases", false)
    .addOption(outOption())
    .addHelpText(
        "after",
        "\nReads the stack's state, the policies' verdicts on it, and the records of the release that it runs. Writes\n" +
            "checklist.json and checklist.md. Exit code: 0 if the report was made, whatever it says.",
    )
    .action(async ({ stack, simulated, out }: Options) => {
        const { reportChecklist } = require(".") as typeof import(".");
        const { openStack } = require("../open-stack") as typeof import("../open-stack");
        process.exitCode = await reportChecklist(await openStack(stack, simulated), simulated, out);
    });
