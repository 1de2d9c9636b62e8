/** The questions in a terminal. */
import { autocomplete, confirm, intro, isCancel, log, multiselect, select, text } from "@clack/prompts";
import { InvalidArgumentError } from "commander";
import { appFolder } from "../arguments";
import { complete, describe, faultsOf, nextOpen, whyWrong, type Known } from "./answers";
import { applies, labelOf, QUESTIONS, shown, stored, type Answers, type Question } from "./questions";

/** Whoever presses Ctrl-C has changed nothing. */
export class Cancelled extends Error {
    constructor() {
        super("Nothing was written.");
    }
}

export function welcome(stack: string, isNew: boolean): void {
    intro(`Stack ${stack}. Enter takes what is offered; Ctrl-C ends without writing anything.`);
    if (!isNew) log.message("The stack's file has answers already. Choose what you want to change.");
}

/** @returns the folder of the Django project, if there is one already */
export async function askApplication(): Promise<string | undefined> {
    log.message("What it needs is read from its code, such as its settings module and its background work.");
    const folder = answered(
        await text({
            message: "In which folder is your Django project? Leave it empty if it is not here.",
            validate: (typed) => (typed === undefined || typed === "" ? undefined : whyNoFolder(typed)),
        }),
    );
    return folder === "" ? undefined : appFolder(folder);
}

function whyNoFolder(typed: string): string | undefined {
    try {
        appFolder(typed);
        return undefined;
    } catch (error) {
        if (!(error instanceof InvalidArgumentError)) throw error;
        return error.message;
    }
}

/**
 * Asks what has no usual answer, then shows all answers, any of which can be changed.
 * @param likely - what the files say
 * @param isNew - whether nobody has answered for this stack yet
 */
export async function ask(given: Answers, likely: Answers, known: Known, isNew: boolean): Promise<Answers> {
    let answers = given;
    const askFor = async (question: Question, offered: string | undefined): Promise<void> => {
        log.message(question.why);
        const others = complete(answers, likely);
        answers = { ...answers, [question.name]: await askOne(question, offered, others, known) };
    };
    for (const question of isNew ? QUESTIONS.filter(({ isAsked }) => isAsked) : []) {
        const all = complete(answers, likely);
        if (answers[question.name] !== undefined || !applies(question, all)) continue;
        await askFor(question, all[question.name]);
    }
    for (;;) {
        let open: Question | undefined;
        while ((open = nextOpen(complete(answers, likely), known)) !== undefined) {
            await askFor(open, open.likely?.(complete(answers, likely)));
        }
        const all = complete(answers, likely);
        const chosen = await review(all);
        if (chosen !== undefined) {
            await askFor(chosen, all[chosen.name]);
            continue;
        }
        const faults = faultsOf(all, known);
        if (faults.length === 0) return all;
        log.error(`The stack would have faults:\n${describe(faults)}`);
    }
}

const WRITE = "";

/** @returns the question whose answer is to be changed; undefined if all are right */
async function review(answers: Answers): Promise<Question | undefined> {
    const questions = QUESTIONS.filter((question) => applies(question, answers));
    const chosen = answered(
        await select({
            message: "Is all of this right? Choose a line to change it.",
            options: [
                { value: WRITE, label: "Yes, go on" },
                ...questions.map((question) => ({
                    value: question.name,
                    label: `${labelOf(question)}: ${shown(question, answers[question.name])}`,
                })),
            ],
            maxItems: questions.length + 1,
        }),
    );
    return questions.find(({ name }) => name === chosen);
}

async function askOne(
    question: Question,
    offered: string | undefined,
    answers: Answers,
    known: Known,
): Promise<string> {
    const { asks: message, choices, kind } = question;
    const options = choices?.map(({ value, label, hint }) => ({
        value,
        label,
        ...(hint !== undefined && { hint }),
    }));
    const validate = (typed = ""): string | undefined =>
        whyWrong(question, typed === "" ? (offered ?? "") : stored(question, typed), answers, known);
    if (options === undefined) {
        const placeholder = offered === undefined ? "" : shown(question, offered);
        const typed = answered(await text({ message, placeholder, defaultValue: placeholder, validate }));
        return stored(question, typed);
    }
    if (kind.declared === "array") {
        const initialValues = JSON.parse(offered ?? "[]") as string[];
        return JSON.stringify(
            answered(await multiselect({ message, options, initialValues, required: false })),
        );
    }
    const initial = offered === undefined ? {} : { initialValue: offered };
    // A long list is searched by typing.
    const pick = options.length > 8 ? autocomplete : select;
    for (;;) {
        const value = answered(await pick({ message, options, ...initial }));
        const fault = validate(value);
        if (fault === undefined) return value;
        log.error(fault);
    }
}

/** @throws Cancelled */
export async function isConfirmed(message: string): Promise<boolean> {
    return answered(await confirm({ message }));
}

function answered<T>(answer: T): Exclude<T, symbol> {
    if (isCancel(answer)) throw new Cancelled();
    return answer as Exclude<T, symbol>;
}
