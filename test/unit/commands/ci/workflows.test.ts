import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { FLOWS } from "../../../../commands/ci/flows";
import { command as release } from "../../../../commands/release/command";
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
                readonly steps: readonly Step[];
            }
        >
    >;
}

interface Step {
    readonly uses?: string;
    readonly run?: string;
    readonly with?: Readonly<Record<string, unknown>>;
    readonly env?: Readonly<Record<string, string>>;
}

/** For the repository of an application. */
const EXAMPLE = path.join(GITHUB, "../docs/examples/release.yml");

suiteWith({ go: "golang-go" }, "actionlint", () => {
    test("finds nothing in the workflows and in the example for applications", () => {
        const { status, stdout, stderr } = lint([
            ...workflows.map(([file]) => path.join(GITHUB, file)),
            EXAMPLE,
        ]);
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

test.each(workflows)("%s has credentials that last as long as each job", (_, text) => {
    const { jobs } = parse(text) as Workflow;
    for (const { steps, "timeout-minutes": minutes } of Object.values(jobs)) {
        for (const { with: given } of steps.filter(({ uses }) => uses === "./.github/actions/prepare")) {
            expect(given?.["session-seconds"]).toBe(minutes * 60);
        }
    }
});

test.each(workflows)("%s gives GitHub's token only to the steps that write there", (_, text) => {
    const steps = Object.values((parse(text) as Workflow).jobs).flatMap((job) => job.steps);
    const given = steps.filter(({ env = {} }) => "GITHUB_TOKEN" in env).map(({ run = "" }) => run);
    expect(given.every((run) => run.includes("npx hrms github "))).toBe(true);
    expect(steps.filter(({ run = "" }) => run.includes("npx hrms github "))).toHaveLength(given.length);
});

test("a night cancels no update that waits: GitHub keeps only one waiting run in a group", () => {
    const groups = workflows.flatMap(([file, text]) =>
        [...text.matchAll(/group: (\S+)/g)].map(([, group = ""]) => [file, group]),
    );
    expect(groups.filter(([, group]) => group === "production")).toEqual([
        ["workflows/merge.yml", "production"],
    ]);
});

test("an update applies the plan that those who approve it have seen", () => {
    const { jobs } = parse(Object.fromEntries(workflows)["workflows/merge.yml"] ?? "") as Workflow & {
        readonly jobs: Readonly<Record<string, { readonly needs?: string }>>;
    };
    expect(jobs.update?.needs).toBe("plan");
    const [published] = jobs.plan?.steps.filter(({ uses }) => uses === "./.github/actions/publish") ?? [];
    const [downloaded] =
        jobs.update?.steps.filter(({ uses }) => uses?.startsWith("actions/download-artifact@")) ?? [];
    expect(downloaded?.with).toEqual({ name: published?.with?.name, path: "approved" });
    expect(jobs.update?.steps.map(({ run }) => run)).toContain(
        "npx hrms ci merge --stack prod --plan approved/plan.json",
    );
});

/** What decides about a deployment, by the paths of the repository. */
const DECIDES = [
    ...[".ci/run", ".github/workflows/merge.yml", "checklist/deviations.yaml", "commands/ci/index.ts"],
    ...[
        "engine/steps.ts",
        "evidence/in-process.ts",
        "package.json",
        "package-lock.json",
        "policies/index.ts",
    ],
    ...["policy-settings/prod.yaml", "reports/pull-request/plan.ts"],
];

test.each(DECIDES)("%s needs a review of those who own it", (file) => {
    const owned = fs
        .readFileSync(path.join(GITHUB, "CODEOWNERS"), "utf8")
        .split("\n")
        .flatMap((line) => /^\/(\S+) @/.exec(line)?.[1] ?? []);
    expect(owned.some((each) => (each.endsWith("/") ? file.startsWith(each) : file === each))).toBe(true);
});

test.each(workflows)("%s runs a flow that anyone can run", (_, text) => {
    const flows = [...text.matchAll(/npx hrms ci ([\w-]+)/g)].map(([, flow = ""]) => flow);
    expect(flows).not.toEqual([]);
    expect(flows.filter((flow) => !(flow in FLOWS))).toEqual([]);
});

test("the example for GitLab runs every flow that the workflows run, and updates as approved", () => {
    const text = fs.readFileSync(path.join(GITHUB, "../docs/examples/gitlab-ci.yml"), "utf8");
    const flowsIn = (file: string) =>
        [...file.matchAll(/npx hrms ci ([\w-]+)/g)].map(([, flow = ""]) => flow);
    expect(new Set(flowsIn(text))).toEqual(new Set(workflows.flatMap(([, file]) => flowsIn(file))));
    const { update, plan } = parse(text) as Record<string, { script: string[]; needs?: string[] }>;
    expect(update?.needs).toEqual(["plan"]);
    expect(update?.script).toContain("npx hrms ci merge --stack prod --plan approved.json");
    expect(plan?.script).toContain("npx hrms ci pull-request --stack prod");
});

test("only what changes production waits for an approval, and always does", () => {
    const environments = workflows.map(([file, text]) => [
        file,
        Object.values((parse(text) as Workflow).jobs).map(({ environment }) => environment),
    ]);
    expect(Object.fromEntries(environments)).toEqual({
        "workflows/merge.yml": [undefined, "production"],
        "workflows/nightly.yml": [undefined, undefined],
        "workflows/pull-request.yml": [undefined, undefined],
    });
});

interface Action {
    readonly inputs: Readonly<Record<string, { readonly required?: boolean }>>;
    readonly outputs?: object;
}

test("the example for applications gives our actions the inputs that they have, and waits for an approval", () => {
    const text = fs.readFileSync(EXAMPLE, "utf8");
    const { jobs } = parse(text) as {
        readonly jobs: Readonly<
            Record<string, { readonly steps: readonly Used[]; readonly environment?: string }>
        >;
    };
    interface Used {
        readonly uses: string;
        readonly with?: object;
    }
    const ours = Object.values(jobs)
        .flatMap(({ steps }) => steps)
        .filter(({ uses }) => uses.startsWith("YOUR-ORGANIZATION/"));
    expect(ours).toHaveLength(2);
    for (const { uses, with: given = {} } of ours) {
        const [, action = ""] = /(\.github\/actions\/[\w-]+)@main$/.exec(uses) ?? [];
        const { inputs } = parse(
            fs.readFileSync(path.join(GITHUB, "..", action, "action.yml"), "utf8"),
        ) as Action;
        expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(given)));
        const required = Object.keys(inputs).filter((name) => inputs[name]?.required);
        expect(Object.keys(given)).toEqual(expect.arrayContaining(required));
    }
    expect(jobs.deploy?.environment).toBe("production");
});

/** Commands in our actions, with their shell scripts' variables. */
test.each(files.filter(([file]) => file.startsWith("actions/")))(
    "%s uses options that the commands have",
    (_, text) => {
        const used = [...text.matchAll(/(?:npx hrms|"\$HRMS") release (\w+)((?:[^\n]|\\\n)*)/g)];
        for (const [, name = "", rest = ""] of used) {
            const found = release.commands.find((each) => each.name() === name);
            const options = [...rest.matchAll(/--[a-z-]+/g)].map(([option]) => option);
            expect(options.filter((option) => !found?.options.some(({ long }) => long === option))).toEqual(
                [],
            );
        }
    },
);
