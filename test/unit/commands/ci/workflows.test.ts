import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { FLOWS } from "../../../../commands/ci/flows";
import { suiteWith } from "../../../support/suites";

const GITHUB = path.join(__dirname, "../../../../.github");
const ACTIONLINT = path.join(__dirname, "../../../support/actionlint");

const files = fs
    .readdirSync(GITHUB, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".yml"))
    .map((file) => [file, fs.readFileSync(path.join(GITHUB, file), "utf8")] as const);
const workflows = files.filter(([file]) => file.startsWith("workflows/"));

interface Workflow {
    readonly permissions: object;
    readonly jobs: Readonly<
        Record<
            string,
            {
                readonly permissions: object;
                readonly environment?: string;
                readonly "timeout-minutes": number;
            }
        >
    >;
}

suiteWith({ go: "golang-go" }, "actionlint", () => {
    test("finds nothing in the workflows", () => {
        const { status, stdout, stderr } = lint(workflows.map(([file]) => path.join(GITHUB, file)));
        expect({ status, found: stdout }).toEqual({ status: 0, found: "" });
        expect(stderr).not.toContain("error");
    });

    test("finds what is wrong", () => {
        const wrong =
            "on: push\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: ${{ github.nonsense }}\n";
        const { status, stdout } = lint(["-"], wrong);
        expect({ status, found: stdout.includes('property "nonsense" is not defined') }).toEqual({
            status: 1,
            found: true,
        });
    });
});

/** The first run compiles it, which takes half a minute. */
function lint(args: readonly string[], input?: string) {
    return spawnSync("go", ["tool", "actionlint", ...args], {
        cwd: ACTIONLINT,
        input,
        encoding: "utf8",
        env: { ...process.env, GOFLAGS: "-mod=mod" },
    });
}

test.each(files)("%s runs nobody else's code but in the version that was read", (_, text) => {
    const used = [...text.matchAll(/uses: (.*)/g)].map(([, action = ""]) => action);
    expect(used.filter((action) => !/^(\.\/|[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$)/.test(action))).toEqual(
        [],
    );
});

test.each(files)("%s contains no long-lived credentials", (_, text) => {
    expect(text).not.toMatch(/secrets\.|aws-access-key|AWS_SECRET/i);
});

test.each(workflows)("%s gives each job what it needs, and no more", (_, text) => {
    const { permissions, jobs } = parse(text) as Workflow;
    expect(permissions).toEqual({});
    for (const job of Object.values(jobs)) {
        expect(job.permissions).toHaveProperty("contents", "read");
        expect(job["timeout-minutes"]).toBeLessThanOrEqual(120);
    }
});

test.each(workflows)("%s runs a flow that anyone can run", (_, text) => {
    const flows = [...text.matchAll(/npx hrms ci ([\w-]+)/g)].map(([, flow = ""]) => flow);
    expect(flows).not.toEqual([]);
    expect(flows.filter((flow) => !(flow in FLOWS))).toEqual([]);
});

test("only what changes production waits for an approval, and always does", () => {
    const environments = workflows.map(([file, text]) => [
        file,
        Object.values((parse(text) as Workflow).jobs).map(({ environment }) => environment),
    ]);
    expect(Object.fromEntries(environments)).toEqual({
        "workflows/merge.yml": ["production"],
        "workflows/nightly.yml": [undefined],
        "workflows/pull-request.yml": [undefined, undefined],
    });
});
