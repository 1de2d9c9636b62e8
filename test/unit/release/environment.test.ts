import { execFileSync } from "node:child_process";
import { environment } from "../../../release/environment";
import { Build, type BuildOptions } from "../../../release/state";
import { progress } from "../../../system/progress";

const OPTIONS: BuildOptions = {
    folder: "/project",
    revision: "HEAD",
    architecture: "arm64",
    settings: {},
    environment: {},
    staticUrl: "/static/",
    without: {},
};
const build = (changes: Partial<BuildOptions>): Build =>
    new Build({ ...OPTIONS, ...changes }, "/work", progress());
const printed = (changes: Partial<BuildOptions>, name: string): string =>
    execFileSync("sh", ["-c", `${environment(build(changes))}\nprintf %s "$${name}"`], { encoding: "utf8" });

test("a shell reads every value as it is", () => {
    const value = 'it\'s "$HOME" `id` \\\nnext';
    expect(printed({ environment: { OWN: value } }, "OWN")).toBe(value);
});

test("a project's own variable does not replace one of hosts", () => {
    expect(printed({ environment: { STATIC_ROOT: "/etc" } }, "STATIC_ROOT")).toBe("/build/release/static");
});

test("what is given counts more than what the project proposes, and that more than the default", () => {
    const given = build({ settings: { settingsModule: "given.settings", projectFolder: undefined } });
    given.propose({ settingsModule: "own", projectFolder: "backend", loginPaths: [] }, undefined);
    expect(given.settings).toEqual({
        projectFolder: "backend",
        settingsModule: "given.settings",
        wsgiApplication: "hrms.wsgi:application",
        architecture: "arm64",
        debianPackages: [],
    });
});

test.each([
    [{ file: "backend/pyproject.toml", lock: "uv.lock" }, "backend/uv.lock"],
    [{ file: "Pipfile", lock: "Pipfile.lock" }, "Pipfile.lock"],
    [{ file: "requirements.txt", lock: "" }, ""],
])("the lock beside %j is %s", (requirements, lock) => {
    const made = build({});
    made.propose({}, requirements);
    expect(made.requirements).toEqual({ file: requirements.file, lock });
});
