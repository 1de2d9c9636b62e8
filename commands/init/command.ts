import { Command, InvalidArgumentError, Option } from "commander";
import { isStackName, STACK_NAME } from "../../config/conflicts/network";
import { appFolder } from "../arguments";
import { flagOf, labelOf, QUESTIONS, stored, type Options, type Question } from "./questions";

export const command = new Command("init")
    .description(
        "write a stack's file from at most twelve short questions, create the stack, and say what comes next",
    )
    .addOption(
        new Option("--stack <name>", "the stack; its settings go into Pulumi.<name>.yaml")
            .default("prod")
            .argParser(stackName),
    )
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

const asked = [
    "the application",
    ...QUESTIONS.filter(({ isAsked, needs }) => isAsked && needs === undefined).map(labelOf),
];

command
    .addHelpText(
        "after",
        `\nA terminal asks about:\n  ${asked.slice(0, 6).join(", ")},\n  ${asked.slice(6).join(", ")}.\n` +
            "Then it shows every answer, the usual ones too, and you can change each. Only SSH and services that somebody else runs\n" +
            "lead to a few questions more. What an option answers is not asked, and with --yes nothing is.\n\n" +
            "A second run starts from what the file says, shows which lines would change, and asks before it writes. It keeps\n" +
            "comments and everything that it does not ask about. Exit code: 1 if an answer is missing or wrong, or if Pulumi cannot\n" +
            "create the stack.",
    )
    .action(async (options: Options) => {
        const { init } = require(".") as typeof import(".");
        process.exitCode = await init(options);
    });

function stackName(name: string): string {
    if (isStackName(name)) return name;
    throw new InvalidArgumentError(`Choose another name: ${STACK_NAME}.`);
}

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
