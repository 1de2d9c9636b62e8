/** Releases, built by the command that people type: what is in them, that a second build gives the same bytes, and what stops one. */
import * as fs from "node:fs";
import * as path from "node:path";
import { HRMS, SEPARATE } from "../../../lab/projects";
import { OWN_ARCHITECTURE, whyNoBuilder } from "../../../release/builder";
import { STEP_NAMES } from "../../../release/state";
import { BUILD_TIMEOUT_MS, ReleaseBuilds, type Changes } from "../../support/release-builds";
import { suiteUnless } from "../../support/suites";

const CANARY = "Zq7-canary-of-a-secret-91xT";

suiteUnless(whyNoBuilder(OWN_ARCHITECTURE), "npx hrms release build", () => {
    let builds: ReleaseBuilds;
    beforeEach(() => {
        builds = new ReleaseBuilds();
    });
    afterEach(() => {
        builds.remove();
    });

    test(
        "two builds of one commit, the second without anything downloaded before, give the same archive",
        async () => {
            const first = await builds.build(HRMS, "first");
            expect(first.code === 0 ? "" : first.stderr).toBe("");
            // The same builder, but nothing that the first build has made or fetched.
            const cache = builds.emptyCache();
            const second = await builds.build(HRMS, "second", [], { HRMS_CACHE: cache });
            expect(second.code === 0 ? "" : second.stderr).toBe("");
            expect(fs.existsSync(path.join(cache, "builder-downloads"))).toBe(true);

            const record = builds.record("first");
            expect(builds.record("second").release).toBe(record.release);
            expect(first.stdout).toContain(`Release ${record.release}`);
            expect(record.source.commit).toMatch(/^[0-9a-f]{40}$/);
            expect(record.steps.map(({ step, outcome }) => [step, outcome])).toEqual(
                // Not every machine reaches OSV.
                STEP_NAMES.map((name) => [
                    name,
                    name === "vulnerabilities"
                        ? (expect.stringMatching("^(passed|not checked)$") as string)
                        : "passed",
                ]),
            );
            expect(builds.steps("first")).toMatchObject({
                tests: ["49 tests passed"],
                sbom: expect.arrayContaining([
                    expect.stringMatching(/^Django 5\.2\.19: BSD-3-Clause/),
                ]) as string[],
            });
            expect(record.lock.join("\n")).toMatch(/^django==5\.2\.19 \\\n +--hash=sha256:/m);

            const files = await builds.files("first");
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

    test("a project with manage.py in a folder is built with what fit finds", async () => {
        const record = await builds.built(SEPARATE, "out");
        expect(record.settings).toMatchObject({
            projectFolder: "backend",
            settingsModule: "config.settings.production",
            wsgiApplication: "config.wsgi:application",
        });
        expect(record.steps.find(({ step }) => step === "tests")).toEqual({
            step: "tests",
            outcome: "left out",
            seconds: 0,
            notes: ["it has none yet"],
        });
    });

    const MODEL = "\n\nclass Extra(models.Model):\n    name = models.CharField(max_length=9)\n";
    const FAILING =
        "\n\nclass Failing(HrmsTestCase):\n    def test_it(self) -> None:\n        self.assertEqual(1, 2)\n";

    test.each<[string, Changes, readonly RegExp[]]>([
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
            "a settings module that writes into the project's folder, where fit does not see it",
            { "hrms/settings.py": (old) => `${old}\ngetattr(BASE_DIR / "started.log", "touch")()\n` },
            [/The application writes started\.log when it starts/, /Fix: log to the console/],
        ],
        [
            "requirements that conflict",
            {
                "requirements.txt": (old) =>
                    `${old}django-axes==8.3.1\ndjango-ipware<5\ndjango-axes[ipware]\n`,
            },
            [/ipware/, /requirements\.txt:\d/, /Fix: /],
        ],
    ])("%s stops it", async (_, changes, said) => {
        const app = builds.project([HRMS], changes);
        const { code, stdout, stderr } = await builds.build(app, "out", ["--commit", "folder"]);
        expect([code, stdout]).toEqual([1, ""]);
        expect(stderr).toContain("No release was built.");
        for (const part of said) expect(stderr).toMatch(part);
        expect(stderr).not.toContain(CANARY);
        expect(fs.existsSync(builds.at("out"))).toBe(false);
    });
});
