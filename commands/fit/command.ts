import * as fs from "node:fs";
import * as path from "node:path";
import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { oneOf } from "../arguments";
import { ARCHITECTURES, type Architecture } from "../../fit/architecture";

interface Options {
    readonly json: boolean;
    readonly index: boolean;
    readonly architecture: Architecture;
}

export const command = new Command("fit")
    .description("say whether a Django project will run on these hosts, without running any of it")
    .addArgument(new Argument("<path>", "the project's folder").argParser(projectFolder))
    .option("--json", "print the findings as JSON", false)
    .option("--no-index", "do not ask the index of packages whether the requirements resolve")
    .addOption(
        new Option("--architecture <name>", "processor of the hosts: arm64 or x86_64")
            .default("arm64")
            .argParser(oneOf("architecture", ARCHITECTURES)),
    )
    .addHelpText("after", "\nExit code: 0 without errors, 1 with errors. Warnings do not change it.")
    .action(async (folder: string, options: Options) => {
        const { fit } = require(".") as typeof import(".");
        process.exitCode = await fit(folder, options);
    });

function projectFolder(given: string): string {
    const folder = path.resolve(given);
    if (!fs.existsSync(folder)) {
        throw new InvalidArgumentError(`${folder} does not exist. Name the folder of a Django project.`);
    }
    if (!fs.statSync(folder).isDirectory()) {
        throw new InvalidArgumentError(`${folder} is a file. Name the folder of a Django project.`);
    }
    return folder;
}
