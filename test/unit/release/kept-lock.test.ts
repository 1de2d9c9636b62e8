import * as fs from "node:fs";
import * as path from "node:path";
import { readLock, writeLock } from "../../../release/kept-lock";
import { removeTemporaryFolder, temporaryFolder } from "../../../system/interruption";

const LOCK = {
    release: "a".repeat(64),
    lock: ["django==5.2.19 \\", "    --hash=sha256:1"],
    repositories: [],
    buildRequirements: { mysqlclient: ["setuptools==80.0", "wheel==1.0"] },
};

let folder: string;
beforeEach(() => {
    folder = temporaryFolder("kept");
});
afterEach(() => {
    removeTemporaryFolder(folder);
});

const record = (content: unknown): string => {
    const file = path.join(folder, "record.json");
    fs.writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
    return file;
};

test("a record's packages are written as the recipe reads them", () => {
    writeLock(readLock(record({ ...LOCK, format: 1, steps: [] })), folder);
    const read = (name: string): string => fs.readFileSync(path.join(folder, "kept", name), "utf8");
    expect(read("locked.txt")).toBe("django==5.2.19 \\\n    --hash=sha256:1\n");
    expect(read("repositories.txt")).toBe("");
    expect(read("build-requirements/mysqlclient.txt")).toBe("setuptools==80.0\nwheel==1.0\n");
});

test.each<[string, unknown]>([
    ["no JSON", "<html>"],
    ["another document", {}],
    ["no packages", { ...LOCK, lock: [] }],
    ["a name that is a path", { ...LOCK, buildRequirements: { "../x": [] } }],
])("%s is a fault", (_, content) => {
    expect(() => readLock(record(content))).toThrow(
        /is no record of a release: .*\nFix: name the <sha>\.json/,
    );
});
