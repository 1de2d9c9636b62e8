import * as fs from "node:fs";
import * as path from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { SIZES, USAGE_NAMES, USUAL_SIZE, type Usage, type UsageName } from "../../cost/usage";
import { stackNames } from "../../system/checkout";
import { orList } from "../../system/or-list";
import { oneOf, outputFolder } from "../arguments";
import type { CostOptions } from ".";

export const command = new Command("cost")
    .description("estimate what stacks cost in a month, from their plans, without an account")
    .addOption(
        new Option(
            "--stack <name>",
            "a stack whose settings are in Pulumi.<name>.yaml; repeat it for several",
        )
            .default([], "every stack file")
            .argParser(oneMoreStack),
    )
    .addOption(
        new Option("--size <size>", "the company's: small, medium or large, some 50, 250 or 1,000 people")
            .default(USUAL_SIZE)
            .argParser(oneOf("size", SIZES)),
    )
    .addOption(
        new Option("--usage <name=number>", "change an assumption about usage; repeat it for several")
            .default({}, "what fits the size")
            .argParser(oneMoreAssumption),
    )
    .option("--lines", "show every line, not only the largest", false)
    .option(
        "--savings",
        "also plan the stacks with cheaper settings, and show what each saves and costs you",
        false,
    )
    .option("--within-budget", "fail if an estimate is above the stack's monthlyBudgetUsd", false)
    .addOption(
        new Option(
            "--compare <file>",
            "print the difference from an earlier cost.json as Markdown",
        ).argParser(existingFile),
    )
    .option("--json", "print the estimate as JSON", false)
    .addOption(new Option("--out <folder>", "also write cost.json and cost.md there").argParser(outputFolder))
    .addOption(
        new Option(
            "--refresh",
            "ask AWS for the prices, with your credentials, and write them to cost/prices.csv",
        )
            .default(false)
            .conflicts(["compare", "json", "out", "savings", "withinBudget", "lines"]),
    )
    .addHelpText(
        "after",
        "\nExit code: 1 if an estimate is above the budget and --within-budget is given. What the figures mean: docs/cost.md",
    )
    .action(async (given: CostOptions) => {
        const options = { ...given, stack: given.stack.length > 0 ? given.stack : stackNames() };
        if (options.refresh) {
            const { refreshPrices } = require("./refresh") as typeof import("./refresh");
            process.exitCode = await refreshPrices(options.stack);
            return;
        }
        const { cost } = require(".") as typeof import(".");
        process.exitCode = await cost(options);
    });

function oneMoreStack(name: string, before: readonly string[]): readonly string[] {
    const names = stackNames();
    if (!names.includes(name)) {
        throw new InvalidArgumentError(`There is no Pulumi.${name}.yaml. Choose ${orList(names)}.`);
    }
    return [...before, name];
}

function oneMoreAssumption(given: string, before: Partial<Usage>): Partial<Usage> {
    const [name = "", number = ""] = given.split("=", 2);
    if (!USAGE_NAMES.includes(name as UsageName)) {
        throw new InvalidArgumentError(`There is no assumption "${name}". Choose ${orList(USAGE_NAMES)}.`);
    }
    if (!/^\d+(\.\d+)?$/.test(number)) {
        throw new InvalidArgumentError(`Write a number of 0 or more after the name, such as ${name}=3.`);
    }
    return { ...before, [name]: Number(number) };
}

function existingFile(given: string): string {
    const file = path.resolve(given);
    if (!fs.existsSync(file) || !fs.statSync(file).isFile()) {
        throw new InvalidArgumentError(`${file} is no file. Name a cost.json of an earlier run.`);
    }
    return file;
}
