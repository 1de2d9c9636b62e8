/** What the index of packages says about requirements: real answers, as of one day. */
import { readProject, type Project } from "../../../fit/facts";
import { resolve } from "../../../fit/resolve";
import { Uv } from "../../../fit/resolve/uv";
import { judge } from "../../../fit";
import { short, withProject } from "./project";

const BEFORE = "2026-11-15";
const PATIENCE_MS = 300_000;

const read = (requirements: string): Promise<Project> =>
    withProject({ "requirements.txt": requirements }, readProject);

async function uv(): Promise<Uv> {
    const found = await Uv.find({ architecture: "arm64", before: BEFORE });
    if (typeof found === "string") throw new Error(found);
    return found;
}

/** The project with what the index says, asked together with the hosts' lines. */
async function asked(requirements: string, hosts: readonly string[] = []): Promise<Project> {
    const project = await read(requirements);
    const options = { hosts, until: Date.now() + PATIENCE_MS };
    return project.with(await resolve(project, await uv(), options));
}

const said = (project: Project): string[] =>
    judge(project).findings.map((finding) => `${short(finding)} ${finding.what}`);

test("requirements that fit have no findings", async () => {
    expect(said(await asked("Django==5.2.8\ncelery[redis]==5.6.0\nmysqlclient==2.2.7\n"))).toEqual([]);
});

test("every fault comes up at once, with the nearest version that has a wheel", async () => {
    const lines = [
        "Django==5.2.8",
        "numpy==1.22.0",
        "Pillow==9.0.0",
        "reportlab==4.0.999",
        "django-hrms-nobody-made-this==1.0",
        "dlib==19.24.0",
    ];
    const project = await asked(`${lines.join("\n")}\n`);
    expect(said(project)).toEqual([
        "error no-wheel requirements.txt:2 numpy 1.22.0 has no wheel for Python 3.13 on Debian 13.",
        "error no-wheel requirements.txt:3 pillow 9.0.0 has no wheel for Python 3.13 on Debian 13.",
        "error no-such-version requirements.txt:4 The index has no reportlab==4.0.999.",
        "error no-such-package requirements.txt:5 The index has no package django-hrms-nobody-made-this.",
        expect.stringMatching(/^warning debian-library requirements\.txt:6 /),
        "info from-source requirements.txt:6 dlib has no wheel.",
    ]);
    const fixes = project.of("no-wheel").map(({ name, nearest }) => [name, nearest]);
    expect(fixes).toEqual(
        expect.arrayContaining([
            ["numpy", "2.1.0"],
            ["pillow", "10.4.0"],
        ]),
    );
});

test("lines that contradict each other are an error of the project", async () => {
    const [conflict, ...others] = said(await asked("Django==5.2.8\nkombu==5.3.0\ncelery==5.6.0\n"));
    expect(others).toEqual([]);
    expect(conflict).toMatch(/^error requirements-conflict requirements\.txt:[23] .*celery==5\.6\.0.*kombu/);
});

test("lines that contradict the hosts' are another one", async () => {
    const [conflict, ...others] = said(await asked("Django==5.2.8\nredis==5.0.0\n", ["redis==7.0.0"]));
    expect(others).toEqual([]);
    expect(conflict).toMatch(/^error host-conflict requirements\.txt:2 .*redis==5\.0\.0/);
});

test("an index that cannot be reached is said, with what was not checked", async () => {
    await uv();
    const before = { ...process.env };
    Object.assign(process.env, { UV_DEFAULT_INDEX: "http://127.0.0.1:9/simple", UV_NO_CACHE: "1" });
    try {
        const [finding] = judge(await asked("Django==5.2.8\n")).findings;
        expect(finding).toMatchObject({ id: "not-resolved", severity: "warning", file: "requirements.txt" });
        expect(finding?.what).toContain("the index of packages cannot be reached");
        expect(finding?.consequence).toContain("Not checked: whether every version exists");
    } finally {
        process.env = before;
    }
});

test("questions end when there is no time left", async () => {
    const project = await read("Django==5.2.8\n");
    const index = { ask: () => Promise.reject(new Error("asked")) };
    const facts = await resolve(project, index, { hosts: [], until: Date.now() - 1 });
    expect(said(project.with(facts))).toEqual([expect.stringContaining("in part only")]);
});
