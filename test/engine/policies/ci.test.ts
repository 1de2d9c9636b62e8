/** What CI runs, on the real engine: an update of a new stack, a quiet night, drift, and a plan that loses data. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ci } from "../../../tools/ci";
import type { JudgedStack } from "../../../tools/policies/judged";
import type { SimulatedStack } from "../../../tools/simulated-stack";
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

const judged = (env: Readonly<Record<string, string>> = {}): JudgedStack => ({
    name: "prod",
    project: stack.project,
    pulumi: (args, options = {}) => stack.pulumi(args, { ...options, env }),
});

const reported = () => fs.readFileSync(path.join(out, "policy.md"), "utf8");

test("a merge previews, updates, and judges what came of it", async () => {
    expect({ code: await ci("merge", judged(), out), errors }).toEqual({ code: 0, errors: [] });
    expect(fs.readdirSync(out).sort()).toEqual([
        "policy.html",
        "policy.junit.xml",
        "policy.md",
        "policy.sarif",
    ]);
    expect(reported()).toMatch(/No blocking fault deployed/);
});

test("a night without drift is quiet", async () => {
    expect({ code: await ci("nightly", judged(), out), errors }).toEqual({ code: 0, errors: [] });
});

test("a plan that replaces the database is stopped, though nothing protects it any more", async () => {
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
    // Unprotected in the state too, the engine itself would go on.
    await stack.pulumi(["state", "unprotect", "--all", "--yes"]);
    expect(await ci("pull-request", judged({ FAULTS: JSON.stringify(replaced) }), out)).toBe(1);
    expect(reported()).toContain("Pulumi plans to replace it");
    expect(errors.join("\n")).toContain("data-is-protected");
});

test("a program that breaks gives no verdict, and says so", async () => {
    expect(await ci("pull-request", judged({ FAULTS: "no JSON" }), out)).toBe(1);
    expect(errors.join("\n")).toContain("there is no verdict");
});

test("a flow that does not exist is refused with those that do", async () => {
    await expect(ci("deploy", judged(), out)).rejects.toThrow(
        "There is no flow deploy; there are pull-request, merge, nightly, judge.",
    );
});
