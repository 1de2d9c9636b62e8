/** The words for a policy's verdicts, with their order and color. */

/** The most severe first, with the name in a heading and the color on the page. */
const WORDS = {
    blocking: { label: "Blocking", color: "red" },
    failed: { label: "Failed", color: "red" },
    advisory: { label: "Advisory", color: "amber" },
    undetermined: { label: "Undetermined", color: "blue" },
    "not in this stack": { label: "Not in this stack", color: "blue" },
    existing: { label: "Existing", color: "violet" },
    deviated: { label: "Deviated", color: "violet" },
    passed: { label: "Passed", color: "green" },
} as const;

export type Word = keyof typeof WORDS;

/** A policy's verdict on a resource. The policy's level decides whether a failure stops the update. */
export type Outcome = Exclude<Word, "blocking" | "advisory">;

/** What a verdict means for the update. Each verdict has exactly one. */
export type Standing = Exclude<Word, "failed">;

export type Level = "mandatory" | "advisory";

/** The outcome of a judgement and its reported level. A pass has no level. */
export interface Judged {
    readonly outcome: Outcome;
    readonly level?: Level;
}

export const ALL_WORDS = Object.keys(WORDS) as Word[];

export const OUTCOMES = ALL_WORDS.filter(
    (word): word is Outcome => word !== "blocking" && word !== "advisory",
);

export const STANDINGS = ALL_WORDS.filter((word): word is Standing => word !== "failed");

export const labelOf = (word: Word): string => WORDS[word].label;

/** The CSS class of an element with the word. */
export const cssClassOf = (word: Word): string => word.replaceAll(" ", "-");

/** The CSS rules that give each class its color, from the variables of page/style.css. */
export const colorRules = (): string =>
    ALL_WORDS.map((word) => {
        const { color } = WORDS[word];
        return `.${cssClassOf(word)} { background: var(--${color}-soft); color: var(--${color}); }\n`;
    }).join("");

/**
 * Whether the verdict stops an update: a mandatory fault, an unknown value that belongs in the code, or something
 * outside the stack without a signature.
 */
export const isBlocking = ({ outcome, level }: Judged): boolean =>
    level === "mandatory" && outcome !== "passed" && outcome !== "deviated";

export function standingOf(judged: Judged): Standing {
    if (isBlocking(judged)) return "blocking";
    return judged.outcome === "failed" ? "advisory" : judged.outcome;
}

/** Whether the word applies to the verdict. Two words can apply: the outcome, and its meaning for the update. */
export const isWordFor = (word: Word, judged: Judged): boolean =>
    word === judged.outcome || word === standingOf(judged);
