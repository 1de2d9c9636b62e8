/** The packages of releases: locks of other tools, groups, git, private indexes, and the lock of an earlier release. */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { OWN_ARCHITECTURE, whyNoBuilder } from "../../../release/builder";
import { cacheFolder } from "../../../system/cache";
import { loopback, type Loopback } from "../../support/loopback";
import { BUILD_TIMEOUT_MS, fixture, MINIMAL, ReleaseBuilds, SMALL } from "../../support/release-builds";
import { suiteUnless } from "../../support/suites";

const CANARY = "Zq7-canary-of-a-password-91xT";

/** A package of the company, which no public index has. */
const PACKAGE = {
    "pyproject.toml":
        '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n\n' +
        '[project]\nname = "house-NAME"\nversion = "VERSION"\n',
    "house_NAME.py": 'GREETING = "hello"\n',
};

suiteUnless(whyNoBuilder(OWN_ARCHITECTURE), "packages of a release", () => {
    let builds: ReleaseBuilds;
    let server: Loopback;
    beforeEach(async () => {
        builds = new ReleaseBuilds();
        server = await loopback(({ url = "", headers }, response) => {
            const isOpen = url.startsWith("/git/");
            const wanted = `Basic ${Buffer.from(`reader:${CANARY}`).toString("base64")}`;
            const file = builds.at(
                "served",
                decodeURIComponent(url.replace(/\?.*/, "").replace(/\/$/, "/index.html")),
            );
            if (!isOpen && headers.authorization !== wanted) {
                response.writeHead(401, { "WWW-Authenticate": "Basic" }).end();
            } else if (fs.statSync(file, { throwIfNoEntry: false })?.isFile()) {
                response.writeHead(200, file.endsWith(".html") ? { "Content-Type": "text/html" } : {});
                response.end(fs.readFileSync(file));
            } else {
                response.writeHead(404).end();
            }
        });
    });
    afterEach(async () => {
        await server.close();
        builds.remove();
    });

    const write = (folder: string, name: string, version: string): void => {
        fs.mkdirSync(folder, { recursive: true });
        for (const [file, text] of Object.entries(PACKAGE)) {
            fs.writeFileSync(
                path.join(folder, file.replace("NAME", name)),
                text.replace("NAME", name).replace("VERSION", version),
            );
        }
    };
    const run = (program: string, ...args: string[]): string =>
        execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();

    /** Puts the package into a private index that has nothing else. */
    const publish = (name: string, version: string): void => {
        write(builds.at("source"), name, version);
        const folder = builds.at("served/simple", `house-${name}`);
        run("python3", "-m", "pip", "wheel", "--no-deps", "--wheel-dir", folder, builds.at("source"));
        const wheels = fs.readdirSync(folder).filter((file) => file.endsWith(".whl"));
        const links = wheels.map((wheel) => `<a href="${wheel}">${wheel}</a>`);
        fs.writeFileSync(path.join(folder, "index.html"), links.join("\n"));
    };

    /** Puts the package into a git repository, and returns its commit. */
    const commit = (name: string): string => {
        const folder = builds.at("repository");
        write(folder, name, "1.4");
        const git = (...args: string[]): string =>
            run("git", "-C", folder, "-c", "user.name=a", "-c", "user.email=a@b.c", ...args);
        git("init", "--quiet", "--initial-branch=main");
        git("add", ".");
        git("commit", "--quiet", "--message=first");
        run("git", "clone", "--quiet", "--bare", folder, builds.at("served/git", `${name}.git`));
        run("git", "-C", builds.at("served/git", `${name}.git`), "update-server-info");
        return git("rev-parse", "HEAD");
    };

    test.each(["uv", "poetry", "pipenv"])(
        "%s: the versions of its lock, with the group that is named",
        async (tool) => {
            const app = builds.project([SMALL, fixture(`locks/${tool}`)]);
            const { lock, buildRequirements } = await builds.built(app, "out", ["--group", "production"]);
            const names = lock.flatMap((line) => /^[^\s=]+==\S+/.exec(line) ?? []);
            expect(names).toEqual(expect.arrayContaining(["django==5.2.19", "et-xmlfile==2.0.0"]));
            expect(names.filter((name) => name.startsWith("iniconfig"))).toEqual([]);
            expect(lock.join("\n")).toMatch(/^et-xmlfile==2\.0\.0 \\\n +--hash=sha256:/m);
            expect(Object.keys(buildRequirements)).toEqual(["mysqlclient"]);
            expect(buildRequirements.mysqlclient?.join("\n")).toMatch(
                /^setuptools==\S+ \\\n +--hash=sha256:/m,
            );
        },
        BUILD_TIMEOUT_MS,
    );

    test(
        "git by commit and a private index, without a password anywhere; the record's lock gives the same archive",
        async () => {
            publish("style", "1.4");
            const sha = commit("tools");
            const git = `house-tools @ git+http://${server.host}/git/tools.git@${sha}`;
            const app = builds.project([SMALL], {
                "requirements.txt": `${MINIMAL}house-style\n${git}\n`,
            });
            const index = { PIP_EXTRA_INDEX_URL: `http://reader:${CANARY}@${server.host}/simple/` };
            const record = await builds.built(app, "first", ["--no-index"], index);
            expect(record.indexes).toEqual([`http://${server.host}/simple/`]);
            expect(record.repositories).toEqual([
                expect.stringMatching(/@[0-9a-f]{40} --hash=sha256:[0-9a-f]{64}$/),
            ]);
            expect(record.lock.join("\n")).toMatch(/^house-style==1\.4 \\\n +--hash=sha256:/m);
            const folder = await builds.unpacked("first", "unpacked");
            expect(fs.readdirSync(path.join(folder, "wheels"))).toEqual(
                expect.arrayContaining([
                    "house_style-1.4-py3-none-any.whl",
                    "house_tools-1.4-py3-none-any.whl",
                ]),
            );
            for (const where of [folder, builds.at("first"), cacheFolder("builder-downloads")]) {
                expect(spawned("grep", "--recursive", "--files-with-matches", CANARY, where)).toBe("");
            }

            // The index has a newer version now, and this machine has kept nothing.
            publish("style", "1.5");
            const lock = builds.recordFile("first");
            const again = await builds.built(app, "second", ["--no-index", "--lock", lock], {
                ...index,
                HRMS_CACHE: builds.emptyCache(),
            });
            expect(again.release).toBe(record.release);
            expect(builds.steps("second").lock).toEqual([
                expect.stringMatching(`^\\d+ packages with hashes, as in release ${record.release}$`),
            ]);
        },
        BUILD_TIMEOUT_MS,
    );

    const spawned = (program: string, ...args: string[]): string => {
        try {
            return run(program, ...args);
        } catch (error) {
            // grep exits with 1 if nothing is found.
            if ((error as { status?: number }).status !== 1) throw error;
            return "";
        }
    };

    test.each<[string, string, readonly RegExp[]]>([
        [
            "a branch",
            "house-tools @ git+http://HOST/git/tools.git@main\n",
            [
                /without a full commit/,
                /Fix: write the commit.*\n +house-tools @ git\+http:\S+@[0-9a-f]{40}$/m,
            ],
        ],
        ["a folder", "./assets\n", [/from a folder|cannot be locked/]],
        [
            "a version that no index has",
            "et-xmlfile==99.1\n",
            [/et-xmlfile==99\.1/, /Fix: change the versions/],
        ],
    ])("%s stops it", async (_, line, said) => {
        commit("tools");
        const app = builds.project([SMALL], {
            "requirements.txt": MINIMAL + line.replace("HOST", server.host),
        });
        const { code, stderr } = await builds.build(app, "out", ["--no-index", "--commit", "folder"]);
        expect(code).toBe(1);
        for (const part of said) expect(stderr).toMatch(part);
    });
});
