/** From answers to a stack's configuration: each answer checked as soon as it is given, and all of them together. Pure. */
import { SETTINGS } from "../../config";
import { asText, keyOf, type Fault } from "../../config/fault";
import { sentence } from "../../config/message";
import { findFaults } from "../../config/read";
import type { Profile } from "../../config/setting";
import {
    ACCOUNT_SERVICES,
    applies,
    flagOf,
    isSetting,
    QUESTIONS,
    type Answers,
    type Question,
} from "./questions";
import { SIZED, sizesFor } from "./sizing";

/** Values of settings as text, by their short names. An empty text means that the setting is not set. */
export type Values = Readonly<Record<string, string>>;

export interface Known {
    readonly stack: string;
    /** Settings of the stack's file, and those that the application needs. */
    readonly values: Values;
    /** Full keys that the file keeps encrypted. */
    readonly secrets: readonly string[];
}

/**
 * Every answer: the given ones, and for the others what the file says, or else the usual one.
 * @param likely - what the files say; an empty text leaves a question without an answer
 */
export function complete(given: Answers, likely: Answers): Answers {
    let answers = given;
    for (const question of QUESTIONS) {
        const { name } = question;
        if (answers[name] !== undefined || !applies(question, answers)) continue;
        const answer = likely[name] ?? question.likely?.(answers);
        if (answer !== undefined && answer !== "") answers = { ...answers, [name]: answer };
    }
    return answers;
}

/** Options that do nothing beside the other answers, and what each of them needs. */
export const useless = (given: Answers, answers: Answers): string[] =>
    QUESTIONS.filter((question) => given[question.name] !== undefined && !applies(question, answers)).map(
        (question) => `  ${flagOf(question)} does nothing without ${question.needs?.option ?? ""}.`,
    );

/**
 * The settings that the answers decide, those with their default included.
 * @param answers - valid ones; of a question without an answer, the setting stays what it is
 * @param before - the settings of the stack's file
 */
export function settingsFrom(answers: Answers, before: Values = {}): Values {
    const profile = (answers.profile ?? "production") as Profile;
    const direct = Object.entries(answers).filter(([name]) => isSetting(name));
    return {
        ...Object.fromEntries(direct),
        ...(answers.access === "session-manager" && { adminCidrs: "[]", sshPublicKey: "" }),
        ...servicesFrom(answers, before),
        ...(answers.employees !== undefined && sizesOf(Number(answers.employees), profile)),
    };
}

/** A service whose sentence nobody has changed keeps it: the file can name somebody else for each. */
function servicesFrom({ elsewhere, elsewhereBy: by = "" }: Answers, before: Values): Values {
    if (elsewhere === undefined) return {};
    const names = JSON.parse(elsewhere) as string[];
    const isSame = answersIn(before).elsewhereBy === by;
    const valueOf = (name: string): string => {
        if (!names.includes(name)) return "here";
        const old = before[name];
        return isSame && old !== undefined && isElsewhere(old) ? old : `${ELSEWHERE}${by}`;
    };
    return Object.fromEntries(ACCOUNT_SERVICES.map(({ value }) => [value, valueOf(value)]));
}

const ELSEWHERE = "elsewhere: ";

export const isElsewhere = (value: string | undefined): boolean => value?.startsWith(ELSEWHERE) === true;

/** Who runs the service, if the setting says that somebody else does. */
export const elsewhereBy = (value: string | undefined): string | undefined =>
    isElsewhere(value) ? value?.slice(ELSEWHERE.length) : undefined;

/** What does not differ from the profile is its default again, in case the file has sizes for more people. */
function sizesOf(people: number, profile: Profile): Values {
    const sizes = sizesFor(people, profile);
    return Object.fromEntries(
        SIZED.map((name) => [name, asText(sizes[name] ?? SETTINGS[name].defaultFor(profile))]),
    );
}

/**
 * The values that the file has to get, in the order of the settings. What it says already is left out, and so is a default
 * that it does not set.
 */
export function changedValues(values: Values, before: Values): Values {
    const profile = (values.profile ?? "production") as Profile;
    return Object.fromEntries(
        Object.keys(SETTINGS).flatMap((name) => {
            const value = values[name];
            if (value === undefined || value === (before[name] ?? "")) return [];
            return before[name] === undefined && isDefault(name, value, profile) ? [] : [[name, value]];
        }),
    );
}

/** The profile is always written, because everything else follows from it. */
function isDefault(name: string, value: string, profile: Profile): boolean {
    if (name === "profile" || !isSetting(name)) return false;
    const standard = SETTINGS[name].defaultFor(profile);
    return standard !== undefined && asText(standard) === value;
}

/** What a stack's file says about the questions. It does not say for how many people it was made, so its sizes stay. */
export function answersIn(values: Values): Answers {
    if (values.domain === undefined) return {};
    const elsewhere = ACCOUNT_SERVICES.map(({ value }) => value).filter((name) => isElsewhere(values[name]));
    const by = elsewhereBy(values[elsewhere[0] ?? ""]);
    return {
        ...Object.fromEntries(
            QUESTIONS.flatMap(({ name }) => (values[name] === undefined ? [] : [[name, values[name]]])),
        ),
        employees: "",
        access: (values.adminCidrs ?? "[]") === "[]" ? "session-manager" : "ssh",
        elsewhere: JSON.stringify(elsewhere),
        ...(by !== undefined && { elsewhereBy: by }),
    };
}

/** Domains of the stack files in a fresh clone, which answer for a company that does not exist. */
const SHIPPED = ["hrms.example.com", "hrms-starter.example.com"];

export const isExample = ({ domain }: Values): boolean => domain === undefined || SHIPPED.includes(domain);

function whyInvalid({ isOptional, kind }: Question, answer: string): string | undefined {
    if (answer === "" || answer === "[]") {
        return isOptional ? undefined : `Please answer: ${kind.allowed}.`;
    }
    return kind.schema.safeParse(answer).success ? undefined : `It must be ${kind.allowed}.`;
}

/** @returns what is wrong with the answer by itself or beside the others; undefined if nothing is */
export function whyWrong(
    question: Question,
    answer: string,
    answers: Answers,
    known: Known,
): string | undefined {
    const alone = whyInvalid(question, answer);
    if (alone !== undefined || answer === "" || !isSetting(question.name)) return alone;
    const [fault] = faultsOf({ ...answers, [question.name]: answer }, known).filter(
        ({ key, kind }) => key === keyOf(question.name) && kind === "conflict",
    );
    return fault && sentence(fault);
}

/** Everything that is wrong with the stack's configuration after these answers. */
export function faultsOf(answers: Answers, { stack, values, secrets }: Known): Fault[] {
    const merged = { ...values, ...settingsFrom(answers, values) };
    return findFaults({
        stack,
        values: Object.fromEntries(Object.entries(merged).map(([name, value]) => [keyOf(name), value])),
        isSecret: (key) => secrets.includes(key),
    });
}

/** The first question that still needs an answer, or another one. */
export function nextOpen(answers: Answers, known: Known): Question | undefined {
    const faulty = faultsOf(answers, known).map(({ key }) => key);
    return QUESTIONS.find(
        (question) =>
            applies(question, answers) &&
            (faulty.includes(keyOf(question.name)) ||
                whyInvalid(question, answers[question.name] ?? "") !== undefined),
    );
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
