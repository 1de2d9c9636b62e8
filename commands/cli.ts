/** `npx hrms <command>`: each folder beside this file is a command, described by the `command` of its command.ts. */
import * as fs from "node:fs";
import * as path from "node:path";
import { Command } from "commander";

const cli = new Command("hrms")
    .description("A Django HRMS in production on AWS.")
    .addHelpText("after", "\nHelp on one command: npx hrms <command> --help")
    .showHelpAfterError("Run: npx hrms --help")
    .enablePositionalOptions();

for (const entry of fs.readdirSync(__dirname, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const { command } = require(path.join(__dirname, entry.name, "command")) as { readonly command: Command };
    for (const each of [command, ...command.commands]) {
        each.showHelpAfterError("Run it with --help to see what it takes.");
    }
    cli.addCommand(command);
}

cli.parseAsync().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
