import { exposed } from "../../../release/secrets";

const entry = (hash: string, line: number, more: object = {}) => ({
    type: "Secret Keyword",
    hashed_secret: hash,
    line_number: line,
    ...more,
});
const scanned = (results: object): string => JSON.stringify({ version: "1.5.0", results });

test("findings have a file and a line, in order, and no hash", () => {
    const found = scanned({ "./b.py": [entry("2", 9), entry("1", 3)], "a.py": [entry("3", 1)] });
    expect(exposed(found, undefined)).toEqual([
        { file: "a.py", line: 1, type: "Secret Keyword" },
        { file: "b.py", line: 3, type: "Secret Keyword" },
        { file: "b.py", line: 9, type: "Secret Keyword" },
    ]);
});

test("the baseline allows a value in its file, wherever its line is now", () => {
    const baseline = scanned({ "a.py": [entry("1", 3)] });
    expect(exposed(scanned({ "a.py": [entry("1", 7)] }), baseline)).toEqual([]);
    expect(exposed(scanned({ "b.py": [entry("1", 3)] }), baseline)).toHaveLength(1);
    expect(exposed(scanned({ "a.py": [entry("2", 3)] }), baseline)).toHaveLength(1);
});

test("a value that somebody has marked as a real secret is not allowed", () => {
    const found = scanned({ "a.py": [entry("1", 3)] });
    expect(exposed(found, scanned({ "a.py": [entry("1", 3, { is_secret: true })] }))).toHaveLength(1);
    expect(exposed(found, scanned({ "a.py": [entry("1", 3, { is_secret: false })] }))).toEqual([]);
});

test.each([
    ["people/tests.py", 0],
    ["people/tests/test_login.py", 0],
    ["people/test_login.py", 0],
    ["people/latests.py", 1],
    ["contest/views.py", 1],
])("passwords of test users are allowed: %s", (file, many) => {
    expect(exposed(scanned({ [file]: [entry("1", 1)] }), undefined)).toHaveLength(many);
    expect(exposed(scanned({ [file]: [entry("1", 1, { type: "AWS Access Key" })] }), undefined)).toHaveLength(
        1,
    );
});

test("what is no output of detect-secrets is an error, not an absence of secrets", () => {
    expect(() => exposed("", undefined)).toThrow(SyntaxError);
    expect(() => exposed("{}", undefined)).toThrow("results");
    expect(() => exposed(scanned({}), "[]")).toThrow();
});
