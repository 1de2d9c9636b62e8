import * as fs from "node:fs";
import * as path from "node:path";
import type { PulumiRun } from "../../../engine/pulumi";
import { diagnostics, Stack, temporaryStack } from "../harness";

const CANARY = "canary-7f3a-must-not-be-seen";

let stack: Stack;
let up: PulumiRun;

beforeAll(async () => {
    stack = temporaryStack();
    stack.program(`
        const random = require("@pulumi/random");
        const command = require("@pulumi/command");
        const password = new random.RandomPassword("password", { length: 32 });
        const canary = pulumi.secret("${CANARY}");
        new aws.ssm.Parameter("parameter", { name: "/hrms/key", type: "SecureString", value: canary });
        new aws.ec2.LaunchTemplate("template", { userData: canary.apply((text) => Buffer.from(text).toString("base64")) });
        new aws.ec2.Eip("eip", { tags: { Note: canary } });
        new command.local.Command("command", { create: "true", environment: { KEY: password.result } });
        exports.password = password.result;
    `);
    up = await stack.up();
});

afterAll(() => {
    stack.remove();
});

/** The texts that must stay hidden: the canary in plain text and in Base64, and the generated password. */
async function hidden(): Promise<string[]> {
    const shown = await stack.pulumi(["stack", "output", "password", "--show-secrets"]);
    const password = shown.stdout.trim();
    expect(password).toMatch(/^\S{32}$/);
    return [CANARY, Buffer.from(CANARY).toString("base64"), password, JSON.stringify(password).slice(1, -1)];
}

const found = (text: string, secrets: readonly string[]): string[] =>
    secrets.filter((each) => text.includes(each));

test("the state contains only encrypted secrets", async () => {
    expect(up.code).toBe(0);
    const state = await stack.pulumi(["stack", "export"]);
    expect(found(state.stdout, await hidden())).toEqual([]);
    const open = await stack.pulumi(["stack", "export", "--show-secrets"]);
    expect(found(open.stdout, [CANARY])).toEqual([CANARY]);
});

test("the account, the plugins' folder and the engine's output contain no secrets", async () => {
    const log = fs.readFileSync(path.join(stack.workspace.account, "account.jsonl"), "utf8");
    expect(log).toContain('"token":"aws:ssm/parameter:Parameter"');
    const secrets = await hidden();
    expect(found(log, secrets)).toEqual([]);
    expect(found(JSON.stringify(up), secrets)).toEqual([]);
});

test("a preview writes down no secrets", async () => {
    stack.program(`new aws.ec2.Eip("other", { tags: { Note: pulumi.secret("${CANARY}") } });`);
    const preview = await stack.preview();
    const files = fs
        .readdirSync(stack.workspace.account)
        .map((file) => path.join(stack.workspace.account, file));
    expect(files.some((file) => file.includes("planned-"))).toBe(true);
    expect(found(files.map((file) => fs.readFileSync(file, "utf8")).join("\n"), [CANARY])).toEqual([]);
    expect(found(JSON.stringify(preview), [CANARY])).toEqual([]);
});

test("a refusal does not quote the secret value", async () => {
    stack.program(`new aws.ec2.Eip("eip", { tags: { Note: pulumi.secret("${CANARY}&&") } });`);
    const refused = await stack.preview();
    expect(
        diagnostics(refused)
            .map(({ message }) => message)
            .join(),
    ).toContain('only: "Note" = "[secret]"');
    expect(found(JSON.stringify(refused), [CANARY])).toEqual([]);
});
