/** The steps of a build, in order. Those with a script run it in the builder. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { examine } from "../fit";
import { hasErrors, PLAIN, report } from "../fit/print";
import { faultIn } from "../fit/resolve/faults";
import { proposed } from "../fit/settings";
import type { Finished } from "../system/run";
import { Fault } from "./fault";
import { frontEnds } from "./front-ends";
import { omittedLines } from "./left-out";
import { licences } from "./licences";
import { BASELINE, exposed } from "./secrets";
import { cleanEnvironmentFiles, leaveOut, takeSource } from "./source";
import { CLEANER, type Build, type StepName } from "./state";
import { audited, USUAL_CHECK } from "./vulnerabilities";

/** What a step found, in lines for people and for the release record. */
type Notes = readonly string[];

/** The same, with the reason if the step could not do its work and the build goes on. */
interface Found {
    readonly notes: Notes;
    readonly notChecked?: string;
}

interface Here {
    readonly run: (build: Build) => Promise<Notes>;
}

interface InBuilder {
    /** File in recipe/. */
    readonly script: string;
    /** What the script printed, in lines. @throws Fault for what a script that succeeds has found */
    readonly notes: (stdout: string, build: Build) => Notes | Found;
    /** What is wrong if the script fails, and what to do. */
    readonly explain: (finished: Finished, build: Build) => Fault;
}

export type Step = { readonly name: StepName; readonly does: string } & (Here | InBuilder);

const lines = (text: string): string[] => text.split("\n").filter((line) => line.trim() !== "");

/** The end of what a program printed, which says why it failed. */
const MOST_LINES = 40;
const endOf = ({ stdout, stderr }: Finished): string =>
    lines(`${stdout}\n${stderr}`).slice(-MOST_LINES).join("\n");

const explained = (what: string, fix: string) => (finished: Finished) =>
    new Fault({ what: `${what}\n${endOf(finished)}`, fix });

async function take(build: Build): Promise<Notes> {
    build.source = await takeSource(build.options.folder, build.options.revision, build.app);
    const { commit, uncommitted } = build.source;
    return [
        commit === "" ? "the folder as it is, without a commit" : `commit ${commit}`,
        ...(uncommitted.length === 0
            ? []
            : [`not in the release, because not committed: ${uncommitted.join(", ")}`]),
    ];
}

async function read(build: Build): Promise<Notes> {
    const { architecture, index = true } = build.options;
    const { project, result } = await examine(build.app, {
        architecture,
        index,
        report: build.shown.report,
    });
    if (hasErrors(result)) {
        const errors = result.findings.filter(({ severity }) => severity === "error");
        const text = report({ findings: errors, summary: [], settings: [] }, PLAIN);
        throw new Fault({ what: text.trim(), fix: "" });
    }
    const [requirements] = project.of("requirements");
    build.propose(proposed(project), requirements);
    const warnings = result.findings.filter(({ severity }) => severity === "warning").length;
    return [`${warnings} warnings (npx hrms fit lists them)`];
}

async function clean(build: Build): Promise<Notes> {
    const omitted = leaveOut(build.app);
    const samples = await cleanEnvironmentFiles(build.app, CLEANER);
    const all = samples.length === 0 ? omitted : { ...omitted, "examples of .env files": samples };
    build.omitted = all;
    build.frontEnds = frontEnds(build.app);
    return omittedLines(all);
}

function noSecrets(stdout: string, build: Build): Notes {
    const file = join(build.app, BASELINE);
    const baseline = existsSync(file) ? readFileSync(file, "utf8") : undefined;
    const found = exposed(stdout, baseline);
    if (found.length === 0) return [baseline === undefined ? "none" : `none but those in ${BASELINE}`];
    throw new Fault({
        what: [
            "Secrets are in the source:",
            ...found.map(({ file, line, type }) => `    ${file}:${line}  ${type}`),
        ].join("\n"),
        fix:
            "read each from the environment (hrms:environmentSecrets) and change it, because everybody with the " +
            "repository knows it. A line without a real secret gets the comment # pragma: allowlist secret. To " +
            "allow all that are there now: pip install detect-secrets==1.5.0, then " +
            `detect-secrets scan > ${BASELINE}, and commit that file.`,
    });
}

/** What lock.sh exits with if its message is complete. */
const COMPLETE = 3;

function unlocked(finished: Finished, build: Build): Fault {
    if (finished.code === COMPLETE) return new Fault({ what: finished.stderr.trim(), fix: "" });
    const fault = faultIn(finished.stderr);
    return new Fault({
        what: `The requirements in ${build.requirements.file} cannot be locked:\n${
            fault.kind === "conflict" ? fault.why : endOf(finished)
        }`,
        fix: "change the versions that it names, or require them from an index of packages; hosts' own ranges are in host/root/opt/hrms/django/requirements.txt.",
    });
}

function locked(stdout: string, { options, requirements }: Build): Notes {
    const many = `${stdout.trim()} packages with hashes`;
    if (options.lock !== undefined) return [`${many}, as in release ${options.lock.release}`];
    return [`${many}, from ${requirements.lock || requirements.file}`];
}

function builtFrontEnds(stdout: string, { frontEnds }: Build): Notes {
    if (frontEnds.length === 0) return ["none: no package.json has a script build"];
    return [`${frontEnds.join(", ")}: ${stdout.trim()} files made`];
}

function testsRun(stdout: string): Notes | Found {
    const ran = /Found (\d+) test/.exec(stdout)?.[1] ?? "0";
    if (ran !== "0") return [`${ran} tests passed`];
    return { notes: [], notChecked: "the project has no tests that manage.py finds" };
}

/** Python's error where a file belongs to somebody else. */
const WRITES = /PermissionError: \[Errno 13\][^\n]*'[^']*(\/build\/app\/[^']+)'/;

function notDeployable(finished: Finished): Fault {
    const path = WRITES.exec(finished.stderr)?.[1];
    if (path === undefined) {
        return explained(
            "The application does not load, or Django's deployment checks reject it.",
            "each warning above names the setting or the model, and has a hint.",
        )(finished);
    }
    return explained(
        `The application writes ${path.replace("/build/app/", "")} when it starts, and nobody can write there on hosts.`,
        "log to the console, store files with Django's default_storage, and use tempfile for what a process needs for itself",
    )(finished);
}

export const STEPS: readonly Step[] = [
    {
        name: "source",
        does: "Taking the source",
        run: take,
    },
    {
        name: "fit",
        does: "Reading the project",
        run: read,
    },
    {
        name: "contents",
        does: "Leaving out what hosts do not need",
        run: clean,
    },
    {
        name: "secrets",
        does: "Looking for secrets",
        script: "secrets.sh",
        notes: noSecrets,
        explain: explained("detect-secrets could not read the project.", "see its last lines above"),
    },
    {
        name: "lock",
        does: "Locking the requirements",
        script: "lock.sh",
        notes: locked,
        explain: unlocked,
    },
    {
        name: "vulnerabilities",
        does: "Looking for known vulnerabilities",
        script: "vulnerabilities.sh",
        notes: (stdout, { options }) => audited(stdout, options.vulnerabilities ?? USUAL_CHECK),
        explain: explained("pip-audit could not check the packages.", "see its last lines above"),
    },
    {
        name: "wheels",
        does: "Building wheels",
        script: "wheels.sh",
        notes: lines,
        explain: explained(
            "A package cannot be built or installed.",
            "if a header or a library is missing, add its -dev package: --debian-packages libldap-dev. Otherwise require a version with a wheel (npx hrms fit names it).",
        ),
    },
    {
        name: "frontend",
        does: "Building front ends",
        script: "frontend.sh",
        notes: builtFrontEnds,
        explain: explained(
            "A front end cannot be built.",
            "npm ci and npm run build have to work in a clean checkout with Debian's Node; their last lines are above.",
        ),
    },
    {
        name: "migrations",
        does: "Running migrations from zero on MariaDB",
        script: "migrations.sh",
        notes: () => ["no changes without a migration; all run on an empty database"],
        explain: explained(
            "The models and the migrations do not agree, or a migration fails.",
            "run python manage.py makemigrations, read what it wrote, and commit it. If a migration fails, its error is above.",
        ),
    },
    {
        name: "tests",
        does: "Running the project's tests on MariaDB",
        script: "tests.sh",
        notes: testsRun,
        explain: explained(
            "The project's tests fail.",
            'correct them, or say why this release goes without: --skip-tests "a reason, which is recorded".',
        ),
    },
    {
        name: "deployment",
        does: "Django's deployment checks",
        script: "deployment.sh",
        notes: (stdout) => [...new Set(lines(stdout))],
        explain: notDeployable,
    },
    {
        name: "static",
        does: "Collecting and compressing static files",
        script: "static.sh",
        notes: lines,
        explain: explained("Static files cannot be collected.", "the last line above says which file."),
    },
    {
        name: "sbom",
        does: "Listing packages and licences",
        script: "sbom.sh",
        notes: (_, build) => licences(readFileSync(join(build.work, "sbom.json"), "utf8")),
        explain: explained("cyclonedx-py could not list the packages.", "see its last lines above"),
    },
    {
        name: "archive",
        does: "Packing",
        script: "archive.sh",
        notes: () => [],
        explain: explained("The release could not be packed.", "see the last lines above"),
    },
];
