import { Command, Option } from "commander";

interface Options {
    readonly quick?: true;
    readonly breadth?: true;
}

export const command = new Command("test")
    .description("run the tests, and install the Debian packages that they need")
    .addOption(
        new Option(
            "--breadth",
            "only the suites that the others leave out: more versions, projects and programs",
        ).conflicts("quick"),
    )
    .option("--quick", "only the unit and policy tests that need no engine, no machine and no browser")
    .argument("[args...]", "arguments for Jest, such as a path")
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (args: string[], { quick, breadth }: Options) => {
        const { runTests } = require(".") as typeof import(".");
        process.exitCode = await runTests(args, quick ? "quick" : breadth ? "breadth" : "main");
    });
