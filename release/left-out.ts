/** What is in a project's folder and not in a release of it. */

interface LeftOut {
    /** What it is, in words. */
    readonly what: string;
    /** Whether a path is such a file, or below such a folder; `/` separates folders. */
    readonly is: (path: string, tree: ProjectTree) => boolean;
}

export interface ProjectTree {
    /** Folders with a virtual environment. */
    readonly environments: readonly string[];
    /** Files that begin like a SQLite database. */
    readonly databases: ReadonlySet<string>;
    /** Folders with Python files. */
    readonly packages: ReadonlySet<string>;
}

const named =
    (...names: readonly string[]) =>
    (path: string): boolean =>
        path.split("/").some((part) => names.includes(part));

/** Names of folders for uploads, in the top folder or beside manage.py. Python packages can have such a name too. */
const MEDIA = /^((?:[^/]+\/)?(?:media|mediafiles))\//;
const DUMP = /(^|\/)((dump|backup)[^/]*\.(sql|json)|[^/]+\.(dump|sql\.(gz|bz2|xz|zip)))$/i;

/** The first row that fits counts. */
const LEFT_OUT: readonly LeftOut[] = [
    { what: "version control", is: named(".git", ".hg", ".svn") },
    { what: "node_modules", is: named("node_modules") },
    {
        what: "virtual environments",
        is: (path, { environments }) =>
            named("site-packages")(path) || environments.some((folder) => path.startsWith(`${folder}/`)),
    },
    { what: "compiled Python", is: (path) => named("__pycache__")(path) || path.endsWith(".pyc") },
    {
        what: "uploads",
        is: (path, { packages }) => {
            const folder = MEDIA.exec(path)?.[1];
            return folder !== undefined && !packages.has(folder);
        },
    },
    {
        what: "databases",
        is: (path, { databases }) => databases.has(path) || /\.sqlite3?(-wal|-shm|-journal)?$/.test(path),
    },
    { what: "database dumps", is: (path) => DUMP.test(path) },
];

/** What the path is that a release does not have; undefined for a path that it has. */
export const whyLeftOut = (path: string, tree: ProjectTree): string | undefined =>
    LEFT_OUT.find(({ is }) => is(path, tree))?.what;

/** Paths by what they are. */
export type Omitted = Readonly<Record<string, readonly string[]>>;

/** More paths of one kind are counted. */
const MOST = 3;

/** Each kind in one line, for people. */
export const omittedLines = (omitted: Omitted): string[] =>
    Object.entries(omitted).map(([what, paths]) => {
        const rest = paths.length - MOST;
        return `left out: ${what} (${paths.slice(0, MOST).join(", ")}${rest > 0 ? ` and ${rest} more` : ""})`;
    });
