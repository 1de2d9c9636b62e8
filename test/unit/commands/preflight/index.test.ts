/** The command as you type it, in an account on its first day and in the same account once everything is granted. */
import { CreateDetectorCommand, DeleteDetectorCommand, GuardDutyClient } from "@aws-sdk/client-guardduty";
import { CreateRoleCommand, DeleteRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { text } from "node:stream/consumers";
import { EXAMPLE_REGION } from "../../../../config/example";
import { provision } from "../../../../evidence/plan";
import type { Result } from "../../../../preflight";
import { openNewAccount } from "../../../../simulator/account-new";
import { QUOTAS } from "../../../../simulator/account-quotas";
import { CHECKOUT } from "../../../../system/checkout";
import { startAccount, type TestAccount } from "../../../support/account";

const here = { region: EXAMPLE_REGION };
const CONFIG_ROLE = "AWSServiceRoleForConfig";

let account: TestAccount;
let tools: string;

beforeAll(async () => {
    tools = mkdtempSync(join(tmpdir(), "hrms-pulumi-"));
    writeFileSync(join(tools, "pulumi"), '#!/bin/sh\n[ "$1" = version ] && echo v3.265.0 || echo "[]"\n');
    chmodSync(join(tools, "pulumi"), 0o755);
    process.env.AWS_REGION = EXAMPLE_REGION;
    account = await startAccount(5092);
    await account.furnish();
});

afterAll(() => {
    account.stop();
    rmSync(tools, { recursive: true });
});

/** Quotas as the simulated account has them. */
function setQuotas(value: "firstDay" | "usual"): void {
    const entries = Object.entries(QUOTAS).map(([code, quota]) => [code, quota[value]]);
    const quotas = Object.fromEntries(entries) as Record<string, number>;
    account.stub.state = {
        ...account.stub.state,
        quotas,
        lambdaConcurrency: quotas["lambda/L-B99A9384"] ?? 0,
        securityHub: value === "firstDay",
    };
}

interface Report {
    readonly ok: boolean;
    readonly results: readonly Result[];
}

async function hrms(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
    const child = spawn(process.execPath, ["commands/hrms.js", "preflight", ...args], {
        cwd: CHECKOUT,
        env: {
            ...process.env,
            PATH: `${tools}${delimiter}${process.env.PATH ?? ""}`,
            NODE_OPTIONS: `--require ${join(CHECKOUT, "test/support/account/localhost.js")}`,
        },
    });
    const [[code], stdout, stderr] = await Promise.all([
        once(child, "close") as Promise<[number]>,
        text(child.stdout),
        text(child.stderr),
    ]);
    return { code, stdout, stderr };
}

const json = async (): Promise<Report & { code: number }> => {
    const { code, stdout } = await hrms("--stack", "prod", "--json", "--name-server", account.dns.address);
    return { code, ...(JSON.parse(stdout) as Report) };
};

const blocking = ({ results }: Report): Result[] => results.filter(({ severity }) => severity === "blocks");

/** What the program itself says in the simulated account on its first day: sentence and fix. */
async function whatStopsTheProgram(): Promise<string[][]> {
    const prepare = (folder: string): void => {
        openNewAccount(folder, EXAMPLE_REGION, "hrms.example.com");
    };
    const error = await provision("prod", { prepare }).then(
        () => new Error("The simulated new account rejects nothing."),
        (reason: unknown) => reason as Error,
    );
    const [, ...lines] = error.message.split("\n").map((line) => line.trim());
    return lines.flatMap((line, at) => (at % 2 === 0 ? [[line, lines[at + 1] ?? ""]] : []));
}

test("on its first day, an account is told everything that stops `up`, in the program's words; once granted, nothing stops it", async () => {
    setQuotas("firstDay");
    const iam = new IAMClient(here);
    const guardDuty = new GuardDutyClient(here);
    const { DetectorId } = await guardDuty.send(new CreateDetectorCommand({ Enable: true }));
    await iam.send(new DeleteRoleCommand({ RoleName: CONFIG_ROLE }));

    const first = await json();
    expect(first).toMatchObject({ code: 1, ok: false });
    const stopped = await whatStopsTheProgram();
    expect(stopped).toHaveLength(4);
    expect(blocking(first).map(({ what, fix }) => [what, fix])).toEqual(stopped);
    const { stdout: page, code } = await hrms("--name-server", account.dns.address);
    expect(code).toBe(1);
    for (const line of stopped.flat()) expect(page).toContain(line);
    expect(page).toContain("\n4 obstacles stop pulumi up of stack prod;");

    setQuotas("usual");
    await guardDuty.send(new DeleteDetectorCommand({ DetectorId }));
    await iam.send(
        new CreateRoleCommand({
            RoleName: CONFIG_ROLE,
            Path: "/aws-service-role/config.amazonaws.com/",
            AssumeRolePolicyDocument: "{}",
        }),
    );
    const granted = await json();
    expect(blocking(granted)).toEqual([]);
    expect(granted).toMatchObject({ code: 0, ok: true });
    // The plugins are missing: a warning stops nothing.
    expect(granted.results.filter(({ severity }) => severity !== "ok").map(({ id }) => id)).toEqual(
        ["aws", "command", "random"].map(() => "plugin-missing"),
    );
});

test("the policy is printed without asking anything, and a wrong argument is told", async () => {
    account.stub.calls.length = 0;
    const { code, stdout } = await hrms("--policy");
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as { Statement: unknown[] }).Statement).toHaveLength(1);
    expect(account.stub.calls).toEqual([]);
    const wrong = await hrms("--name-server", "dns.example.com");
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain("Write the address of a name server, such as 1.1.1.1.");
});
