/** Releases, built by the command that people type: what is in them, that a second build gives the same bytes, and what stops one. */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { HRMS, SEPARATE } from "../../../lab/projects";
import type { ReleaseRecord } from "../../../release/build";
import { OWN_ARCHITECTURE, whyNoBuilder } from "../../../release/builder";
import { STEP_NAMES } from "../../../release/state";
import { cacheFolder } from "../../../system/cache";
import { CHECKOUT } from "../../../system/checkout";
import { removeTemporaryFolder, temporaryFolder } from "../../../system/interruption";
import { suiteUnless } from "../../support/suites";

/** The first build on a machine makes the builder. */
const BUILD_TIMEOUT_MS = 1_200_000;
const CANARY = "Zq7-canary-of-a-secret-91xT";

suiteUnless(whyNoBuilder(OWN_ARCHITECTURE), "npx hrms release build", () => {
    let base: string;
    beforeEach(() => {
        base = temporaryFolder("releases");
    });
    afterEach(() => {
        removeTemporaryFolder(base);
    });

    const build = (app: string, output: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) =>
        spawnSync(
            process.execPath,
            [
                ...[path.join(CHECKOUT, "commands/hrms.js"), "release", "build", "--app", app],
                ...["--output", path.join(base, output), "--architecture", OWN_ARCHITECTURE, ...args],
            ],
            { encoding: "utf8", env: { ...process.env, ...env } },
        );
    const recordIn = (output: string): ReleaseRecord => {
        const folder = path.join(base, output);
        const file = fs.readdirSync(folder).find((name) => /^[0-9a-f]{64}\.json$/.test(name)) ?? "";
        return JSON.parse(fs.readFileSync(path.join(folder, file), "utf8")) as ReleaseRecord;
    };
    const filesOf = (output: string): string[] => {
        const archive = path.join(base, output, `${recordIn(output).release}.tar.gz`);
        const { stdout } = spawnSync("tar", ["--list", "--verbose", "--gzip", "--file", archive], {
            encoding: "utf8",
        });
        return stdout.trim().split("\n");
    };
    const steps = (output: string): Record<string, readonly string[]> =>
        Object.fromEntries(recordIn(output).steps.map(({ step, notes }) => [step, notes]));

    /** The sample HRMS, changed. A change is a file's new text, or what makes it from the old one. */
    const changed = (changes: Readonly<Record<string, string | ((old: string) => string)>>): string => {
        const folder = path.join(base, "app");
        fs.cpSync(HRMS, folder, { recursive: true });
        for (const [name, change] of Object.entries(changes)) {
            const file = path.join(folder, name);
            fs.writeFileSync(
                file,
                typeof change === "string" ? change : change(fs.readFileSync(file, "utf8")),
            );
        }
        return folder;
    };

    test(
        "two builds of one commit, the second without anything downloaded before, give the same archive",
        () => {
            // The same builder, but none of the wheels that the first build made.
            const cache = path.join(base, "cache");
            fs.mkdirSync(cache);
            const first = build(HRMS, "first");
            expect(first.status === 0 ? "" : first.stderr).toBe("");
            for (const kind of ["builders", "uv"]) fs.symlinkSync(cacheFolder(kind), path.join(cache, kind));
            const second = build(HRMS, "second", [], { HRMS_CACHE: cache });
            expect(second.status === 0 ? "" : second.stderr).toBe("");
            expect(fs.existsSync(path.join(cache, "builder-downloads"))).toBe(true);

            const record = recordIn("first");
            expect(recordIn("second").release).toBe(record.release);
            expect(first.stdout).toContain(`Release ${record.release}`);
            expect(record.source.commit).toMatch(/^[0-9a-f]{40}$/);
            expect(record.steps.map(({ step, outcome }) => [step, outcome])).toEqual(
                STEP_NAMES.map((name) => [name, "passed"]),
            );
            expect(steps("first")).toMatchObject({
                tests: ["49 tests passed"],
                sbom: expect.arrayContaining([
                    expect.stringMatching(/^Django 5\.2\.19: BSD-3-Clause/),
                ]) as string[],
            });
            expect(record.lock.join("\n")).toMatch(/^django==5\.2\.19 \\\n +--hash=sha256:/m);

            const files = filesOf("first");
            expect(files.filter((line) => !/^[d-]rw.r-.r-. 0\/0 +\d+ 1970-01-01 00:00 /.test(line))).toEqual(
                [],
            );
            const names = files.map((line) => line.split(" ").at(-1) ?? "");
            expect(names).toEqual(
                expect.arrayContaining(["app/manage.py", "requirements.lock", "static/staticfiles.json"]),
            );
            expect(names).toContainEqual(expect.stringMatching(/^static\/hrms\/app\.[0-9a-f]{12}\.css\.br$/));
            expect(names).toContainEqual(expect.stringMatching(/^wheels\/mysqlclient-.*\.whl$/));
            expect(names.filter((name) => /__pycache__|\.pyc$|\.git\//.test(name))).toEqual([]);
        },
        BUILD_TIMEOUT_MS,
    );

    test("a project with manage.py in a folder is built with what fit finds", () => {
        const { status, stderr } = build(SEPARATE, "out", ["--skip-tests", "it has none yet"]);
        expect(status === 0 ? "" : stderr).toBe("");
        expect(recordIn("out").settings).toMatchObject({
            projectFolder: "backend",
            settingsModule: "config.settings.production",
            wsgiApplication: "config.wsgi:application",
        });
        expect(recordIn("out").steps.find(({ step }) => step === "tests")).toEqual({
            step: "tests",
            outcome: "left out",
            seconds: 0,
            notes: ["it has none yet"],
        });
    });

    const MODEL = "\n\nclass Extra(models.Model):\n    name = models.CharField(max_length=9)\n";
    const FAILING =
        "\n\nclass Failing(HrmsTestCase):\n    def test_it(self) -> None:\n        self.assertEqual(1, 2)\n";

    test.each<[string, Parameters<typeof changed>[0], readonly RegExp[]]>([
        [
            "a failing test",
            { "leave/tests.py": (old) => old + FAILING },
            [
                /The project's tests fail\./,
                /leave\/tests\.py", line \d+, in test_it/,
                /1 != 2/,
                /Fix: .*--skip-tests/,
            ],
        ],
        [
            "a missing migration",
            { "leave/models.py": (old) => old + MODEL },
            [
                /leave\/migrations\/0002_extra\.py/,
                /Create model Extra/,
                /Fix: run python manage\.py makemigrations/,
            ],
        ],
        [
            "a secret",
            { "leave/client.py": `PASSWORD = "${CANARY}"\n` },
            [/leave\/client\.py:1 {2}Secret Keyword/, /Fix: .*# pragma: allowlist secret/],
        ],
        ["a real .env", { ".env": `DB_PASSWORD=${CANARY}\n` }, [/(^|\W)\.env\W/, /git rm --cached/]],
        [
            "requirements that conflict",
            {
                "requirements.txt": (old) =>
                    `${old}django-axes==8.3.1\ndjango-ipware<5\ndjango-axes[ipware]\n`,
            },
            [/ipware/, /requirements\.txt:\d/, /Fix: /],
        ],
    ])("%s stops it", (_, changes, said) => {
        const { status, stdout, stderr } = build(changed(changes), "out", ["--commit", "folder"]);
        expect([status, stdout]).toEqual([1, ""]);
        expect(stderr).toContain("No release was built.");
        for (const part of said) expect(stderr).toMatch(part);
        expect(stderr).not.toContain(CANARY);
        expect(fs.existsSync(path.join(base, "out"))).toBe(false);
    });
});
