/**
 * Every fix that a message suggests, run by a shell with a stand-in for `pulumi`: the fault disappears, no other one
 * comes, and what the fix does not name stays as it is. test/engine/config/fixes.test.ts shows that the real `pulumi`
 * does the same.
 */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { SETTINGS } from "../../../config";
import { exampleConfig } from "../../../config/example";
import {
    asText,
    entriesIn,
    entryKey,
    keyOf,
    partsOf,
    type Change,
    type Fault,
    type RawConfig,
} from "../../../config/fault";
import { commandLine, describeFaults, sentence } from "../../../config/message";
import { findFaults } from "../../../config/read";
import { REJECTED } from "./rejected";
import { CONFLICTING, OTHERS, STACK_NAMES } from "./wrong";

/**
 * Keeps each value, and each entry of a map, in a file of its own, `plain` or `secret`, as the real one keeps them in the
 * stack file. An entry's file is named after its path.
 */
const PULUMI = `#!/bin/sh -e
command="$1 $2"; shift 2
[ "$1" = --secret ] && { place=secret; shift; } || place=plain
[ "$1" = --path ] && shift
key=$1; [ "$2" = -- ] && shift
case $command in
    "config set") [ $# -ge 2 ] && value=$2 || value=$(cat); rm -f */"$key" */"$key".* */"$key"[[]*; printf %s "$value" >"$place/$key" ;;
    "config get") cat */"$key" ;;
    "config rm") rm -f */"$key" */"$key".* */"$key"[[]* ;;
    "stack rename") printf %s "$key" >stack ;;
    *) exit 1 ;;
esac
`;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hrms-fixes-"));
const files = path.join(folder, "files");

beforeAll(() => {
    fs.mkdirSync(path.join(folder, ".ssh"));
    fs.writeFileSync(path.join(folder, ".ssh", "id_ed25519.pub"), `${SETTINGS.sshPublicKey.example}\n`);
    fs.writeFileSync(path.join(folder, "pulumi"), PULUMI, { mode: 0o755 });
});

afterAll(() => {
    fs.rmSync(folder, { recursive: true, force: true });
});

function write(raw: RawConfig): void {
    fs.rmSync(files, { recursive: true, force: true });
    fs.mkdirSync(path.join(files, "plain"), { recursive: true });
    fs.mkdirSync(path.join(files, "secret"));
    fs.writeFileSync(path.join(files, "stack"), raw.stack);
    const put = (key: string, file: string, value: string): void => {
        fs.writeFileSync(path.join(files, raw.isSecret(key) ? "secret" : "plain", file), value);
    };
    for (const [key, value] of Object.entries(raw.values)) {
        const entries = Object.entries(entriesIn(value));
        entries.forEach(([name, entry]) => {
            put(entryKey(key, name), pathOf(key, name), asText(entry));
        });
        if (entries.length === 0) {
            put(key, key, value);
        }
    }
}

function read(): RawConfig {
    const keys = (place: string): string[] => fs.readdirSync(path.join(files, place));
    const values: Record<string, string> = {};
    const secret: string[] = [];
    for (const place of ["plain", "secret"]) {
        for (const file of keys(place)) {
            const text = fs.readFileSync(path.join(files, place, file), "utf8");
            const [, key = file, plain, quoted] = /^([^.[]+)(?:\.(.+)|\["(.+)"\])$/.exec(file) ?? [];
            const entry = plain ?? quoted;
            values[key] =
                entry === undefined
                    ? text
                    : JSON.stringify({ ...entriesIn(values[key] ?? ""), [entry]: text });
            secret.push(
                ...(place === "secret" ? [key, ...(entry === undefined ? [] : [entryKey(key, entry)])] : []),
            );
        }
    }
    const stack = fs.readFileSync(path.join(files, "stack"), "utf8");
    return { stack, values, isSecret: (key) => secret.includes(key) };
}

/** As `pulumi config set --path` takes it. */
const pathOf = (key: string, entry: string): string =>
    /^[A-Za-z_]\w*$/.test(entry) ? `${key}.${entry}` : `${key}["${entry}"]`;

/** Pastes a line into a shell; `typed` is what pulumi asks for. Returns the configuration afterwards. */
function after(raw: RawConfig, line: string, typed = ""): RawConfig {
    write(raw);
    const { status, stderr } = spawnSync("sh", ["-ec", line], {
        cwd: files,
        env: { PATH: `${folder}${path.delimiter}${process.env.PATH ?? ""}`, HOME: folder },
        input: typed,
        encoding: "utf8",
    });
    expect({ line, status, stderr }).toEqual({ line, status: 0, stderr: "" });
    return read();
}

const identity = (fault: Fault): string =>
    fault.kind === "conflict" ? `${fault.key} ${fault.rule}` : sentence(fault);

/** Keys that the changes write or remove. */
const named = (changes: readonly Change[]): string[] =>
    changes.flatMap((change) => ("key" in change ? [partsOf(change.key)[0]] : []));

const CASES: readonly (readonly [what: string, raw: RawConfig, key: string])[] = [
    ...REJECTED.map(
        ([name, value]) => [`${name}: ${value}`, exampleConfig({ [name]: value }), keyOf(name)] as const,
    ),
    ...CONFLICTING.map(([what, changes, name]) => [what, exampleConfig(changes), keyOf(name)] as const),
    ...STACK_NAMES.map(
        (stack) => [`a stack named ${stack}`, exampleConfig({ stack }), "The stack's name"] as const,
    ),
    ...OTHERS,
];

test.each(CASES)("%s", (_what, raw, key) => {
    const before = findFaults(raw);
    const fault = before.find((one) => one.key === key);
    const message = describeFaults(raw.stack, before);
    for (const { changes } of fault?.fixes ?? []) {
        const line = commandLine(changes);
        expect(message).toContain(`: ${line}`);
        const typed = changes.flatMap((change) => (change.do === "ask" ? [change.example] : []));
        const config = after(raw, line, typed[0]);

        const left = findFaults(config).map(identity);
        const known = before.filter((one) => one !== fault).map(identity);
        expect({ line, left: left.filter((one) => !known.includes(one)) }).toEqual({ line, left: [] });

        const untouched = Object.entries(raw.values).filter(([name]) => !named(changes).includes(name));
        expect(config.values).toMatchObject(Object.fromEntries(untouched));
    }
    // Only a conflict with an encrypted value has no command.
    expect(fault?.fixes.length === 0).toBe(message.includes("is encrypted in the stack file"));
});

/** A misspelt key, or a value in the wrong form, keeps all its words. */
test.each([
    ["databseName", "people", "databaseName", "people"],
    ["loginPath", '["/sign-in/"]', "loginPaths", '["/sign-in/"]'],
    [
        "criticalContacts",
        "a@example.com, b@example.com",
        "criticalContacts",
        '["a@example.com","b@example.com"]',
    ],
    ["adminCidrs", "192.0.2.0/24", "adminCidrs", '["192.0.2.0/24"]'],
    ["sentyDsn", "https://k@sentry.example.com/1", "sentryDsn", "https://k@sentry.example.com/1"],
    ["awsAccountId", "1402433619", "awsAccountId", "012345670123"],
])("nothing that was typed is lost: %s %s", (name, given, right, kept) => {
    const raw = exampleConfig({ [name]: given });
    const [fix] = findFaults(raw)[0]?.fixes ?? [];
    const { values } = after(raw, commandLine(fix?.changes ?? []));
    expect(values[keyOf(right)]).toBe(kept);
    expect(Object.keys(values)).toHaveLength(
        Object.keys(raw.values).length + (name === "adminCidrs" ? 1 : 0),
    );
});
