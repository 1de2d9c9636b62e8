import { Argument, Command } from "commander";
import { stackOption } from "../arguments";
import { checkPulumiCommand } from "./pulumi-commands";

interface Options {
    readonly stack: string;
    readonly fresh: boolean;
}

export const command = new Command("sim")
    .description("run a pulumi command on the simulated AWS, such as preview, up, destroy or stack export")
    .addOption(stackOption())
    .option("--fresh", "empty the simulated account first", false)
    .addArgument(new Argument("<command...>", "the pulumi command and its arguments"))
    .passThroughOptions()
    .action(async (command: string[], { stack, fresh }: Options, self: Command) => {
        const fault = checkPulumiCommand(command, stack);
        if (fault !== undefined) self.error(`error: ${fault}`);
        const { simulate } = require(".") as typeof import(".");
        process.exitCode = await simulate(command, stack, fresh);
    });
