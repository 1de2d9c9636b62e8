import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { CLEANER } from "../../../release/state";
import { cleanEnvironmentFiles, leaveOut, takeSource } from "../../../release/source";
import { removeTemporaryFolder, temporaryFolder } from "../../../system/interruption";

let base: string;
beforeEach(() => {
    base = temporaryFolder("source");
    fs.mkdirSync(path.join(base, "app"));
});
afterEach(() => {
    removeTemporaryFolder(base);
});

const write = (file: string, text: string | Buffer = ""): void => {
    fs.mkdirSync(path.dirname(path.join(base, file)), { recursive: true });
    fs.writeFileSync(path.join(base, file), text);
};
const git = (...args: string[]): string =>
    execFileSync(
        "git",
        ["-C", path.join(base, "repository"), "-c", "user.name=a", "-c", "user.email=a@b.c", ...args],
        {
            encoding: "utf8",
        },
    ).trim();
const files = (folder: string): string[] =>
    fs
        .readdirSync(path.join(base, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => fs.statSync(path.join(base, folder, file)).isFile())
        .sort();
const take = (revision: string, folder = "repository/backend") =>
    takeSource(path.join(base, folder), revision, path.join(base, "app"));

describe("a folder of a repository", () => {
    beforeEach(() => {
        write("repository/backend/manage.py", "old");
        write("repository/README.md");
        git("init", "--quiet");
        git("add", ".");
        git("commit", "--quiet", "--message", "first");
        write("repository/backend/manage.py", "new");
        write("repository/backend/notes.txt");
    });

    test("a commit's files are taken, and what is not committed is named", async () => {
        const { commit, uncommitted } = await take("HEAD");
        expect(commit).toBe(git("rev-parse", "HEAD"));
        expect(uncommitted).toEqual([" M backend/manage.py", "?? backend/notes.txt"]);
        expect(files("app")).toEqual(["manage.py"]);
        expect(fs.readFileSync(path.join(base, "app/manage.py"), "utf8")).toBe("old");
    });

    test("a commit of the main branch is merged; one of another branch is not, and a remote's branch decides", async () => {
        const merged = async () => (await take("HEAD")).mergedInto;
        git("branch", "--move", "main");
        expect(await merged()).toBe("main");
        git("clone", "--quiet", ".", "../clone");
        const inClone = async () => (await take("HEAD", "clone/backend")).mergedInto;
        expect(await inClone()).toBe("origin/main");
        git("-C", "../clone", "commit", "--quiet", "--allow-empty", "--message", "not pushed");
        expect(await inClone()).toBe("");
        git("checkout", "--quiet", "-b", "feature");
        git("commit", "--quiet", "--allow-empty", "--message", "second");
        expect(await merged()).toBe("");
    });

    test("the folder is taken as it is", async () => {
        expect(await take("folder")).toEqual({ commit: "", mergedInto: "", uncommitted: [] });
        expect(files("app")).toEqual(["manage.py", "notes.txt"]);
        expect(fs.readFileSync(path.join(base, "app/manage.py"), "utf8")).toBe("new");
    });

    test("an unknown commit is a fault", async () => {
        await expect(take("nope")).rejects.toThrow(/has no commit nope\.\nFix: Choose one of: git -C /);
    });

    test("a revision is no option of git", async () => {
        await expect(take("--output=/tmp/x")).rejects.toThrow("has no commit --output=/tmp/x");
    });
});

test("a folder without a repository is a fault that says how to build it", async () => {
    write("plain/manage.py");
    await expect(take("HEAD", "plain")).rejects.toThrow(/is not in a git repository[\s\S]*--commit folder/);
});

test("what hosts do not need is removed, and told by kind", () => {
    write("app/manage.py");
    write("app/office.data", "SQLite format 3\0 and pages");
    write("app/short", "SQLite");
    write("app/env/pyvenv.cfg");
    write("app/env/bin/python");
    write("app/media/photo.jpg");
    expect(leaveOut(path.join(base, "app"))).toEqual({
        databases: ["office.data"],
        "virtual environments": ["env/bin/python", "env/pyvenv.cfg"],
        uploads: ["media/photo.jpg"],
    });
    expect(files("app")).toEqual(["manage.py", "short"]);
});

test("links to nowhere are kept as they are", () => {
    fs.symlinkSync("nowhere", path.join(base, "app/link"));
    expect(leaveOut(path.join(base, "app"))).toEqual({});
    expect(fs.readlinkSync(path.join(base, "app/link"))).toBe("nowhere");
});

test("examples of .env files are removed, and real ones are a fault with their paths", async () => {
    const app = path.join(base, "app");
    write("app/.env.example");
    expect(await cleanEnvironmentFiles(app, CLEANER)).toEqual([".env.example"]);
    write("app/backend/.env", "PASSWORD=canary");
    const cleaned = cleanEnvironmentFiles(app, CLEANER);
    await expect(cleaned).rejects.toThrow("backend/.env");
    await expect(cleaned).rejects.not.toThrow("canary");
});
