/** What facts/ finds in a project, by kind. Each fact has a place: a file relative to the project, and a line; 0 is the whole file. */
import * as path from "node:path";
import { lastLine, run } from "../system/run";

export interface Place {
    readonly file: string;
    readonly line: number;
}

/** Kinds of facts, and what each says besides its place. The programs in facts/ say how it is found. */
export interface Kinds {
    manage: { readonly settings: string; readonly folder: string };
    wsgi: ServerFile;
    asgi: ServerFile;
    /** `module` is "" if there are none; `named` is what manage.py or wsgi.py names. */
    "settings-module": { readonly module: string; readonly named: string };
    "settings-file": { readonly settings: number };
    /** `value` is null if it cannot be read, and absent unless a rule needs it. `secret`: a secret's text is in the file. */
    setting: {
        readonly name: string;
        readonly value?: unknown;
        readonly secret?: true;
        readonly placeholder?: boolean;
    };
    /** A file beside manage.py with the name of a package that hosts need. */
    shadow: { readonly name: string };
    unparsed: { readonly why: string };
    import: { readonly module: string };
    requirements: {
        readonly format: "pip" | "pip-elsewhere" | "pipenv" | "pyproject" | "setup";
        readonly lock: string;
    };
    requirement: {
        /** As PyPI spells it; "" if it cannot be told. */
        readonly name: string;
        readonly extras: string;
        readonly spec: string;
        readonly marker: string;
        /** Whether it comes from a repository or a file. */
        readonly url: boolean;
        readonly unreadable?: true;
    };
    "python-version": { readonly spec: string };
    "requirements-encoding": { readonly encoding: string };
    "requirements-missing-file": { readonly name: string };
    "requirements-option": { readonly option: string };
    /** `guards` are the other variables that the conditions around it name; `guarded`: they name the variable itself. */
    "environment-read": {
        readonly name: string;
        readonly required: boolean;
        readonly guards: readonly string[];
        readonly guarded: boolean;
    };
    /** `sample`: its name says so, such as .env.example. */
    "env-file": { readonly sample: boolean };
    "file-path": { readonly field: string };
    "media-root": { readonly served: boolean };
    "file-storage": object;
    "file-write": { readonly what: string };
    "write-at-import": { readonly what: string };
    "makedirs-at-import": object;
    ddl: { readonly statement: string };
    thread: { readonly when: "import" | "ready" | "call" };
    client: { readonly client: string; readonly port: number };
    "url-port": { readonly scheme: string; readonly port: number };
    print: { readonly names: readonly string[] };
    "password-compared": { readonly how: string };
    "static-slash": object;
    "static-hard": { readonly name: string };
    "static-missing": { readonly name: string };
    "static-folder": { readonly folder: string };
    device: { readonly device: "camera" | "geolocation" };
    /** `exported`: the package itself imports it. */
    "celery-app": { readonly module: string; readonly variable: string; readonly exported: boolean };
    "celery-queue": { readonly queue: string };
    /** `seconds` is null for a time of the day, and for what cannot be read. */
    "beat-entry": { readonly name: string; readonly seconds: number | null };
    apscheduler: { readonly command: boolean; readonly blocking: boolean };
    job: { readonly seconds: number | null };
    "other-queue": { readonly queue: string };
    "no-migrations": { readonly app: string };
    "migrations-ignored": { readonly pattern: string };
    makemigrations: object;
    /** `how`: a package's view, the admin's, a token API, own code with Django's help, or own code past it. */
    login: { readonly path: string; readonly how: "package" | "admin" | "token" | "own" | "past" };
    "node-build": object;
    vendored: { readonly files: number };
    "database-file": { readonly what: string };
    uploads: { readonly files: number };
    /** The project as a whole, once. */
    project: object;
    // What the index of packages says, from resolve/.
    /** `nearest` is the oldest later version that has one, "" for none. */
    "no-wheel": { readonly name: string; readonly version: string; readonly nearest: string };
    "from-source": { readonly name: string };
    "no-version": { readonly name: string; readonly spec: string };
    "no-package": { readonly name: string };
    conflict: { readonly why: string };
    "host-conflict": { readonly why: string };
    unchecked: { readonly why: string };
}

interface ServerFile {
    readonly module: string;
    /** "" if there is none. */
    readonly callable: string;
    readonly settings: string;
    readonly websockets: boolean;
}

export type Kind = keyof Kinds;
export type Fact<K extends Kind = Kind> = { [Each in K]: Place & { readonly kind: Each } & Kinds[Each] }[K];

/** A project as the rules see it. */
export class Project {
    constructor(
        private readonly facts: readonly Fact[],
        /** Folder of manage.py, "" for the project's own. */
        readonly root = "",
        /** Version of the Python that read it. */
        readonly python = "",
    ) {}

    of<K extends Kind>(kind: K): readonly Fact<K>[] {
        return this.facts.filter((fact) => fact.kind === kind) as readonly Place[] as readonly Fact<K>[];
    }

    /** The value of a setting, null if it cannot be read, undefined if there is none. The last one counts. */
    setting(name: string): unknown {
        return this.of("setting").findLast((fact) => fact.name === name)?.value;
    }

    requires(name: string): boolean {
        return this.of("requirement").some((fact) => fact.name === name);
    }

    with(facts: readonly Fact[]): Project {
        return new Project([...this.facts, ...facts], this.root, this.python);
    }
}

/** A very large project takes 20 s. */
const READING_MS = 45_000;

/**
 * Reads the project in the folder with Python, which runs none of its code.
 * @throws Error if there is no Python, or it is too old
 */
export async function readProject(folder: string): Promise<Project> {
    // Isolated: neither the project's modules nor the user's settings of Python have a part in it.
    const program = path.join(__dirname, "facts");
    const { code, stdout, stderr } = await run("python3", ["-I", "-B", program, folder], {
        timeoutMs: READING_MS,
    });
    if (code === 127) {
        throw new Error(
            "Python is not installed, and reading a Django project needs it. Install Python 3.10 or newer, so that `python3 --version` works.",
        );
    }
    if (code !== 0) throw new Error(`The project could not be read: ${lastLine(stderr)}`);
    const read = JSON.parse(stdout) as { python: string; root: string; facts: Fact[] };
    return new Project(
        [{ kind: "project", file: read.root, line: 0 }, ...read.facts],
        read.root,
        read.python,
    );
}
