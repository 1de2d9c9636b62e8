/** No secret is readable in what the engine stores or prints. */
import * as fs from "node:fs";
import * as path from "node:path";
import { SETTINGS } from "../../../config";
import type { SimulatedStack } from "../../../simulator/stack";
import { exported } from "../../../engine/stack";
import { openStack } from "./open";

const GIVEN = {
    "hrms:sentryDsn": "https://canary7f3a9c@sentry.example.com/42",
    "hrms:emailUrl": "smtp+tls://mailer:canary7f3a9c-mail@smtp.example.com:587",
    "hrms:criticalWebhooks.pagerduty": "https://events.pagerduty.com/integration/canary7f3a9c-pager/enqueue",
    "hrms:environmentSecrets.LDAP_PASSWORD": "canary7f3a9c-directory-password-of-the-hrms",
};

let stack: SimulatedStack;
let printed = "";

beforeAll(async () => {
    stack = await openStack("prod");
    for (const [key, value] of Object.entries(GIVEN)) {
        const set = await stack.pulumi(["config", "set", "--secret", "--path", key, value]);
        expect({ key, code: set.code }).toEqual({ key, code: 0 });
    }
    for (const args of [
        ["preview", "--diff"],
        ["up", "--yes", "--skip-preview"],
        ["preview", "--diff"],
        ["stack", "output"],
    ]) {
        const { code, stdout, stderr, events } = await stack.pulumi(args);
        expect({ args, code, stderr }).toEqual({ args, code: 0, stderr });
        printed += stdout + stderr + JSON.stringify(events);
    }
});

afterAll(() => {
    stack.remove();
});

/** Every secret in plain text: those from the configuration and the generated ones. */
async function secrets(): Promise<Map<string, string>> {
    const found = new Map(Object.entries(GIVEN));
    for (const { type, urn, outputs } of (await exported(stack.pulumi, "--show-secrets")).deployment
        .resources) {
        if (type === "random:index/randomPassword:RandomPassword") {
            const { plaintext } = outputs?.result as { plaintext: string };
            found.set(urn, JSON.parse(plaintext) as string);
        }
    }
    return found;
}

test("the stack has every secret of the table, each one long and unique", async () => {
    const values = [...(await secrets()).values()];
    expect(values.length).toBeGreaterThanOrEqual(2 + 6);
    expect(new Set(values).size).toBe(values.length);
    values.forEach((value) => {
        expect(value.length).toBeGreaterThanOrEqual(32);
    });
    expect(Object.values(SETTINGS).filter(({ secret }) => secret)).toHaveLength(Object.keys(GIVEN).length);
});

test("the export, the outputs, the events, the diffs and the simulated account contain no secret", async () => {
    const { stdout: state } = await stack.pulumi(["stack", "export"]);
    const account = readAll(path.join(path.dirname(stack.project), "account"));
    const stateFiles = readAll(path.join(path.dirname(stack.project), "state"));
    for (const [name, value] of await secrets()) {
        const forms = [
            value,
            JSON.stringify(value).slice(1, -1),
            Buffer.from(value).toString("base64").replace(/=+$/, ""),
        ];
        for (const [where, text] of Object.entries({ state, printed, account, stateFiles })) {
            const leaked = forms.some((form) => text.includes(form));
            expect({ name, where, leaked }).toEqual({ name, where, leaked: false });
        }
    }
});

function readAll(folder: string): string {
    const files = fs
        .readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(0);
    return files.map((entry) => fs.readFileSync(path.join(entry.parentPath, entry.name), "utf8")).join("\n");
}
