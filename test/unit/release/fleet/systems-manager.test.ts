import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { SSMClient } from "@aws-sdk/client-ssm";
import { HostFailure, HostLost, type Host } from "../../../../release/fleet/fleet";
import { runOnHost } from "../../../../release/fleet/systems-manager";
import { SystemsManagerApi } from "./systems-manager-api";

const HOST: Host = { id: "i-1", role: "web", state: "serving" };
const SHA = "5".repeat(64);

let aws: SystemsManagerApi;
let told: string[];
let run: (...args: string[]) => Promise<unknown>;

beforeEach(async () => {
    aws = new SystemsManagerApi();
    told = [];
    const common = {
        region: "eu-central-1",
        endpoint: await aws.listen(),
        credentials: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "none" },
    };
    const channel = {
        ssm: new SSMClient(common),
        logs: new CloudWatchLogsClient(common),
        document: "hrms-prod-release",
        logGroup: "/hrms/prod/system",
        pause: () => Promise.resolve(),
    };
    run = (...args) => runOnHost(channel, HOST, args, (line) => told.push(line));
});

afterEach(async () => {
    await aws.close();
});

test("a command runs with the stack's document on one host, and its last line is the answer", async () => {
    aws.script = { states: ["Pending", "InProgress", "Success"], stdout: `noise\n{"installed": "${SHA}"}\n` };
    await expect(run("install", SHA)).resolves.toEqual({ installed: SHA });
    expect(aws.sent).toEqual([
        expect.objectContaining({
            DocumentName: "hrms-prod-release",
            InstanceIds: ["i-1"],
            Parameters: { Command: ["install"], Release: [SHA] },
            CloudWatchOutputConfig: {
                CloudWatchOutputEnabled: true,
                CloudWatchLogGroupName: "/hrms/prod/system",
            },
        }),
    ]);
});

test("one without a release passes none", async () => {
    await run("status");
    expect(aws.sent[0]).toMatchObject({ Parameters: { Command: ["status"] } });
});

test("a command that SSM does not know yet is asked for again", async () => {
    aws.unknownFor = 3;
    await expect(run("status")).resolves.toEqual({});
    aws.unknownFor = 100;
    await expect(run("status")).rejects.toMatchObject({ name: "InvocationDoesNotExist" });
});

test("progress comes from the log while it runs, and what is missing at the end", async () => {
    aws.script = {
        states: [...Array<string>(12).fill("InProgress"), "Success"],
        logged: ["Fetching", "Unpacking\n"],
        stderr: "Fetching\nUnpacking\nInstalled\n",
        stdout: "{}",
    };
    await run("install", SHA);
    expect(told).toEqual(["Fetching", "Unpacking", "Installed"]);
});

test("without access to the log, that is said once, and the end still shows everything", async () => {
    aws.refusesLogs = true;
    aws.script = {
        states: [...Array<string>(20).fill("InProgress"), "Success"],
        stderr: "Installed\n",
        stdout: "{}",
    };
    await run("install", SHA);
    expect(told).toEqual([
        expect.stringMatching(/^its progress cannot be shown: .*FilterLogEvents/),
        "Installed",
    ]);
});

test("the host's own words are the failure", async () => {
    aws.script = {
        states: ["Failed"],
        stdout: '{"failed": "the archive has another hash", "fix": "publish it again"}',
    };
    const attempt = run("install", SHA);
    await expect(attempt).rejects.toThrow(HostFailure);
    await expect(attempt).rejects.toThrow("i-1: the archive has another hash\nFix: publish it again");
});

test.each([
    ["Failed", "bash: no such file"],
    ["Success", "bash: no such file"],
])("one that ended as %s without an answer shows its last line", async (state, stderr) => {
    aws.script = { states: [state], stdout: "cut off --output truncated--", stderr: `first\n${stderr}` };
    await expect(run("status")).rejects.toThrow(
        /ended without an answer: bash: no such file\nFix: .*release logs/,
    );
});

test.each([
    ["TimedOut", "DeliveryTimedOut"],
    ["TimedOut", "ExecutionTimedOut"],
    ["Failed", "Undeliverable"],
    ["Failed", "Terminated"],
    ["Cancelled", "Cancelled"],
])("a command that ended as %s (%s) says nothing about the release", async (state, details) => {
    aws.script = { states: [state], details };
    const attempt = run("switch", SHA);
    await expect(attempt).rejects.toThrow(HostLost);
    await expect(attempt).rejects.toThrow(`i-1 does not answer: \`release switch\` ended as ${details}`);
});

test("a host that Systems Manager does not know is lost", async () => {
    aws.managed = [];
    await expect(run("status")).rejects.toThrow(HostLost);
});
