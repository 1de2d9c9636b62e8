import {
    applies,
    flagOf,
    labelOf,
    QUESTIONS,
    shown,
    stored,
    type Answers,
} from "../../../../commands/init/questions";
import { listOf, text } from "../../../../config/kinds";

const names = (answers: Answers): string[] =>
    QUESTIONS.filter((question) => question.isAsked && applies(question, answers)).map(({ name }) => name);

test("a terminal asks ten questions beside the application and the review, and more only for SSH and for others' services", () => {
    expect(names({})).toHaveLength(10);
    expect(
        names({ access: "ssh", elsewhere: '["guardDuty"]' }).filter((name) => !names({}).includes(name)),
    ).toEqual(["adminCidrs", "sshPublicKey", "elsewhereBy"]);
});

test("what is not asked has a usual answer", () => {
    const silent = QUESTIONS.filter(({ isAsked, isOptional }) => isAsked !== true && isOptional !== true);
    expect(silent.filter(({ likely }) => likely === undefined).map(({ name }) => name)).toEqual([]);
});

test.each(QUESTIONS.filter(({ choices, kind: { declared } }) => choices && declared !== "array"))(
    "each choice of $name is an allowed answer",
    ({ choices = [], kind: { schema } }) => {
        expect(choices.filter(({ value }) => !schema.safeParse(value).success)).toEqual([]);
    },
);

test.each(QUESTIONS)("$name is explained in one sentence or two short ones", ({ why }) => {
    expect(why).toMatch(/^[A-Z].*\.$/);
    expect(why.length).toBeLessThan(135);
});

test("options and labels are the names in other words", () => {
    expect([flagOf({ name: "backupRegion" }), labelOf({ name: "backupRegion" })]).toEqual([
        "--backup-region",
        "backup region",
    ]);
});

test("a list is stored as JSON and shown as people type it", () => {
    const list = { kind: listOf(text("a word", /\w+/)) };
    expect(stored(list, " a@acme.org, b@acme.org ")).toBe('["a@acme.org","b@acme.org"]');
    expect(stored(list, '["a"]')).toBe('["a"]');
    expect(shown(list, '["a","b"]')).toBe("a, b");
    expect([
        stored({ kind: text("a word", /\w+/) }, " a, b "),
        shown({ kind: text("a word", /\w+/) }),
    ]).toEqual(["a, b", ""]);
});

const accepts = (wanted: string, answer: string): boolean | undefined =>
    QUESTIONS.find(({ name }) => name === wanted)?.kind.schema.safeParse(answer).success;

test.each([
    [
        "state",
        ["cloud", "s3://acme-state?region=eu-central-1", "s3://acme-state/prod", "file://~/state"],
        ["s3:/acme", "gs://acme", ""],
    ],
    [
        "secretsProvider",
        ["default", "passphrase", "awskms://alias/pulumi?region=eu-central-1"],
        ["none", "awskms:alias"],
    ],
])("%s takes %j, and not %j", (name, good, bad) => {
    expect([...good, ...bad].filter((answer) => accepts(name, answer))).toEqual(good);
});
