import { Command, InvalidArgumentError, Option } from "commander";
import { appFolder } from "../arguments";
import { flagOf, QUESTIONS, stored, type Options, type Question } from "./questions";

export const command = new Command("init")
    .description(
        "write a stack's file from about twenty short questions, most of them with a good answer already",
    )
    .option("--stack <name>", "the stack; its settings go into Pulumi.<name>.yaml", "prod")
    .addOption(
        new Option(
            "--app <folder>",
            "a Django project: `fit` reads what it needs, such as its settings module and background work",
        ).argParser(appFolder),
    )
    .option("--yes", "ask nothing: take options, what the file says already, and the usual answers", false);

for (const question of QUESTIONS) {
    command.addOption(
        new Option(`${flagOf(question)} ${question.takes}`, question.asks).argParser(checked(question)),
    );
}

command
    .addHelpText(
        "after",
        "\nEvery question has an option. Without --yes, a terminal asks for the others. A second run starts from the file,\n" +
            "shows what would change, and asks before it writes. Exit code: 1 if an answer is missing or wrong.",
    )
    .action(async (options: Options) => {
        const { init } = require(".") as typeof import(".");
        process.exitCode = await init(options);
    });

/** The option's value, as the setting stores it. */
function checked(question: Question): (given: string) => string {
    return (given) => {
        const value = stored(question, given);
        if (!question.kind.schema.safeParse(value).success) {
            throw new InvalidArgumentError(`It must be ${question.kind.allowed}.`);
        }
        return value;
    };
}
