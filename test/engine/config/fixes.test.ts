/** Runs the fixes that messages suggest, in a shell with the real `pulumi`. */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parse, stringify } from "yaml";
import { SETTINGS } from "../../../config";
import { exampleConfig } from "../../../config/example";
import { applied, type RawConfig } from "../../../config/fault";
import { commandLine } from "../../../config/message";
import { findFaults } from "../../../config/read";
import { CHECKOUT } from "../../../system/checkout";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hrms-fixes-"));
const home = path.join(folder, "home");
const env = {
    PATH: `${process.env.HRMS_ENGINE_BIN ?? ""}${path.delimiter}${process.env.PATH ?? ""}`,
    HOME: home,
    PULUMI_HOME: path.join(folder, "pulumi"),
    PULUMI_BACKEND_URL: `file://${path.join(folder, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "fixes",
    PULUMI_SKIP_UPDATE_CHECK: "true",
};
const DSN = "https://k@sentry.example.com/1";
let salt = "";

/** Runs a line as if a person pasted it. `typed` answers pulumi's prompt. */
function shell(line: string, typed = ""): string {
    const { status, stdout, stderr } = spawnSync("sh", ["-ec", line], {
        cwd: folder,
        env,
        input: typed,
        encoding: "utf8",
    });
    if (status !== 0) {
        throw new Error(`${line}\n${stderr}`);
    }
    return stdout;
}

const stackFile = (stack: string): string => path.join(folder, `Pulumi.${stack}.yaml`);

beforeAll(() => {
    fs.mkdirSync(path.join(folder, "state"));
    fs.mkdirSync(path.join(home, ".ssh"), { recursive: true });
    fs.writeFileSync(path.join(home, ".ssh", "id_ed25519.pub"), `${SETTINGS.sshPublicKey.example}\n`);
    fs.copyFileSync(path.join(CHECKOUT, "Pulumi.yaml"), path.join(folder, "Pulumi.yaml"));
    shell("pulumi stack init prod");
    shell("pulumi config set --secret hrms:sentryDsn x");
    ({ encryptionsalt: salt } = parse(fs.readFileSync(stackFile("prod"), "utf8")) as {
        encryptionsalt: string;
    });
});

afterAll(() => {
    fs.rmSync(folder, { recursive: true, force: true });
});

/** Writes the configuration as a stack file, with lists as YAML lists. */
function write(raw: RawConfig): void {
    const config = Object.fromEntries(
        Object.entries(raw.values).map(([key, value]) => [
            key,
            value.startsWith("[") ? (JSON.parse(value) as unknown) : value,
        ]),
    );
    fs.writeFileSync(stackFile(raw.stack), stringify({ encryptionsalt: salt, config }));
    for (const key of Object.keys(raw.values).filter(raw.isSecret)) {
        shell(`pulumi config set --secret ${key}`, raw.values[key]);
    }
}

/** The configuration as Pulumi reads it from the stack file. */
function read(stack: string): RawConfig {
    const listed = JSON.parse(shell(`pulumi config --json --show-secrets --stack ${stack}`)) as Record<
        string,
        { value: string; secret: boolean }
    >;
    const given = Object.entries(listed).filter(([, { value }]) => value !== "" && value !== "[]");
    return {
        stack,
        values: Object.fromEntries(given.map(([key, { value }]) => [key, value])),
        isSecret: (key) => listed[key]?.secret === true,
    };
}

/** One command of each form. test/unit/config/fixes.test.ts runs all commands with a fake pulumi. */
const CASES: readonly (readonly [what: string, raw: RawConfig])[] = [
    ["replaces a value", exampleConfig({ profile: "prod" })],
    ["sets a value that begins with a hyphen", exampleConfig({ databseName: "-100" })],
    ["a list", exampleConfig({ criticalContacts: "oncall@example.com" })],
    ["sets the user's own key", exampleConfig({ adminCidrs: ["192.0.2.0/24"] })],
    ["removes a setting", exampleConfig({ sshPublicKey: SETTINGS.sshPublicKey.example })],
    ["moves a value to another key", exampleConfig({ databseName: "people" })],
    ["moves a list to another key", exampleConfig({ loginPath: ["/sign-in/"] })],
    ["sets a secret that pulumi asks for", exampleConfig({ emailUrl: "x" })],
    ["encrypts a value as a secret", exampleConfig({ sentryDsn: DSN }, [])],
    ["moves a secret to another key", exampleConfig({ sentyDsn: DSN }, ["sentyDsn"])],
];

test.each(CASES)("%s", (_what, raw) => {
    const before = findFaults(raw);
    const [fix] = before[0]?.fixes ?? [];
    const changes = fix?.changes ?? [];
    expect(changes).not.toEqual([]);
    write(raw);
    shell(
        commandLine(changes),
        changes.flatMap((change) => (change.do === "ask" ? [change.example] : []))[0],
    );
    const after = read(raw.stack);
    // Checks that pulumi does what the other tests compute.
    const expected = applied(raw, changes);
    expect(after.values).toEqual(expected.values);
    const secret = Object.keys(after.values).filter((name) => after.isSecret(name));
    expect(secret).toEqual(Object.keys(expected.values).filter((name) => expected.isSecret(name)));
    expect(findFaults(after).length).toBe(before.length - 1);
});

test("restores an account id that YAML read as an octal number", () => {
    write(exampleConfig());
    const file = stackFile("prod");
    fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace(/"123456789012"/, "012345670123"));
    const raw = read("prod");
    expect(raw.values["hrms:awsAccountId"]).toBe("1402433619");
    const [fault] = findFaults(raw);
    shell(commandLine(fault?.fixes[0]?.changes ?? []));
    expect(read("prod").values["hrms:awsAccountId"]).toBe("012345670123");
});

test("renames a stack", () => {
    const raw = exampleConfig({ stack: "Production_EU" });
    shell("pulumi stack init Production_EU");
    write(raw);
    shell(commandLine(findFaults(raw)[0]?.fixes[0]?.changes ?? []));
    expect(findFaults(read("production-eu"))).toEqual([]);
});
