/** Installs releases with the host's program, a stand-in for the AWS CLI, and real signatures. Booted hosts do the rest. */
import { spawnSync } from "node:child_process";
import { createHash, generateKeyPairSync, type KeyObject } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "../../host/paths";
import type { ReleaseRecord } from "../../release/build";
import { attest, localSigner, publicKey, type Envelope } from "../../release/provenance";
import { suiteWith } from "../support/suites";
import { HostRoot } from "./host-root";

/** A host's PATH. A developer's PATH can contain another Python first. */
const DEBIAN_PATH = "/usr/bin:/bin";
const OPT = join(__dirname, "../../host/root/opt/hrms");
const PROGRAMS = ["bin/release", "bin/clean-release"];

const newKey = (): KeyObject => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;

interface Answer {
    readonly status: number | null;
    readonly stderr: string;
    readonly installed?: string;
    readonly failed?: string;
    readonly fix?: string;
}

suiteWith({ python3: "python3", openssl: "openssl" }, "release install", () => {
    const key = newKey();
    let root: HostRoot;
    beforeEach(() => {
        root = new HostRoot();
        // The same programs, with the temporary root in place of the host's.
        const modules = filesBelow(join(OPT, "release")).map((name) => `release/${name}`);
        for (const name of [...PROGRAMS, ...modules]) {
            const text = readFileSync(join(OPT, name), "utf8");
            const moved = text.replaceAll(/(?<=["'])(?=\/(srv|run|opt|etc)\/)/g, root.path);
            root.write(`/opt/hrms/${name}`, moved, 0o755);
        }
        root.write("/opt/hrms/host.env", "# A comment\nHRMS_ROLE=web\nAWS_DEFAULT_REGION=eu-central-1\n");
        root.write("/srv/hrms/releases/.keep", "");
        root.write("/run/hrms-release/.keep", "");
        environment({ HRMS_RELEASE_KEY: publicKey(key) });
        // aws s3 cp --only-show-errors s3://releases/releases/NAME FILE
        root.write(
            "/bin/aws",
            `#!/bin/sh\ncp "${root.path}/bucket/$(basename "$4")" "$5" 2>/dev/null || { echo "404 Not Found" >&2; exit 1; }\n`,
            0o755,
        );
    });
    afterEach(() => {
        root.remove();
    });

    function environment(variables: Readonly<Record<string, string>>): void {
        const all = { HRMS_RELEASES_BUCKET: "releases", ...variables };
        root.write(
            "/run/hrms/env",
            Object.entries(all)
                .map(([name, value]) => `${name}="${value}"\n`)
                .join(""),
        );
    }

    /** Puts a release with these files in its app folder into the bucket. Its pip does nothing: it has no packages. */
    async function publish(app: Readonly<Record<string, string>>, signedBy = key): Promise<string> {
        rmSync(root.at("/release"), { recursive: true, force: true });
        const files = {
            "wheels/pip-0.whl/pip/__main__.py": "",
            "requirements.lock": "",
            "static/app.css": "",
        };
        const inApp = Object.fromEntries(Object.entries(app).map(([path, text]) => [`app/${path}`, text]));
        for (const [path, text] of Object.entries({ ...files, ...inApp })) {
            root.write(`/release/${path}`, text);
        }
        const archive = root.write("/bucket/archive", "");
        spawnSync("tar", ["-czf", archive, "--mtime=@0", "-C", root.at("/release"), "."]);
        const bytes = readFileSync(archive);
        const id = createHash("sha256").update(bytes).digest("hex");
        writeFileSync(root.at(`/bucket/${id}.tar.gz`), bytes);
        const record = { release: id, source: { commit: "" }, builder: "a test" } as ReleaseRecord;
        envelope(id, await attest(record, localSigner(signedBy)));
        return id;
    }

    const envelope = (id: string, content: Partial<Envelope>): string =>
        root.write(`/bucket/${id}.intoto.json`, JSON.stringify(content));

    function install(id: string): Answer {
        const { status, stdout, stderr } = spawnSync(
            "python3",
            ["-IB", root.at("/opt/hrms/bin/release"), "install", id],
            {
                encoding: "utf8",
                env: { PATH: `${root.at("/bin")}:${DEBIAN_PATH}` },
            },
        );
        return { status, stderr, ...(JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as object) };
    }

    const left = (): string[] =>
        readdirSync(root.at("/srv/hrms/releases")).filter((name) => name !== ".keep");

    test("leaves out examples of .env files, and compiles the project", async () => {
        const id = await publish({
            ".env.example": "SECRET_KEY=",
            ".envrc": "",
            "hrms/.env.dist": "",
            "hrms/settings.py": "DEBUG = False\n",
            "hrms/python2.py": "print 'no longer Python'\n",
        });
        expect(install(id)).toEqual({
            status: 0,
            installed: id,
            stderr: expect.stringContaining("Some files do not compile") as unknown,
        });
        const app = root.at(`/srv/hrms/releases/${id}/app`);
        expect(readdirSync(app, { recursive: true }).sort()).toEqual([
            "hrms",
            "hrms/__pycache__",
            expect.stringMatching(/^hrms\/__pycache__\/settings\.cpython-3\d+\.pyc$/),
            "hrms/python2.py",
            "hrms/settings.py",
        ]);
        // What was compiled is what Python uses: without it, "-v" shows that Python compiles the file once more.
        const run = spawnSync(join(app, "../venv/bin/python"), ["-v", "-c", "import hrms.settings"], {
            cwd: app,
            encoding: "utf8",
        });
        expect(run.stderr).toMatch(/# code object from .*settings\.cpython-3\d+\.pyc/);
        // A second run finds it installed, and needs no network.
        rmSync(root.at("/bucket"), { recursive: true });
        expect(install(id)).toMatchObject({ status: 0, installed: id, stderr: "" });
    });

    test("rejects a real .env file with its path, and nothing is left of the release", async () => {
        const answer = install(await publish({ "hrms/.env": "SECRET_KEY=canary", ".env.production": "" }));
        expect(answer.status).toBe(1);
        expect(answer.failed).toContain("    .env.production\n    hrms/.env\n");
        expect(JSON.stringify(answer)).not.toContain("canary");
        expect(left()).toEqual([]);
    });

    test("a release of which an interruption has left a part is installed anew", async () => {
        const id = await publish({ "a.py": "" });
        root.write(`/srv/hrms/releases/${id}/app/half.py`, "");
        root.write("/srv/hrms/releases/.partial/app/half.py", "");
        expect(install(id)).toMatchObject({ status: 0, installed: id });
        expect(left()).toEqual([id]);
        expect(readdirSync(root.at(`/srv/hrms/releases/${id}/app`))).not.toContain("half.py");
    });

    test("without a key nothing is installed", async () => {
        environment({});
        expect(install(await publish({}))).toMatchObject({
            status: 1,
            failed: "The environment has no HRMS_RELEASE_KEY, so no release can be verified",
            fix: "Run pulumi up, which makes the key, then /opt/hrms/bin/refresh",
        });
        expect(left()).toEqual([]);
    });

    const unsigned = "is not signed with this stack's key";
    test.each<[string, (good: Envelope) => Partial<Envelope>, string]>([
        ["no signature", (good) => ({ ...good, signatures: [] }), unsigned],
        [
            "a signature of something else",
            (good) => ({ ...good, payload: Buffer.from("{}").toString("base64") }),
            unsigned,
        ],
        ["another type", (good) => ({ ...good, payloadType: "text/plain" as never }), unsigned],
        [
            "no payload",
            ({ payloadType, signatures }) => ({ payloadType, signatures }),
            "is not a DSSE envelope",
        ],
        ["a payload that is not base64", (good) => ({ ...good, payload: "*" }), "is not a DSSE envelope"],
    ])("provenance with %s is refused before anything is unpacked", async (_, forge, what) => {
        const id = await publish({ "a.py": "" });
        const good = JSON.parse(readFileSync(root.at(`/bucket/${id}.intoto.json`), "utf8")) as Envelope;
        envelope(id, forge(good));
        expect(install(id)).toMatchObject({ status: 1, failed: `The provenance of release ${id} ${what}` });
        expect(left()).toEqual([]);
    });

    test("an archive with one changed byte is refused before anything is unpacked", async () => {
        const id = await publish({ "a.py": "" });
        const file = root.at(`/bucket/${id}.tar.gz`);
        const bytes = readFileSync(file);
        // The time in gzip's header: what it unpacks to stays the same.
        bytes[4] = (bytes[4] ?? 0) ^ 1;
        writeFileSync(file, bytes);
        expect(install(id).failed).toMatch(
            new RegExp(`^The archive of release ${id} has another checksum: [0-9a-f]{64}$`),
        );
        expect(left()).toEqual([]);
    });

    test("one good signature among others is enough, because keys are rotated", async () => {
        const id = await publish({ "a.py": "" });
        const good = JSON.parse(readFileSync(root.at(`/bucket/${id}.intoto.json`), "utf8")) as Envelope;
        const other = await attest(
            { release: id, source: { commit: "" } } as ReleaseRecord,
            localSigner(newKey()),
        );
        envelope(id, { ...good, signatures: [...other.signatures, ...good.signatures] });
        expect(install(id)).toMatchObject({ status: 0 });
    });

    test.each([
        [["install"], "Unknown command: install"],
        [[], "Unknown command: none"],
        [["install", "v1.0"], "'v1.0' is not the SHA-256 of a release's archive, 64 hexadecimal digits"],
    ])("%j is answered with what is allowed", (args, failed) => {
        const { status, stdout } = spawnSync("python3", ["-IB", root.at("/opt/hrms/bin/release"), ...args], {
            encoding: "utf8",
            env: { PATH: DEBIAN_PATH },
        });
        expect([status, JSON.parse(stdout)]).toEqual([
            1,
            { failed, fix: expect.stringMatching(/release status \| .* \| switch SHA$/) as unknown },
        ]);
    });
});

suiteWith({ python3: "python3" }, "the last error in a log", () => {
    const lastError = (log: string): string => {
        const code =
            "import sys; from release.failure import last_error; print(last_error(sys.stdin.read()))";
        const { stdout, stderr } = spawnSync("python3", ["-B", "-c", code], {
            encoding: "utf8",
            input: log,
            env: { PATH: DEBIAN_PATH, PYTHONPATH: OPT },
        });
        expect(stderr).toBe("");
        return stdout.trim();
    };
    const traceback = 'Traceback (most recent call last):\n  File "/srv/a.py", line 1, in <module>\n';

    test.each([
        [`${traceback}RuntimeError: no licence\n`, "RuntimeError: no licence"],
        [
            `${JSON.stringify({ message: "Internal Server Error: /", exception: `${traceback}a.b.NoSuchTag: Invalid "tag"` })}\nlater\n`,
            'a.b.NoSuchTag: Invalid "tag"',
        ],
        [
            `${JSON.stringify({ exception: `${traceback}KeyError: 'first'` })}\n${JSON.stringify({ exception: `${traceback}KeyError: 'last'`, role: "web" })}`,
            "KeyError: 'last'",
        ],
        [
            JSON.stringify({
                message: "Worker (pid:12) was sent SIGKILL! Perhaps out of memory?",
                role: "web",
            }),
            "was sent SIGKILL! Perhaps out of memory?",
        ],
        ["one line\nand another", "and another"],
        ["", "it said nothing"],
    ])("of %j", (log, error) => {
        expect(lastError(log)).toBe(error);
    });

    test("is cut off", () => {
        expect(lastError(`ValueError: ${"x".repeat(1000)}`)).toHaveLength(300);
    });
});
