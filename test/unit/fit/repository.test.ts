/** In a git repository, only what git has or would add is judged: a release is made from it. */
import { execFileSync } from "node:child_process";
import { judge } from "../../../fit";
import { readProject } from "../../../fit/facts";
import { short, withProject, type Changes } from "./project";

const SQLITE = Buffer.from("SQLite format 3\0 and pages");

const LOCAL: Changes = {
    ".env": "SECRET_KEY=abc\n",
    "db.sqlite3": SQLITE,
    "media/ada.pdf": "%PDF",
    "venv/pyvenv.cfg": "home = /usr\n",
    "venv/lib/python3.13/site-packages/a.py": "print(password)\n",
};

const found = (changes: Changes): Promise<string[]> =>
    withProject(changes, async (folder) => {
        const git = (...args: string[]): void => {
            execFileSync("git", [
                "-C",
                folder,
                "-c",
                "user.name=a",
                "-c",
                "user.email=a@example.com",
                ...args,
            ]);
        };
        git("init", "--quiet");
        git("add", ".");
        git("commit", "--quiet", "--message", "All");
        return judge(await readProject(folder)).findings.map(short);
    });

test("files that git ignores are not there", async () => {
    expect(await found({ ...LOCAL, ".gitignore": ".env\n*.sqlite3\nmedia/\nvenv/\n" })).toEqual([]);
});

test("files that git has are", async () => {
    expect(await found(LOCAL)).toEqual([
        "error env-file .env",
        "warning database-file db.sqlite3",
        "warning uploads media",
        "warning vendored venv",
    ]);
});
