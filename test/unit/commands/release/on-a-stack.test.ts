import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { printed as printedHistory } from "../../../../commands/release/history";
import { printed as printedLine } from "../../../../commands/release/logs";
import { ON_A_STACK } from "../../../../commands/release/on-a-stack";
import { readStackFile } from "../../../../commands/stack-file";
import { printed as printedStatus } from "../../../../commands/release/status";
import type { DeploymentRecord } from "../../../../release/deploy/record";

const SHA = "5".repeat(64);

/** What a command says to arguments that it rejects. */
async function refusalOf(name: string, ...args: readonly string[]): Promise<string> {
    const command = ON_A_STACK.find((each) => each.name() === name);
    let said = "";
    command?.exitOverride().configureOutput({ writeErr: (text) => (said += text) });
    await command?.parseAsync(args, { from: "user" }).catch(() => undefined);
    return said;
}

test.each([
    ["deploy", ["5".repeat(63)], /Write the whole SHA-256: 64 digits/],
    ["deploy", [SHA.toUpperCase().replace("5", "A")], /64 digits of 0-9 and a-f/],
    ["deploy", [SHA, "--allow-destructive", "yes"], /Write a reason in a few words/],
    ["deploy", [SHA, "--watch", "61"], /whole number from 0 to 60/],
    ["deploy", [SHA, "--watch", "1.5"], /whole number from 0 to 60/],
    ["deploy", [SHA, "--stack", "nowhere"], /no Pulumi\.nowhere\.yaml/],
    ["rollback", ["--to", "latest"], /Write the whole SHA-256/],
    ["rollback", ["--across-migrations", "ok"], /Write a reason/],
    ["history", ["--last", "0"], /whole number from 1 to 1000/],
    ["logs", ["--log", "mail"], /Allowed choices are application, nginx, system/],
    ["publish", ["abc"], /Write the whole SHA-256/],
])("%s %j is rejected before anything starts", async (name, args, says) => {
    expect(await refusalOf(name, ...args)).toMatch(says);
});

test("the stack's file has the region and the release", () => {
    const folder = mkdtempSync(join(tmpdir(), "hrms-stack-file-"));
    const write = (text: string): void => {
        writeFileSync(join(folder, "Pulumi.prod.yaml"), text);
    };
    write(`config:\n  hrms:region: eu-central-1\n  hrms:release: "${SHA}"\n`);
    expect(readStackFile("prod", folder)).toEqual({ region: "eu-central-1", release: SHA });
    write("config:\n  hrms:region: eu-central-1\n");
    expect(readStackFile("prod", folder).release).toBeUndefined();
    rmSync(folder, { recursive: true });
});

test("the status is a table, with what is wrong below it", () => {
    const host = { id: "i-1", role: "web", state: "serving", colour: "green", serving: true } as const;
    const text = printedStatus({
        setting: null,
        parameter: { release: SHA, previous: null },
        hosts: [
            { ...host, release: SHA, previous: null, background: { "hrms-beat": SHA } },
            { ...host, id: "i-22", state: "starting", release: null, previous: null, background: {} },
        ],
        faults: ["i-22 is late"],
    });
    expect(text.split("\n")).toEqual([
        `Stack's release   ${SHA}`,
        "before it         none",
        "hrms:release      none",
        "",
        "host  role  state            release       before it  background work",
        "i-1   web   serving (green)  555555555555  none       hrms-beat",
        "i-22  web   starting         none          none",
        "! i-22 is late",
    ]);
});

test("the history says when, what, how it ended, how long it took, and who", () => {
    const record: DeploymentRecord = {
        ...{ format: 1, kind: "deploy", release: SHA, from: null, outcome: "rolled back" },
        who: "arn:aws:sts::123456789012:assumed-role/deployer/ann",
        started: "2026-11-30T12:00:00.000Z",
        ended: "2026-11-30T12:03:20.000Z",
        steps: [{ step: "switch", outcome: "failed", seconds: 9, notes: [] }],
    };
    expect(printedHistory([record]).split("\n")[1]).toBe(
        "2026-11-30 12:00  deploy  555555555555  rolled back (switch)  200 s  assumed-role/deployer/ann",
    );
    expect(printedHistory([])).toBe("Nothing was deployed to this stack yet.");
});

test("a log line has its time and its host", () => {
    expect(printedLine({ time: 0, stream: "i-1/hrms-web", text: "ready" })).toBe(
        "1970-01-01T00:00:00.000Z i-1/hrms-web: ready",
    );
});
