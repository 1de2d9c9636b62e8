/** The files of a host, each checked by the program that reads it. */
import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { BACKGROUND_KINDS } from "../../config/background";
import { hostBundle, userData } from "../../host/bundle";
import { RECIPE } from "../../release/builder";
import { HostRoot } from "./host-root";
import { suiteWith } from "../support/suites";
import { exampleSettings } from "../../config/example";

/** A host with every role. */
const settings = exampleSettings({
    workerMinHosts: 0,
    workerMaxHosts: 0,
    backgroundTasks: BACKGROUND_KINDS.filter((kind) => kind !== "apschedulerCommand"),
});
const bundle = hostBundle(settings, "web");
const scheduling = { ...settings, backgroundTasks: ["apschedulerCommand"] } as const;
const files = { ...hostBundle(scheduling, "web").files, ...bundle.files };
const firstBoot = userData(settings, "hrms-storage-releases-0123456", bundle);
const bootstrap = (parse(firstBoot) as { write_files: { content: string }[] }).write_files[0]?.content ?? "";

const scripts = { ...files, "cloud-init.yaml: hrms-bootstrap": bootstrap };
const writtenFor = (interpreter: string): [string, string][] =>
    Object.entries(scripts).filter(([, text]) => text.startsWith(interpreter));
const shellScripts = writtenFor("#!/bin/sh\n");
const pythonScripts = writtenFor("#!/usr/bin/python3");
/** The modules of bin/release. */
const pythonModules = Object.entries(files).filter(([path]) => path.startsWith("opt/hrms/release/"));
/** The scripts that build releases. */
const recipe = readdirSync(RECIPE)
    .filter((file) => file.endsWith(".sh"))
    .map((file): [string, string] => [file, readFileSync(join(RECIPE, file), "utf8")]);
const units = Object.keys(files).filter((path) =>
    /^etc\/systemd\/system\/[\w@-]+\.(service|socket|slice)$/.test(path),
);

let root: HostRoot;
beforeAll(() => {
    root = new HostRoot();
    for (const [path, text] of Object.entries(files)) {
        root.write(path, text, path.startsWith("opt/hrms/bin/") ? 0o755 : 0o644);
    }
});
afterAll(() => {
    root.remove();
});

/** Everything that a command prints. It must succeed. */
function output(command: string, args: readonly string[], input?: string): string {
    const { status, stdout, stderr } = spawnSync(command, args, { input, encoding: "utf8" });
    expect({
        command: [command, ...args].join(" "),
        status,
        said: status === 0 ? "" : stdout + stderr,
    }).toEqual(expect.objectContaining({ status: 0, said: "" }));
    return stdout + stderr;
}

test("scripts of both languages are found", () => {
    expect(shellScripts.map(([path]) => path)).toEqual([
        "opt/hrms/bin/clean-release",
        "opt/hrms/bin/lifecycle",
        "opt/hrms/bin/manage",
        "opt/hrms/bin/patch",
        "opt/hrms/bin/refresh",
        "opt/hrms/bin/setup",
        "cloud-init.yaml: hrms-bootstrap",
    ]);
    expect(pythonScripts.map(([path]) => path)).toEqual([
        "opt/hrms/bin/fetch-environment",
        "opt/hrms/bin/on-one-host",
        "opt/hrms/bin/release",
        "opt/hrms/bin/watch",
    ]);
});

suiteWith({ shellcheck: "shellcheck", dash: "dash" }, "shell scripts", () => {
    test.each([...shellScripts, ...recipe])("%s is sound POSIX shell", (_, text) => {
        output("dash", ["-n"], text);
        // Files that a script reads are in the builder.
        expect(output("shellcheck", ["--shell", "sh", "--exclude", "SC1091", "-"], text)).toBe("");
    });
});

/** Besides it: a module of the application's release, and the folder that bin/release adds. */
const OTHERS = ["MySQLdb", "release"];

suiteWith({ python3: "python3" }, "Python scripts", () => {
    test.each([...pythonScripts, ...pythonModules])(
        "%s compiles, and imports the standard library alone",
        (path) => {
            const check = `
import ast, sys
tree = ast.parse(open(sys.argv[1]).read())
for node in ast.walk(tree):
    names = [a.name for a in node.names] if isinstance(node, ast.Import) else [node.module] if isinstance(node, ast.ImportFrom) and node.level == 0 else []
    for name in names:
        assert name.split(".")[0] in (*sys.stdlib_module_names, *sys.argv[2:]), name`;
            output("python3", ["-W", "error", "-c", check, root.at(path), ...OTHERS]);
        },
    );
});

suiteWith({ "cloud-init": "cloud-init" }, "user data", () => {
    test("is a valid cloud-config", () => {
        const file = root.write("/user-data", firstBoot);
        expect(output("cloud-init", ["schema", "--config-file", file])).toContain("Valid");
    });
});

suiteWith({ "systemd-analyze": "systemd" }, "units", () => {
    beforeAll(() => {
        cpSync("/usr/lib/systemd/system", root.at("/usr/lib/systemd/system"), {
            recursive: true,
            verbatimSymlinks: true,
        });
        const current = ["celery", "python"].map((name) => `/srv/hrms/current/venv/bin/${name}`);
        const venv = [...current, "/srv/hrms/blue/venv/bin/gunicorn"];
        for (const program of [...venv, "/usr/bin/env", "/usr/sbin/nginx", "/bin/sh", "/bin/kill"]) {
            root.write(program, "#!/bin/sh\n", 0o755);
        }
    });

    // The same unit is started as blue and as green.
    const unitNames = units.map((path) => basename(path).replace("@.", "@blue."));

    test.each(unitNames)("%s is understood, to the last line", (unit) => {
        const said = output("systemd-analyze", ["verify", `--root=${root.path}`, "--man=no", unit]);
        expect(said.split("\n").filter((line) => /hrms|nginx\.service/.test(line))).toEqual([]);
    });

    test.each(unitNames.filter((unit) => unit.endsWith(".service")))("%s is exposed 1.5 at most", (unit) => {
        output("systemd-analyze", [
            "security",
            "--offline=true",
            `--root=${root.path}`,
            "--threshold=15",
            "--no-pager",
            unit,
        ]);
    });
});
