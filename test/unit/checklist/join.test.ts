import * as fc from "fast-check";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ChecklistItem, joinItems } from "../../../checklist/join";
import { parseChecklist } from "../../../checklist/parse";

const markdown = readFileSync(join(__dirname, "../../../checklist/checklist.md"), "utf8");
const lines = markdown.split("\n");
const hsts = lines.indexOf("- [ ] HSTS headers are enabled");

const read = (content: readonly string[]): ChecklistItem[] => joinItems(parseChecklist(content.join("\n")));
const replaced = (at: number, ...by: string[]) => lines.toSpliced(at, 1, ...by);

test("a changed line is named, with the id that lost its words and the value to accept it with", () => {
    expect(() => read(replaced(hsts, "- [ ] HSTS headers are disabled"))).toThrow(
        [
            "checklist.md and checklist/items.ts disagree:",
            '  line 46: "HSTS headers are disabled" (Security Configuration / SSL/TLS Configuration) belongs to no id: ' +
                'restore its wording, or give it an id in items.ts and the fingerprint "682631be" in fingerprints.ts',
            "  security.tls.hsts: its line is gone or was changed",
        ].join("\n"),
    );
});

test("a removed line is named by its id", () => {
    expect(() => read(lines.toSpliced(hsts, 1))).toThrow(
        "security.tls.hsts: its line is gone or was changed\n  155 items found, 156 expected",
    );
});

test("an added line is named", () => {
    expect(() => read(replaced(hsts, lines[hsts] ?? "", "- [ ] OCSP stapling is on"))).toThrow(
        /line 47: "OCSP stapling is on" .* belongs to no id[^]*157 items found, 156 expected/,
    );
});

test("a repeated line is named", () => {
    expect(() => read(lines.toSpliced(hsts, 0, lines[hsts] ?? ""))).toThrow(
        /line 47: "HSTS headers are enabled" .* is there twice: remove one/,
    );
});

test("two lines that changed places are named by the first", () => {
    const swapped = lines.with(hsts, lines[hsts - 1] ?? "").with(hsts - 1, lines[hsts] ?? "");
    expect(() => read(swapped)).toThrow(
        'line 45: "HSTS headers are enabled" (Security Configuration / SSL/TLS Configuration) stands where ' +
            "items.ts has security.tls.https-redirect: same order in both",
    );
});

test.each([
    ["a renamed section", "## Security Configuration", "## Security", "security.tls.hsts: its line is gone"],
    [
        "a renamed subsection",
        "### ✅ SSL/TLS Configuration",
        "### ✅ TLS",
        "security.tls.hsts: its line is gone",
    ],
    ["one more section", "## Go-Live", "## Interlude\n## Go-Live", "15 sections found, 14 expected"],
    ["an empty subsection", "## Go-Live", "### Field notes\n## Go-Live", "37 subsections found, 36 expected"],
])("%s is noticed", (_, from, to, message) => {
    expect(lines).toContain(from);
    expect(() => read(replaced(lines.indexOf(from), to))).toThrow(message);
});

test("notes that were cut off are noticed", () => {
    expect(() => read(lines.slice(0, lines.indexOf("## Notes")))).toThrow("13 sections found, 14 expected");
});

test("dropping or rewording any one item line is refused by its id", () => {
    const items = read(lines);
    fc.assert(
        fc.property(
            fc.constantFrom(...items),
            fc.option(fc.stringMatching(/^[a-z]{1,20}$/)),
            (item, suffix) => {
                const by = suffix === null ? [] : [`- [ ] ${item.text} ${suffix}`];
                expect(() => read(replaced(item.line - 1, ...by))).toThrow(`${item.id}: its line is gone`);
            },
        ),
    );
});
