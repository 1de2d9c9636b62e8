/** The questions in a terminal. */
import { autocomplete, confirm, intro, isCancel, log, multiselect, select, text } from "@clack/prompts";
import { whyWrong, type Known } from "./answers";
import { QUESTIONS, shown, stored, type Answers, type Question } from "./questions";

/** Whoever presses Ctrl-C has changed nothing. */
export class Cancelled extends Error {
    constructor() {
        super("Nothing was written.");
    }
}

/** Asks what is not answered yet. @param likely - answers to offer, from the file of the stack */
export async function ask(given: Answers, likely: Answers, known: Known): Promise<Answers> {
    intro(`Stack ${known.stack}. Enter takes what is offered; Ctrl-C ends without writing anything.`);
    let answers = given;
    for (const question of QUESTIONS) {
        if (answers[question.name] !== undefined || question.isAsked?.(answers) === false) continue;
        log.message(question.why);
        const answer = await askOne(
            question,
            likely[question.name] ?? question.likely?.(answers),
            answers,
            known,
        );
        if (answer !== "") answers = { ...answers, [question.name]: answer };
    }
    return answers;
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
    const validate = (typed: string | undefined): string | undefined =>
        whyWrong(
            question,
            stored(question, typed === undefined || typed === "" ? (offered ?? "") : typed),
            answers,
            known,
        );
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
