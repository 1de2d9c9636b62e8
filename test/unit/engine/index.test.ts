import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { version as npmVersion } from "pulumi/package.json";
import { cacheFolder } from "../../../system/cache";
import { findEngine } from "../../../engine";

let folder: string;
const said: string[] = [];
const silent = { report: (text: string) => said.push(text), done: (text: string) => said.push(text) };

beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "hrms-engine-test-"));
    said.length = 0;
});

afterEach(() => {
    fs.rmSync(folder, { recursive: true });
});

/** Puts a program there that prints the text, or fails with it. */
function program(file: string, prints: string, code = 0): string {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, `#!/bin/sh\necho "${prints}"${code === 0 ? "" : " >&2"}\nexit ${code}\n`, {
        mode: 0o755,
    });
    return path.dirname(file);
}

/** A machine with these folders on PATH, an empty cache, and no network: downloads fail at once. */
function machine(...onPath: string[]): NodeJS.ProcessEnv {
    const offline = path.join(folder, "offline.js");
    fs.writeFileSync(
        offline,
        'globalThis.fetch = () => Promise.reject(new Error("no network in this test"));',
    );
    return {
        PATH: onPath.join(":"),
        HRMS_CACHE: path.join(folder, "cache"),
        NODE_OPTIONS: `--require ${offline}`,
    };
}

test("an engine on PATH is used", async () => {
    const bin = program(path.join(folder, "bin", "pulumi"), "v3.251.0");
    await expect(findEngine(machine(bin), silent)).resolves.toEqual({
        folder: bin,
        version: "v3.251.0",
        origin: `pulumi on PATH (${bin})`,
    });
});

test("the oldest engine that will do is 3.220", async () => {
    const bin = program(path.join(folder, "bin", "pulumi"), "v3.220.0");
    await expect(findEngine(machine(bin), silent)).resolves.toMatchObject({ version: "v3.220.0" });
    program(path.join(folder, "bin", "pulumi"), "v3.219.4");
    await expect(findEngine(machine(bin), silent)).rejects.toThrow("is v3.219.4; needed is 3.220 or newer");
});

test("npm's own launcher on PATH is not taken for an engine", async () => {
    const bin = program(path.join(folder, "node_modules", ".bin", "pulumi"), "v3.265.0");
    await expect(findEngine(machine(bin), silent)).rejects.toThrow("there is no pulumi on PATH");
});

test("without one on PATH, the npm package's is used", async () => {
    const env = machine();
    const bin = program(
        path.join(cacheFolder("engine", env), "npm", "versions", npmVersion, "bin", "pulumi"),
        `v${npmVersion}`,
    );
    await expect(findEngine(env, silent)).resolves.toEqual({
        folder: bin,
        version: `v${npmVersion}`,
        origin: "the npm package pulumi",
    });
});

test("a machine where nothing works is told why for each way, and what to do", async () => {
    const bin = program(path.join(folder, "bin", "go"), "go: no such tool", 1);
    const failure = findEngine(machine(bin), silent);
    await expect(failure).rejects.toThrow(
        /No Pulumi engine was found, and none could be downloaded or built:\n {2}- there is no pulumi on PATH\n {2}- the npm package pulumi could not download it: pulumi: no network in this test/,
    );
    await expect(failure).rejects.toThrow(
        "- it could not be built: there is no Go on PATH\nInstall Pulumi 3.220 or newer",
    );
});

test("a build that fails leaves nothing behind and says what the compiler said", async () => {
    const bin = program(path.join(folder, "bin", "go"), "");
    fs.writeFileSync(
        path.join(bin, "go"),
        '#!/bin/sh\ncase "$1" in version) ;; list) echo one; echo two ;; *) echo "out of memory" >&2; exit 2 ;; esac\n',
        { mode: 0o755 },
    );
    const env = machine(bin);
    await expect(findEngine(env, silent)).rejects.toThrow(
        "it could not be built from Go modules: out of memory",
    );
    const left = fs.existsSync(cacheFolder("engine", env)) ? fs.readdirSync(cacheFolder("engine", env)) : [];
    expect(left.filter((name) => name.startsWith("go-"))).toEqual([]);
});

test("a build shows its progress and is found the next time without Go", async () => {
    const bin = program(path.join(folder, "bin", "go"), "");
    const fakeGo =
        '#!/bin/sh\ncase "$1" in version) ;; list) echo one; echo two ;; *) echo one >&2; while [ "$1" != -o ]; do shift; done; printf "#!/bin/sh\\necho v3.220.0\\n" > "$2"; /bin/chmod +x "$2" ;; esac\n';
    fs.writeFileSync(path.join(bin, "go"), fakeGo, { mode: 0o755 });
    const env = machine(bin);
    const built = await findEngine(env, silent);
    expect(built).toMatchObject({ version: "v3.220.0", origin: "built from Go modules" });
    expect(said).toContain("Building pulumi: 1 of 2 packages");
    fs.rmSync(path.join(bin, "go"));
    await expect(findEngine(env, silent)).resolves.toEqual(built);
});
