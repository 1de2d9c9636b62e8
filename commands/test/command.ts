import { Command } from "commander";

interface Options {
    readonly quick: boolean;
}

export const command = new Command("test")
    .description("run the tests, and install the Debian packages that all of them need")
    .option("--quick", "only the unit and policy tests that need no engine, no machine and no browser", false)
    .argument("[args...]", "arguments for Jest, such as a path")
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (args: string[], { quick }: Options) => {
        const { runTests } = require(".") as typeof import(".");
        process.exitCode = await runTests(args, quick);
    });
