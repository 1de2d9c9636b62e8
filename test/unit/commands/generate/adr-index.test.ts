import { adrIndex, line } from "../../../../commands/generate/adr-index";

const decision = (number: number): string =>
    `# ${number}. Title\n\nStatus: accepted, November 2026\n\n> The decision.\n\n## Context\n`;

test("a decision is a line with its number, title, status and sentence", () => {
    expect(line("0007-title.md", decision(7))).toBe(
        "- [7. Title](0007-title.md) (accepted, November 2026). The decision.",
    );
});

test.each([
    ["another number than its file", decision(8)],
    ["no status", decision(7).replace(/Status.*\n/, "")],
    ["no sentence", decision(7).replace(/> .*\n/, "")],
])("a decision with %s is an error that names the template", (_, text) => {
    expect(() => line("0007-title.md", text)).toThrow("docs/adr/0007-title.md must begin with");
});

test("the index has every decision in the order of the numbers, and not the template", () => {
    const numbers = [...adrIndex().matchAll(/^- \[(\d+)\./gm)].map(([, number]) => Number(number));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(adrIndex()).not.toContain("- [Number");
});
