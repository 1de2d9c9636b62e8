import { parseChecklist } from "../../../checklist/parse";

const document = (...itemLines: string[]) =>
    ["# Title", "Prose, before anything.", "", "## Launch", "### ✅ Final", ...itemLines].join("\n");

test("sections, subsections without their sign, and items with their line", () => {
    const markdown = [
        document("- [ ] One  ", "", "- [ ] `two` (b/c)"),
        "---",
        "## Notes",
        "- Free text",
        "**By**: __",
    ];
    expect(parseChecklist(markdown.join("\r\n"))).toEqual({
        sections: ["Launch", "Notes"],
        subsections: ["Launch / Final"],
        items: [
            { section: "Launch", subsection: "Final", text: "One", line: 6 },
            { section: "Launch", subsection: "Final", text: "`two` (b/c)", line: 8 },
        ],
    });
});

test.each([
    ["ticked by hand", "- [x] One"],
    ["another bullet", "* [ ] One"],
    ["indented", "  - [ ] One"],
    ["no text", "- [ ] "],
    ["prose among items", "One, two and three"],
    ["a heading of the fourth level", "#### Detail"],
])("refuses, by its number, a line that is %s", (_, line) => {
    expect(() => parseChecklist(document("- [ ] Zero", line))).toThrow(`line 7: ${JSON.stringify(line)}`);
});

test("refuses an item that stands in no subsection", () => {
    expect(() => parseChecklist("## Launch\n- [ ] One")).toThrow('line 2: "- [ ] One"');
});

test("reports every bad line at once", () => {
    expect(() => parseChecklist(document("- [x] One", "- [ ] Two", "- [X] Three"))).toThrow(
        /line 6: "- \[x\] One"\n {2}line 8: "- \[X\] Three"/,
    );
});
