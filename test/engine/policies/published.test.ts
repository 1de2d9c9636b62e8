/** Tests a copy of the pack for another program, with only the dependencies that the pack declares. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { readBaseline } from "../../../policies/baseline";
import { nameOf } from "../../../policies/urn";
import type { PulumiRun } from "../../../engine/pulumi";
import { run } from "../../../system/run";
import { readmeExamples } from "../../support/readme-examples";
import { temporaryStack } from "../harness";
import { CHECKOUT } from "../../../system/checkout";

const PROGRAM = `
const { RandomPassword } = require("@pulumi/random");
new RandomPassword("good", { length: 32 });
new RandomPassword("bad", { length: 12 });
`;

const REGISTER = (expiresOn: string) => `
approvers: [Grace Example]
deviations:
  - id: DEV-001
    policy: random-password-is-strong
    resource: { type: random:index/randomPassword:RandomPassword, name: bad }
    stacks: [test]
    checklist: security.database.strong-password
    reason: The old printer takes twelve characters and no more, until it is replaced.
    compensatingControl: The printer is reached from one room only.
    requestedBy: Ada Example
    approvedBy: Grace Example
    approvedOn: ${day(-10)}
    expiresOn: ${expiresOn}
`;

const BASELINE = (findings: number) => `
approvers: [Grace Example]
deviations: []
baselines:
  - stack: test
    findings: ${findings}
    reason: The stack is older than these policies; its passwords are replaced one by one.
    requestedBy: Ada Example
    approvedBy: Grace Example
    approvedOn: ${day(-10)}
    expiresOn: ${day(10)}
`;

/** `YYYY-MM-DD`, so many days from now. */
function day(offset: number): string {
    return new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
}

const elsewhere = fs.mkdtempSync(path.join(os.tmpdir(), "hrms-pack-"));
const pack = path.join(elsewhere, "policies");
const stack = temporaryStack();

beforeAll(() => {
    fs.cpSync(path.join(CHECKOUT, "policies"), pack, { recursive: true });
    const { dependencies } = JSON.parse(fs.readFileSync(path.join(pack, "package.json"), "utf8")) as {
        dependencies: Record<string, string>;
    };
    for (const name of Object.keys(dependencies)) {
        const link = path.join(pack, "node_modules", name);
        fs.mkdirSync(path.dirname(link), { recursive: true });
        fs.symlinkSync(path.join(CHECKOUT, "node_modules", name), link);
    }
    stack.program(PROGRAM);
});

afterAll(() => {
    stack.remove();
    fs.rmSync(elsewhere, { recursive: true });
});

/** `level policy resource` of the policies on passwords and on the register. This small stack fails many others. */
function found({ events }: Pick<PulumiRun, "events">): string[] {
    return events
        .flatMap(({ policyEvent: event }) => event ?? [])
        .filter(({ policyName }) => /^(random-|deviations-)/.test(policyName))
        .map((event) => [event.enforcementLevel, event.policyName, nameOf(event.resourceUrn ?? "")].join(" "))
        .sort();
}

const preview = (env: Readonly<Record<string, string>> = {}) =>
    stack.pulumi(["preview", "--policy-pack", pack], { env });

test("stops the weak password, and nothing else", async () => {
    const run = await preview();
    expect({ code: run.code === 0, found: found(run) }).toEqual({
        code: false,
        found: ["mandatory random-password-is-strong bad"],
    });
});

test("finds the register of deviations in its folder", async () => {
    const register = path.join(pack, "deviations.yaml");
    fs.writeFileSync(register, REGISTER(day(10)));
    expect(found(await preview())).toEqual(["advisory random-password-is-strong bad"]);
    fs.writeFileSync(register, REGISTER(day(-1)));
    expect(found(await preview())).toEqual([
        "mandatory deviations-are-in-order test-test",
        "mandatory random-password-is-strong bad",
    ]);
    fs.rmSync(register);
});

test("contains no settings, deviations or baselines of this repository", () => {
    const files = fs.readdirSync(pack, { recursive: true, encoding: "utf8" });
    const own = files.filter((file) => !file.startsWith("node_modules"));
    expect(own).toContain("index.ts");
    expect(own.filter((file) => /\.ya?ml$|baseline\.json$/.test(file))).toEqual(["PulumiPolicy.yaml"]);
});

const examples = readmeExamples(path.join(CHECKOUT, "policies/README.md"));

describe("the examples of the README", () => {
    const project = path.join(stack.folder, "policies");
    const settings = path.join(stack.folder, "policy-settings");

    beforeAll(async () => {
        fs.renameSync(pack, project);
        fs.mkdirSync(settings);
        await stack.pulumi(["stack", "select"]);
    });
    afterAll(() => {
        fs.renameSync(project, pack);
        fs.rmSync(settings, { recursive: true });
    });

    /** Skips the installation, because everything is installed already. The rest runs unchanged. */
    const STUB = `npm() { [ "$1" = install ] && [ "$3" = policies ] || command npm "$@"; }`;

    const shell = examples.filter(({ language }) => language === "sh").map(({ text }) => text);

    test.each(shell)("run in a shell:\n%s", async (text) => {
        // The program has a fault on purpose, so the preview and the report exit with an error.
        const named = text.replaceAll("/prod.", "/test.");
        const { stdout, stderr } = await run("bash", ["-c", `${STUB}\n${named}`], {
            cwd: stack.folder,
            env: { ...process.env, ...stack.workspace.env },
        });
        if (text.includes("pulumi preview")) expect(stdout).toContain("django-hrms");
        if (text.includes("report")) expect(stdout).toMatch(/Written: .*policy\.html/);
        expect(stderr).not.toMatch(/not found|unknown|No such file|rror:/);
    });

    test("write a baseline that covers the next preview, but no new fault", async () => {
        const judged = async () => found(await stack.pulumi(["preview", "--policy-pack", project]));
        expect(fs.readdirSync(settings)).toEqual(["test.baseline.json"]);
        const listed = readBaseline(fs.readFileSync(path.join(settings, "test.baseline.json"), "utf8"));
        expect(await judged()).toEqual([
            "mandatory deviations-are-in-order test-test",
            "mandatory random-password-is-strong bad",
        ]);
        fs.writeFileSync(path.join(project, "deviations.yaml"), BASELINE(listed.length));
        expect(await judged()).toEqual(["advisory random-password-is-strong bad"]);
        stack.program(`${PROGRAM}new RandomPassword("new", { length: 12 });`);
        expect(await judged()).toEqual([
            "advisory random-password-is-strong bad",
            "mandatory random-password-is-strong new",
        ]);
        stack.program(PROGRAM);
        fs.rmSync(path.join(project, "deviations.yaml"));
    });

    test("the engine accepts the settings", async () => {
        const yaml = examples.filter(
            ({ language, text }) => language === "yaml" && !text.includes("approvers"),
        );
        expect(yaml).not.toEqual([]);
        for (const { text } of yaml) {
            fs.writeFileSync(path.join(settings, "test.yaml"), text);
            const { stdout, stderr } = await stack.pulumi(["preview", "--policy-pack", project]);
            expect(stdout + stderr).not.toMatch(/validating policy config|policy settings have/);
            expect(stdout).toContain("random-password-is-strong");
        }
    });
});

test("applies the stack's settings, and refuses unknown ones", async () => {
    const settings = path.join(elsewhere, "settings.yaml");
    fs.writeFileSync(settings, "random-password-is-strong: { length: 12 }\n");
    expect(found(await preview({ HRMS_POLICY_SETTINGS: settings }))).toEqual([]);
    fs.writeFileSync(settings, "random-pasword-is-strong: advisory\n");
    const { code, stdout, stderr } = await preview({ HRMS_POLICY_SETTINGS: settings });
    expect(code).not.toBe(0);
    expect(stdout + stderr).toContain("random-pasword-is-strong is not a policy of the pack.");
});

test("has the engine refuse a setting out of its range", async () => {
    const settings = path.join(elsewhere, "range.yaml");
    fs.writeFileSync(settings, "database-backup-retention: { days: 3 }\n");
    const { code, stdout, stderr } = await preview({ HRMS_POLICY_SETTINGS: settings });
    expect(code).not.toBe(0);
    expect(stdout + stderr).toMatch(/database-backup-retention.*days/);
});
