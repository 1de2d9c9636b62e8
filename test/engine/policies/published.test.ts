/** The pack on its own: copied elsewhere, with no more than the dependencies that it declares, for another program. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { nameOf } from "../../../tools/events";
import type { PulumiRun } from "../../../tools/pulumi";
import { temporaryStack } from "../harness";

const REPOSITORY = path.join(__dirname, "../../..");

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

/** `YYYY-MM-DD`, so many days from now. */
function day(offset: number): string {
    return new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
}

const elsewhere = fs.mkdtempSync(path.join(os.tmpdir(), "hrms-pack-"));
const pack = path.join(elsewhere, "policies");
const stack = temporaryStack();

beforeAll(() => {
    fs.cpSync(path.join(REPOSITORY, "policies"), pack, { recursive: true });
    const { dependencies } = JSON.parse(fs.readFileSync(path.join(pack, "package.json"), "utf8")) as {
        dependencies: Record<string, string>;
    };
    for (const name of Object.keys(dependencies)) {
        const link = path.join(pack, "node_modules", name);
        fs.mkdirSync(path.dirname(link), { recursive: true });
        fs.symlinkSync(path.join(REPOSITORY, "node_modules", name), link);
    }
    stack.program(PROGRAM);
});

afterAll(() => {
    stack.remove();
    fs.rmSync(elsewhere, { recursive: true });
});

/** `level policy resource`, of the policies on passwords and on the register: what a whole stack must have, this one lacks. */
function found({ events }: Pick<PulumiRun, "events">): string[] {
    return events
        .flatMap(({ policyEvent: event }) => event ?? [])
        .filter(({ policyName }) => /^(random-|deviations-)/.test(policyName))
        .map((event) => [event.enforcementLevel, event.policyName, nameOf(event.resourceUrn ?? "")].join(" "))
        .sort();
}

const preview = (env: Readonly<Record<string, string>> = {}) =>
    stack.pulumi(["preview", "--policy-pack", pack], { env });

test("stops what it should, and nothing else", async () => {
    const run = await preview();
    expect({ code: run.code === 0, found: found(run) }).toEqual({
        code: false,
        found: ["mandatory random-password-is-strong bad"],
    });
});

test("finds the register of deviations beside itself", async () => {
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

test("takes the stack's settings, and refuses those that it does not know", async () => {
    const settings = path.join(elsewhere, "settings.yaml");
    fs.writeFileSync(settings, "random-password-is-strong: advisory\n");
    expect(found(await preview({ HRMS_POLICY_SETTINGS: settings }))).toEqual([
        "advisory random-password-is-strong bad",
    ]);
    fs.writeFileSync(settings, "random-pasword-is-strong: advisory\n");
    const { code, stdout, stderr } = await preview({ HRMS_POLICY_SETTINGS: settings });
    expect(code).not.toBe(0);
    expect(stdout + stderr).toContain("random-pasword-is-strong is no policy of the pack.");
});

test("a setting out of its range is refused by the engine", async () => {
    const settings = path.join(elsewhere, "range.yaml");
    fs.writeFileSync(settings, "database-backup-retention: { days: 3 }\n");
    const { code, stdout, stderr } = await preview({ HRMS_POLICY_SETTINGS: settings });
    expect(code).not.toBe(0);
    expect(stdout + stderr).toMatch(/database-backup-retention.*days/);
});
