/** Where a release's files come from: a commit of a git repository, or a folder. */
import {
    closeSync,
    cpSync,
    openSync,
    readdirSync,
    readSync,
    realpathSync,
    rmSync,
    type Dirent,
} from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { run } from "../system/run";
import { Fault } from "./fault";
import { whyLeftOut, type Omitted, type ProjectTree } from "./left-out";

export interface Source {
    /** "" for a folder. */
    readonly commit: string;
    /** The main branch, if the commit is in it, such as `origin/main`; "" if not, or if there is none. */
    readonly mergedInto: string;
    /** Changes that are in the folder and not in the commit, as `git status --porcelain` prints them. */
    readonly uncommitted: readonly string[];
}

/** A repository's own configuration could name a program to run. */
const GIT = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"];

const git = (folder: string, ...args: string[]) => run("git", [...GIT, "-C", folder, ...args]);

/**
 * Copies the project's files into an empty folder.
 * @param revision a commit of the folder's repository, or "folder" for the files as they are
 * @throws Fault if there is no such commit
 */
export async function takeSource(folder: string, revision: string, into: string): Promise<Source> {
    if (revision === "folder") {
        return copyFolder(folder, into);
    }
    const top = await git(folder, "rev-parse", "--show-toplevel");
    if (top.code !== 0) {
        throw new Fault({
            what: `${folder} is not in a git repository that this user can read.`,
            fix: "Name a folder of a repository, or build the files as they are: add --commit folder",
        });
    }
    const found = await git(folder, "rev-parse", "--verify", "--quiet", `${revision}^{commit}`);
    if (found.code !== 0) {
        throw new Fault({
            what: `The repository of ${folder} has no commit ${revision}.`,
            fix: `Choose one of: git -C ${folder} log --oneline`,
        });
    }
    const commit = found.stdout.trim();
    const root = realpathSync(top.stdout.trim());
    const inside = relative(root, realpathSync(folder)).split(sep).join("/");
    const packed = join(into, "..", "source.tar");
    const archived = await git(root, "archive", "--format=tar", `--output=${packed}`, `${commit}:${inside}`);
    if (archived.code !== 0) {
        throw new Fault({
            what: `Commit ${commit} has no ${inside || "files"}.`,
            fix: archived.stderr.trim(),
        });
    }
    const unpacked = await run("tar", ["--extract", "--file", packed, "--directory", into]);
    rmSync(packed);
    if (unpacked.code !== 0) {
        throw new Error(unpacked.stderr);
    }
    const status = await git(folder, "status", "--porcelain", "--", ".");
    const mergedInto = await mainBranchWith(commit, root);
    return { commit, mergedInto, uncommitted: status.stdout.split("\n").filter((line) => line !== "") };
}

function copyFolder(folder: string, into: string): Source {
    // Nobody waits for the copy of what is left out anyway.
    const large = new Set([".git", "node_modules", "__pycache__"]);
    cpSync(folder, into, {
        recursive: true,
        verbatimSymlinks: true,
        filter: (path) => !large.has(path.split(sep).at(-1) ?? ""),
    });
    return { commit: "", mergedInto: "", uncommitted: [] };
}

/** What people call the main branch. A branch of this machine counts only without a remote. */
const MAIN_BRANCHES = { origin: ["origin/HEAD", "origin/main", "origin/master"], none: ["main", "master"] };

async function mainBranchWith(commit: string, root: string): Promise<string> {
    const remotes = (await git(root, "remote")).stdout.split("\n");
    for (const name of MAIN_BRANCHES[remotes.includes("origin") ? "origin" : "none"]) {
        const branch = await git(root, "rev-parse", "--abbrev-ref", "--verify", "--quiet", name);
        if (branch.code !== 0) continue;
        const contained = await git(root, "merge-base", "--is-ancestor", commit, name);
        return contained.code === 0 ? branch.stdout.trim() : "";
    }
    return "";
}

/** Removes what a release does not have, and returns it. */
export function leaveOut(folder: string): Omitted {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
        (entry) => !entry.isDirectory(),
    );
    const place = (entry: Dirent): string =>
        relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/");
    const paths = files.map(place).sort();
    const tree: ProjectTree = {
        environments: paths.filter((path) => path.endsWith("/pyvenv.cfg")).map((path) => dirname(path)),
        databases: new Set(files.filter((entry) => entry.isFile() && isSqlite(entry)).map(place)),
        packages: new Set(paths.filter((path) => path.endsWith(".py")).map((path) => dirname(path))),
    };
    const omitted: Record<string, string[]> = {};
    for (const path of paths) {
        const what = whyLeftOut(path, tree);
        if (what !== undefined) {
            (omitted[what] ??= []).push(path);
            rmSync(join(folder, path));
        }
    }
    return omitted;
}

/** https://www.sqlite.org/fileformat.html#magic_header_string */
const MAGIC = Buffer.from("SQLite format 3\0");

function isSqlite({ parentPath, name }: Dirent): boolean {
    const file = openSync(join(parentPath, name), "r");
    try {
        const start = Buffer.alloc(MAGIC.length);
        return readSync(file, start) === MAGIC.length && start.equals(MAGIC);
    } finally {
        closeSync(file);
    }
}

/** Removes examples of .env files with the program that hosts run. @throws Fault with the paths of real ones */
export async function cleanEnvironmentFiles(folder: string, program: string): Promise<readonly string[]> {
    const before = environmentFiles(folder);
    const { code, stderr } = await run("sh", [program, folder]);
    if (code !== 0) {
        throw new Fault({ what: stderr.trim(), fix: "" });
    }
    const after = environmentFiles(folder);
    return before.filter((path) => !after.includes(path));
}

const environmentFiles = (folder: string): string[] =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((path) => /(^|[\\/])\.env[^\\/]*$/.test(path))
        .sort();
