/** From answers to a stack's configuration: each answer checked as soon as it is given, and all of them together. Pure. */
import { SETTINGS } from "../../config";
import { asText, keyOf, type Fault } from "../../config/fault";
import { sentence } from "../../config/message";
import { findFaults } from "../../config/read";
import type { Profile } from "../../config/setting";
import { ACCOUNT_SERVICES, flagOf, isSetting, QUESTIONS, type Answers, type Question } from "./questions";
import { sizesFor } from "./sizing";

/** Values of settings as text, by their short names. */
export type Values = Readonly<Record<string, string>>;

export interface Known {
    readonly stack: string;
    /** Settings of the stack's file, and those that the application needs. */
    readonly values: Values;
    /** Full keys that the file keeps encrypted. */
    readonly secrets: readonly string[];
}

/**
 * The settings that the answers decide. Those with their default are left out, but for what a team must answer.
 * @param answers - valid ones; of a question without an answer, the setting stays what it is
 */
export function settingsFrom(answers: Answers): Values {
    const profile = (answers.profile ?? "production") as Profile;
    const direct = Object.entries(answers).filter(([name]) => isSetting(name));
    const elsewhere = JSON.parse(answers.elsewhere ?? "[]") as string[];
    const services = elsewhere.map((name) => [name, `elsewhere: ${answers.elsewhereBy ?? ""}`]);
    const sizes = answers.employees === undefined ? {} : sizesFor(Number(answers.employees), profile);
    const sized = Object.entries(sizes).map(([name, value]) => [name, asText(value)]);
    const all = Object.fromEntries([...direct, ...services, ...sized]) as Values;
    return Object.fromEntries(
        Object.entries(all).filter(([name, value]) => !isDefault(name, value, profile)),
    );
}

/** The profile is always written, because everything else follows from it. */
function isDefault(name: string, value: string, profile: Profile): boolean {
    if (name === "profile" || !isSetting(name)) return false;
    const standard = SETTINGS[name].defaultFor(profile);
    return standard !== undefined && asText(standard) === value;
}

/** What a stack's file says about the questions that are no settings. */
export function answersIn(values: Values): Answers {
    const elsewhere = ACCOUNT_SERVICES.map(({ value }) => value).filter((name) =>
        (values[name] ?? "").startsWith("elsewhere: "),
    );
    const [service] = elsewhere;
    const by = service === undefined ? undefined : values[service]?.replace("elsewhere: ", "");
    return {
        ...Object.fromEntries(
            QUESTIONS.flatMap(({ name }) => (values[name] === undefined ? [] : [[name, values[name]]])),
        ),
        ...(elsewhere.length > 0 && { elsewhere: JSON.stringify(elsewhere) }),
        ...(by !== undefined && { elsewhereBy: by }),
        ...(values.adminCidrs !== undefined && { access: "ssh" }),
    };
}

/** Names of examples, which nobody can own; a file with them was never answered. https://www.rfc-editor.org/rfc/rfc2606 */
const EXAMPLE = /(^|[@."])example\.(com|org|net)\b/;

/** The shipped stack files answer with examples. */
export const isExample = ({ domain }: Values): boolean => domain === undefined || EXAMPLE.test(domain);

/** @returns what is wrong with the answer by itself or beside the others; undefined if nothing is */
export function whyWrong(
    question: Question,
    answer: string,
    answers: Answers,
    known: Known,
): string | undefined {
    if (answer === "") return question.isOptional ? undefined : `Please answer: ${question.kind.allowed}.`;
    if (!question.kind.schema.safeParse(answer).success) return `It must be ${question.kind.allowed}.`;
    if (!isSetting(question.name)) return undefined;
    const [fault] = faultsOf({ ...answers, [question.name]: answer }, known).filter(
        ({ key, kind }) => key === keyOf(question.name) && kind === "conflict",
    );
    return fault && sentence(fault);
}

/** Everything that is wrong with the stack's configuration after these answers. */
export function faultsOf(answers: Answers, { stack, values, secrets }: Known): Fault[] {
    const merged = { ...values, ...settingsFrom(answers) };
    return findFaults({
        stack,
        values: Object.fromEntries(Object.entries(merged).map(([name, value]) => [keyOf(name), value])),
        isSecret: (key) => secrets.includes(key),
    });
}

/** For whoever gave options: each fault, and the option that decides it. */
export function describe(faults: readonly Fault[]): string {
    return faults
        .map((fault) => {
            const question = QUESTIONS.find(({ name }) => keyOf(name) === fault.key);
            const option = question && `\n    Fix: ${flagOf(question)} ${question.takes}`;
            return `  ${sentence(fault)}${option ?? ""}`;
        })
        .join("\n");
}
