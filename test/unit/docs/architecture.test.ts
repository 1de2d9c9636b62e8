/** The map of docs/architecture.md against the folders that git knows. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CHECKOUT } from "../../../system/checkout";

const FOLDER = /`([^`/]+)\/`/g;

/** Folders in the first column of the tables under "The map". */
function onTheMap(page: string): string[] {
    const [, map = ""] = /^## The map\n([\s\S]*?)^## /m.exec(page) ?? [];
    return map
        .split("\n")
        .filter((line) => line.startsWith("|"))
        .flatMap((line) => [...(line.split("|")[1] ?? "").matchAll(FOLDER)])
        .map(([, folder = ""]) => folder);
}

function inGit(): string[] {
    const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
        cwd: CHECKOUT,
        encoding: "utf8",
    });
    return [...new Set(files.split("\n").flatMap((file) => /^([^/]+)\//.exec(file)?.[1] ?? []))];
}

test("the map has every top-level folder, and no other", () => {
    const page = readFileSync(join(CHECKOUT, "docs/architecture.md"), "utf8");
    expect(onTheMap(page).sort()).toEqual(inGit().sort());
});

test("folders on the map are read from the first column of its tables alone", () => {
    const page =
        "# Page\n`no/`\n## The map\n`no/`\n| `one/` | `no/` |\n| `.two/`, `three/` | x |\n## Next\n| `no/` |\n";
    expect(onTheMap(page)).toEqual(["one", ".two", "three"]);
});
