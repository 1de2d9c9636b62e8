/** Public Django applications, from the index of packages, and the sample projects: exactly what is found in each. */
import * as fs from "node:fs";
import * as path from "node:path";
import { judge } from "../../../fit";
import { readProject, type Project } from "../../../fit/facts";
import { placeOf, verdict } from "../../../fit/print";
import { resolve } from "../../../fit/resolve";
import { Uv } from "../../../fit/resolve/uv";
import type { Finding } from "../../../fit/rule";
import { cacheFolder, keepFolder } from "../../../system/cache";
import { run } from "../../../system/run";
import { golden } from "../../support/golden";
import { FIXTURES } from "./project";

/** Whole projects, and two applications without one: name, version. */
const PUBLIC: readonly (readonly [name: string, version: string])[] = [
    ["django-helpdesk", "2.6.1"],
    ["django-ipghrms-employee", "1.20"],
    ["kiwitcms", "12.4"],
    ["mayan-edms", "4.12.2"],
    ["misago", "0.39.6"],
    ["patchman", "4.0.21"],
    ["pretalx", "2026.2.1"],
    ["saleor", "2.10.1"],
];

/** The index as it was on this day, so that tomorrow's releases change nothing here. */
const INDEX_OF = "2026-11-15";

/** Downloads the source once, and unpacks it. pip asks the package's build program for its name and version. */
async function source(name: string, version: string): Promise<string> {
    const folder = path.join(cacheFolder("fit-projects"), `${name}-${version}`);
    await keepFolder(folder, async (empty) => {
        const pip = ["-m", "pip", "download", "--quiet", "--no-deps", "--ignore-requires-python"];
        const fetched = await run("python3", [
            ...pip,
            "--no-binary",
            ":all:",
            "-d",
            empty,
            `${name}==${version}`,
        ]);
        const [archive = ""] = fs.readdirSync(empty);
        const unpacked = await run("tar", ["xzf", archive, "--strip-components", "1"], { cwd: empty });
        if (fetched.code + unpacked.code > 0) throw new Error(fetched.stderr + unpacked.stderr);
        fs.rmSync(path.join(empty, archive));
    });
    return folder;
}

/** The findings by severity and rule, with lines by file. */
function lines(project: Project): string {
    const { findings, settings } = judge(project);
    const rules = new Map<string, Finding[]>();
    for (const finding of findings) {
        const rule = `${finding.severity} ${finding.id}`;
        rules.set(rule, [...(rules.get(rule) ?? []), finding]);
    }
    const listed = [...rules].flatMap(([rule, all]) => [
        rule,
        ...all.map((one) => `    ${placeOf(one)} ${one.what}`),
    ]);
    return [...listed, ...settings, verdict(findings), ""].join("\n");
}

const expectGolden = (name: string, made: string): void => {
    expect(made).toBe(golden(path.join(__dirname, "projects", `${name}.txt`), made));
};

/** Warnings and errors. The golden file has all findings. */
async function ofFixture(name: string): Promise<Finding[]> {
    const project = await readProject(path.join(FIXTURES, name));
    expectGolden(name, lines(project));
    return judge(project).findings.filter(({ severity }) => severity !== "info");
}

test.each(PUBLIC)("%s %s", async (name, version) => {
    const folder = await source(name, version);
    const start = performance.now();
    const project = await readProject(folder);
    const uv = await Uv.find({ architecture: "arm64", before: INDEX_OF });
    if (typeof uv === "string") throw new Error(uv);
    // Without the hosts' own requirements, which change with them.
    const facts = await resolve(project, uv, { hosts: [], until: Date.now() + 300_000 });
    console.info(`${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
    expectGolden(name, lines(project.with(facts)));
});

test.each(["hrms", "awkward"])("the sample project %s needs no change", async (name) => {
    expect(await ofFixture(name)).toEqual([]);
});

test.each(["separate", "everyday"])("the sample project %s runs as it is", async (name) => {
    expect((await ofFixture(name)).filter(({ severity }) => severity === "error")).toEqual([]);
});
