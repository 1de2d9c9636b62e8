/** A unit test lies where its subject lies: `test/unit/engine/events.test.ts` is for `engine/events.ts`. */
import * as fs from "node:fs";
import * as path from "node:path";
import { CHECKOUT } from "../../system/checkout";

/** The files below a folder of the repository, as paths from the root, with what they end in removed. */
function stemsIn(folder: string, ending: string): string[] {
    return fs
        .readdirSync(path.join(CHECKOUT, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(ending) && !file.includes("node_modules"))
        .map((file) => path.posix.join(folder, file.slice(0, -ending.length)));
}

const subjectsIn = (folder: string): string[] => (isFolder(folder) ? stemsIn(folder, ".ts") : []);

const isFolder = (folder: string): boolean =>
    fs.statSync(path.join(CHECKOUT, folder), { throwIfNoEntry: false })?.isDirectory() === true;

/** Where the subject of a test lies, if that is not where the test says; a test of a whole folder has any name. */
function misplaced(test: string, subjects: readonly string[]): string | undefined {
    const { dir, base } = path.posix.parse(test);
    if (!isFolder(dir)) return `${dir} is not a folder of the repository`;
    const isHere = subjects.some((subject) => subject === test || subject.startsWith(`${test}/`));
    const others = subjects.filter((subject) => path.posix.basename(subject) === base);
    return isHere || others.length === 0 ? undefined : `its subject is ${others.join(" or ")}`;
}

const TESTS = stemsIn("test/unit", ".test.ts")
    .map((test) => path.posix.relative("test/unit", test))
    .filter((test) => test !== "mirror");

test("every unit test lies where its subject lies", () => {
    const faults = TESTS.flatMap((test) => {
        const [top = ""] = test.split("/");
        const fault = misplaced(test, subjectsIn(top));
        return fault === undefined ? [] : [`${test}: ${fault}`];
    });
    expect(faults).toEqual([]);
});

test.each([
    ["tools/engine", [], "tools is not a folder of the repository"],
    ["components/alarm", ["components/monitoring/alarm"], "its subject is components/monitoring/alarm"],
    ["components/monitoring", ["components/monitoring/index"], undefined],
    ["config/invalid", ["config/parse"], undefined],
])("a test at %s of %j: %s", (at, subjects, fault) => {
    expect(misplaced(at, subjects)).toBe(fault);
});
