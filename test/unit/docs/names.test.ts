/** What documents tell people to type, and the files that they name, exist. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { FLOWS } from "../../../commands/ci/flows";
import { scripts } from "../../../package.json";
import { DOCUMENTS, parseDocument, readDocument, type Document } from "./markdown";
import { CHECKOUT } from "../../../system/checkout";

/** Not those that commands make, such as out/: what is in them depends on what has run. */
const FOLDERS = [
    ...new Set(
        execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
            cwd: CHECKOUT,
            encoding: "utf8",
        })
            .split("\n")
            .flatMap((file) => /^([^/]+)\//.exec(file)?.[1] ?? []),
    ),
];

/** A path into a folder of this repository, without placeholders or options behind it. */
const isPath = (code: string): boolean =>
    /^[\w./-]+$/.test(code) && code.includes("/") && FOLDERS.includes(code.split("/")[0] ?? "");

const found = (code: string, pattern: RegExp): string[] =>
    [...code.matchAll(pattern)].map(([, name = ""]) => name);

/** Each name that leads nowhere, as it is written. */
function unknownNames({ code }: Document): string[] {
    const all = code.join("\n");
    return [
        ...found(all, /npx hrms ([a-z][\w-]*)/g).filter(
            (name) => !existsSync(join(CHECKOUT, "commands", name, "command.ts")),
        ),
        ...found(all, /npx hrms ci ([a-z][\w-]*)/g).filter((flow) => !(flow in FLOWS)),
        ...found(all, /npm run ([a-z][\w-]*)/g).filter((name) => !(name in scripts)),
        ...code.filter((text) => isPath(text) && !existsSync(join(CHECKOUT, text))),
    ];
}

test.each(DOCUMENTS)("%s names only commands, flows, scripts and files that exist", (path) => {
    expect(unknownNames(readDocument(path))).toEqual([]);
});

test("what commands write is no folder of the repository, and its own folders are", () => {
    expect(FOLDERS).toEqual(expect.arrayContaining(["commands", "docs", "test"]));
    expect(FOLDERS).not.toContain("out");
});

test("a command, a flow, a script and a file that do not exist are found", () => {
    const text =
        "`npx hrms demo` `npx hrms fly --now` `npx hrms ci land` `npm run check` `npm run away` `docs/adr` `docs/none.md` `docs/<x>.md`";
    expect(unknownNames(parseDocument("README.md", text))).toEqual(["fly", "land", "away", "docs/none.md"]);
});
