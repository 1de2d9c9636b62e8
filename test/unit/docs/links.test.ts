/** A link that leads nowhere is found when it is written, not when it is needed. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { DOCUMENTS, parseDocument, readDocument, type Document } from "./markdown";
import { CHECKOUT } from "../../../system/checkout";

function brokenLinks({ links }: Document, read = readDocument): string[] {
    return links
        .filter(({ file, anchor }) => {
            if (!existsSync(join(CHECKOUT, file))) {
                return true;
            }
            return anchor !== "" && !read(file).headings.some((heading) => heading.anchor === anchor);
        })
        .map(({ file, anchor }) => (anchor === "" ? file : `${file}#${anchor}`));
}

test.each(DOCUMENTS)("every link in %s leads to a file and a heading that exist", (path) => {
    expect(brokenLinks(readDocument(path))).toEqual([]);
});

test("what a document links to is found, but for code and the web", () => {
    const { links, headings, code } = parseDocument(
        "docs/adr/one.md",
        [
            "# A key's end, `code` & more",
            "## Twice\n## Twice",
            "[two](two.md#part) [up](../runbook/README.md) [here](#twice-1) [web](https://example.com/#x)",
            "`[no](no.md)`\n```sh\n# no heading\n[no](no.md)\n```",
        ].join("\n"),
    );
    expect(headings.map(({ anchor }) => anchor)).toEqual(["a-keys-end-code--more", "twice", "twice-1"]);
    expect(links).toEqual([
        { file: "docs/adr/two.md", anchor: "part" },
        { file: "docs/runbook/README.md", anchor: "" },
        { file: "docs/adr/one.md", anchor: "twice-1" },
    ]);
    expect(code).toEqual(["# no heading\n[no](no.md)\n", "code", "[no](no.md)"]);
});

test("a missing file and a missing heading are both broken", () => {
    const document = parseDocument(
        "README.md",
        "[a](docs/missing.md) [b](CONTRIBUTING.md#missing) [c](CONTRIBUTING.md#set-up)",
    );
    expect(brokenLinks(document)).toEqual(["docs/missing.md", "CONTRIBUTING.md#missing"]);
});
