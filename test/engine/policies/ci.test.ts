/** Runs CI on the real engine: an update of a new stack, a quiet night, drift, and a plan that loses data. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { readBaseline } from "../../../policies/baseline";
import { ci } from "../../../commands/ci";
import { exported, type Stack } from "../../../engine/stack";
import { nameOf } from "../../../policies/urn";
import { fingerprintIn } from "../../../reports/pull-request/comment";
import { readPlan } from "../../../reports/pull-request/plan";
import type { SimulatedStack } from "../../../simulator/stack";
import { openStack } from "../stack/open";

const FAULTY = path.join(__dirname, "../../fixtures/policies/faulty.ts");
const out = fs.mkdtempSync(path.join(os.tmpdir(), "hrms-ci-"));

let stack: SimulatedStack;
const errors: string[] = [];

beforeAll(async () => {
    stack = await openStack("prod");
    jest.spyOn(console, "log").mockImplementation();
    jest.spyOn(console, "error").mockImplementation((text: string) => errors.push(text));
});

beforeEach(() => {
    errors.length = 0;
});

afterAll(() => {
    jest.restoreAllMocks();
    stack.remove();
    fs.rmSync(out, { recursive: true });
});

const judged = (env: Readonly<Record<string, string>> = {}): Stack => ({
    name: "prod",
    project: stack.project,
    pulumi: (args, options = {}) => stack.pulumi(args, { ...options, env }),
});

const reported = () => fs.readFileSync(path.join(out, "policy.md"), "utf8");

const planned = () => readPlan(fs.readFileSync(path.join(out, "plan.json"), "utf8"));

test("a pull request gets a comment with the plan, the cost and the policies, and a drawing", async () => {
    expect({ code: await ci("pull-request", judged(), out), errors }).toEqual({ code: 0, errors: [] });
    const comment = fs.readFileSync(path.join(out, "comment.md"), "utf8");
    expect(fingerprintIn(comment)).toBe(planned().fingerprint);
    expect(comment).toMatch(/\d+ created, 0 changed, 0 replaced, 0 deleted\./);
    expect(comment).toMatch(/\*\*prod\*\* is new: [\d,.]+ USD/);
    expect(comment).toContain("<!-- policy-report:prod -->");
    expect(fs.readFileSync(path.join(out, "architecture.svg"), "utf8")).toContain(
        "hrms · prod · eu-central-1",
    );
});

test("a merge applies no other plan than the approved one, and says what differs", async () => {
    const approved = planned();
    const [first, ...others] = approved.changes;
    const other = { ...approved, changes: others, fingerprint: "" };
    expect(await ci("merge", judged(), out, { approved: other })).toBe(1);
    expect(errors.join("\n")).toContain(`${nameOf(first?.urn ?? "")} (`);
    expect(errors.join("\n")).toContain("was not in the approved plan");
    const { deployment } = await exported(stack.pulumi);
    expect(deployment.resources).toEqual([]);
});

test("a merge previews, updates as approved, and judges the result", async () => {
    const approved = planned();
    expect({ code: await ci("merge", judged(), out, { approved }), errors }).toEqual({ code: 0, errors: [] });
    expect(fs.readdirSync(out).filter((file) => file.startsWith("policy."))).toEqual([
        "policy.html",
        "policy.junit.xml",
        "policy.md",
        "policy.sarif",
    ]);
    expect(reported()).toMatch(/No blocking fault deployed/);
});

test("an unchanged stack has an empty plan, at the same cost", async () => {
    expect({ code: await ci("pull-request", judged(), out), errors }).toEqual({ code: 0, errors: [] });
    const comment = fs.readFileSync(path.join(out, "comment.md"), "utf8");
    expect(comment).toContain("Nothing changes.");
    expect(comment).toMatch(/\*\*prod\*\*: ([\d,.]+) → \1 USD/);
});

test("a night without drift reports nothing", async () => {
    expect({ code: await ci("nightly", judged(), out), errors }).toEqual({ code: 0, errors: [] });
});

test("a wrong passphrase gives no verdict, and the message names the variable to set", async () => {
    const wrong = ci("judge", judged({ PULUMI_CONFIG_PASSPHRASE: "wrong" }), out);
    await expect(wrong).rejects.toThrow("PULUMI_CONFIG_PASSPHRASE");
});

test("stops a plan that replaces the database, even if the database is unprotected", async () => {
    const link = path.join(stack.project, "index.ts");
    fs.rmSync(link);
    fs.symlinkSync(FAULTY, link);
    const unprotected = { [`aws:rds/instance:Instance hrms-database`]: { options: { protect: false } } };
    const replaced = {
        [`aws:rds/instance:Instance hrms-database`]: {
            options: { protect: false },
            set: { dbName: "another" },
        },
    };
    expect(await ci("pull-request", judged({ FAULTS: JSON.stringify(unprotected) }), out)).toBe(1);
    expect(reported()).toContain("The resource option protect is not set");
    expect(reported()).not.toContain("Pulumi plans to replace it");
    // With the state unprotected too, the engine itself would continue.
    await stack.pulumi(["state", "unprotect", "--all", "--yes"]);
    expect(await ci("pull-request", judged({ FAULTS: JSON.stringify(replaced) }), out)).toBe(1);
    expect(reported()).toContain("Pulumi plans to replace it");
    expect(errors.join("\n")).toContain("data-is-protected");
});

test("a baseline lists exactly what stops an update now", async () => {
    const unprotected = { [`aws:rds/instance:Instance hrms-database`]: { options: { protect: false } } };
    expect(await ci("baseline", judged({ FAULTS: JSON.stringify(unprotected) }), out)).toBe(0);
    const baseline = readBaseline(fs.readFileSync(path.join(out, "baseline.json"), "utf8"));
    expect(baseline.map(({ policy, name }) => `${policy} ${name}`)).toEqual([
        "data-is-protected hrms-database",
    ]);
});

test("a program that throws gives no verdict, and CI says so", async () => {
    expect(await ci("pull-request", judged({ FAULTS: "no JSON" }), out)).toBe(1);
    expect(errors.join("\n")).toContain("there is no verdict");
});
