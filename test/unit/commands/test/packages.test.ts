/** `npm test` installs what it may, asks where somebody can answer, and otherwise names the command. */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { decide, type Decision, type Machine } from "../../../../commands/test/packages";
import { CHECKOUT } from "../../../../system/checkout";
import { benchmarks, tests } from "../../../../system/debian-packages.json";
import { whyMissing } from "../../../../system/missing";

const ROOT: Machine = { hasApt: true, isRoot: true, isCi: false, isTerminal: true };

test.each<[Decision, string, Partial<Machine>]>([
    ["ask", "root on a terminal", {}],
    ["install", "root in CI", { isCi: true }],
    ["install", "root in CI without a terminal", { isCi: true, isTerminal: false }],
    ["install", "root without a terminal: nobody could answer", { isTerminal: false }],
    ["tell", "somebody who is not root", { isRoot: false }],
    ["tell", "somebody who is not root, in CI", { isRoot: false, isCi: true }],
    ["tell", "another system", { hasApt: false, isCi: true }],
])("%s: %s", (decision, _who, machine) => {
    expect(decide({ ...ROOT, ...machine })).toBe(decision);
});

describe("with an apt-get that writes down what it is asked", () => {
    let folder: string;

    beforeEach(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "hrms-apt-"));
        // It offers everything but Chromium, as Ubuntu does.
        script("apt-cache", '[ "$2" != chromium ]');
        script("apt-get", `echo "$DEBIAN_FRONTEND: $*" >> ${folder}/asked`);
    });

    afterEach(() => {
        fs.rmSync(folder, { recursive: true });
    });

    const script = (name: string, body: string): void => {
        fs.writeFileSync(path.join(folder, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    };

    function prepare(
        missing: readonly string[],
        decision: Decision,
    ): ReturnType<typeof run> & { asked: string[] } {
        const call = `preparePackages(${JSON.stringify(missing)}, ${JSON.stringify(decision)})`;
        const finished = run(`require("./commands/test/packages").${call}`);
        const log = path.join(folder, "asked");
        const asked = fs.existsSync(log) ? fs.readFileSync(log, "utf8").trim().split("\n") : [];
        return { ...finished, asked };
    }

    const run = (code: string) =>
        spawnSync(process.execPath, ["--require", "tsx/cjs", "--eval", code], {
            cwd: CHECKOUT,
            encoding: "utf8",
            env: { PATH: `${folder}:/usr/bin:/bin` },
        });

    test("installs what the release offers, and names what it does not", () => {
        const { asked, stdout, status } = prepare(["chromium", "nginx-light", "curl"], "install");
        expect(asked).toEqual([
            "noninteractive: update -qq",
            "noninteractive: install -y -qq --no-install-recommends nginx-light curl",
        ]);
        expect(stdout).toContain("This release has no package chromium.");
        expect(status).toBe(0);
    });

    test("without root, prints the one command and installs nothing", () => {
        const { asked, stdout, status } = prepare(["nginx-light", "curl"], "tell");
        expect(asked).toEqual([]);
        expect(stdout).toContain(
            "\n  apt-get update && apt-get install --no-install-recommends nginx-light curl\n",
        );
        expect(status).toBe(0);
    });

    test("says nothing if nothing is missing", () => {
        const { asked, stdout } = prepare([], "install");
        expect({ asked, stdout }).toEqual({ asked: [], stdout: "" });
    });

    test("stops if apt-get fails, with what it said", () => {
        script("apt-get", "echo 'E: no space left' >&2; exit 100");
        const { stderr, status } = prepare(["curl"], "install");
        expect(stderr).toContain("apt-get update failed: E: no space left");
        expect(status).not.toBe(0);
    });
});

test("the packages are in alphabetical order, each with a check that can fail", () => {
    for (const packages of [tests, benchmarks]) {
        expect(Object.keys(packages)).toEqual(Object.keys(packages).sort());
        for (const check of Object.values(packages)) {
            expect(spawnSync("/bin/sh", ["-c", check], { env: { PATH: "/nowhere" } }).status).not.toBe(0);
        }
    }
});

test("a suite cannot need a package that npm test does not install", () => {
    expect(() => whyMissing({ sl: "sl" })).toThrow("Add sl to system/debian-packages.json.");
});
