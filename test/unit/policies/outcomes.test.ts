import {
    ALL_WORDS,
    colorRules,
    cssClassOf,
    isBlocking,
    isWordFor,
    type Judged,
    standingOf,
} from "../../../policies/outcomes";

const judged = (outcome: Judged["outcome"], level?: Judged["level"]): Judged => ({ outcome, level });

test.each([
    [judged("failed", "mandatory"), ["blocking", "failed"]],
    [judged("failed", "advisory"), ["failed", "advisory"]],
    [judged("undetermined", "mandatory"), ["blocking", "undetermined"]],
    [judged("undetermined", "advisory"), ["undetermined"]],
    [judged("not in this stack", "mandatory"), ["blocking", "not in this stack"]],
    [judged("existing", "advisory"), ["existing"]],
    [judged("deviated", "advisory"), ["deviated"]],
    [judged("passed"), ["passed"]],
])("the words for %j are %j", (verdict, words) => {
    expect(ALL_WORDS.filter((word) => isWordFor(word, verdict))).toEqual(words);
    expect(words).toContain(standingOf(verdict));
    expect(isBlocking(verdict)).toBe(words.includes("blocking"));
});

test("every word has a class of one word, with a colour", () => {
    for (const word of ALL_WORDS) {
        expect(cssClassOf(word)).toMatch(/^[a-z-]+$/);
        expect(colorRules()).toContain(`.${cssClassOf(word)} {`);
    }
});
