import * as path from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { SETTINGS } from "../../config";
import { appFolder, outputFolder } from "../arguments";
import type { BuildSettings } from "../../release/state";
import type { BuildArguments } from ".";
import { ON_A_STACK } from "./on-a-stack";

type Name = keyof BuildSettings;

const build = new Command("build")
    .description(
        "build a release of a Django project: checked, locked, and ready for hosts without the Internet",
    )
    .requiredOption("--app <path>", "the project's folder", appFolder)
    .option("--commit <rev>", 'a commit of its git repository, or "folder": the files as they are', "HEAD")
    .addOption(
        new Option("--output <folder>", "where the release and its record go")
            .default(path.resolve("releases"), "releases/")
            .argParser(outputFolder),
    )
    .addOption(settingOption("projectFolder", "--project-folder <path>"))
    .addOption(settingOption("settingsModule", "--settings-module <module>"))
    .addOption(settingOption("wsgiApplication", "--wsgi-application <module:callable>"))
    .addOption(settingOption("debianPackages", "--debian-packages <names...>").argParser(debianPackage))
    .addOption(settingOption("architecture", "--architecture <name>").default("arm64"))
    .addOption(
        new Option(
            "--environment <name=value...>",
            "the project's own variables during the build; never real secrets",
        )
            .argParser(variable)
            .default({}, "none"),
    )
    .addOption(
        new Option("--skip-tests <reason>", "leave out the project's tests; the record says why").argParser(
            reason,
        ),
    )
    .option(
        "--no-index",
        "do not ask the index of packages before the build whether the requirements resolve",
    )
    .addHelpText(
        "after",
        "\nWhat is not given is what `npx hrms fit` finds. Exit code: 0 with a release, 1 without.",
    )
    .action(async (given: BuildArguments) => {
        const { releaseBuild } = require(".") as typeof import(".");
        process.exitCode = await releaseBuild(given);
    });

export const command = new Command("release").description("releases of the application").addCommand(build);
ON_A_STACK.forEach((each) => command.addCommand(each));

/** An option with the meaning of the stack's setting, checked as `pulumi config set` would be. */
function settingOption(name: Name, flags: string): Option {
    const { about } = SETTINGS[name];
    return new Option(flags, `${about} (hrms:${name})`).argParser((given: string) => checked(name, given));
}

function checked(name: Name, given: string): unknown {
    const { kind } = SETTINGS[name];
    const read = kind.schema.safeParse(given);
    if (!read.success) throw new InvalidArgumentError(`It must be ${kind.allowed}.`);
    return read.data;
}

function debianPackage(given: string, before: readonly string[] = []): readonly string[] {
    const names = [...before, given];
    return checked("debianPackages", JSON.stringify(names)) as readonly string[];
}

function variable(given: string, before: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    const [, name, value = ""] = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(given) ?? [];
    if (name === undefined)
        throw new InvalidArgumentError("Write a name and a value, such as LDAP_HOST=localhost.");
    return { ...before, [name]: value };
}

function reason(given: string): string {
    if (!/\S+\s+\S+/.test(given)) throw new InvalidArgumentError("Write a reason in a few words.");
    return given;
}
