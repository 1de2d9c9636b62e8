import { execFile } from "node:child_process";
import { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { alarmsThatAreOn } from "../../../components/rollout/alarms";
import { rollOut } from "../../../components/rollout/refresh";
import { readTarget, VARIABLES, type Target } from "../../../components/rollout/target";
import { AutoScalingApi, GROUP, TEMPLATE } from "./auto-scaling-api";

const TARGET: Target = {
    region: "eu-central-1",
    group: GROUP,
    templateId: TEMPLATE,
    version: "8",
    alarms: ["hrms-prod-no-healthy-host", "hrms-prod-response-time"],
    logGroup: "/hrms/prod/system",
};

let aws: AutoScalingApi;
let endpoint: string;
let said: string[];

beforeEach(async () => {
    aws = new AutoScalingApi();
    endpoint = await aws.listen();
    process.env.AWS_ENDPOINT_URL_CLOUDWATCH = endpoint;
    said = [];
});

afterEach(async () => {
    delete process.env.AWS_ENDPOINT_URL_CLOUDWATCH;
    await aws.close();
});

async function roll(target: Partial<Target> = {}): Promise<void> {
    const autoScaling = new AutoScalingClient({
        region: TARGET.region,
        endpoint,
        credentials: { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "none" },
    });
    await rollOut(
        { ...TARGET, ...target },
        {
            autoScaling,
            alarmsThatAreOn: (names) => alarmsThatAreOn(names, autoScaling),
            say: (line) => said.push(line),
            pause: () => Promise.resolve(),
        },
    );
}

test("a new version is rolled out with a way back, and followed to its end", async () => {
    await roll();
    expect(aws.started).toEqual([
        expect.objectContaining({
            AutoScalingGroupName: GROUP,
            "DesiredConfiguration.LaunchTemplate.LaunchTemplateId": TEMPLATE,
            "DesiredConfiguration.LaunchTemplate.Version": "8",
            "Preferences.AutoRollback": "true",
            "Preferences.SkipMatching": "true",
            "Preferences.MinHealthyPercentage": "100",
            "Preferences.MaxHealthyPercentage": "110",
            "Preferences.BakeTime": "1200",
            "Preferences.AlarmSpecification.Alarms.member.1": "hrms-prod-no-healthy-host",
            "Preferences.AlarmSpecification.Alarms.member.2": "hrms-prod-response-time",
        }),
    ]);
    expect(aws.hostVersions).toEqual(["8", "8"]);
    expect(said.map((line) => line.replace(`${GROUP}: `, ""))).toEqual([
        "refresh refresh-1 to version 8 has started",
        "Pending, 50 % done, hosts to go: 1",
        "InProgress, 50 % done, hosts to go: 1",
        "Baking, 50 % done, hosts to go: 1",
        "Successful, 100 % done, hosts to go: 0",
    ]);
    expect([...aws.scopes].sort()).toEqual(["eu-central-1/autoscaling", "eu-central-1/monitoring"]);
});

test("nothing starts where every host is there already, one that is leaving aside", async () => {
    aws.groupVersion = "8";
    aws.hostVersions = ["8", "8", "7"];
    aws.lifecycle = ["InService", "Pending:Wait", "Terminating:Wait"];
    aws.alarmsOn = [...TARGET.alarms];
    await roll();
    expect(aws.started).toEqual([]);
    expect(said).toEqual([`${GROUP}: every host is on version 8 of its template`]);
});

test.each([
    ["the group", "7", ["8", "8"]],
    ["one host", "8", ["8", "7"]],
])("a refresh starts where %s is on another version", async (_, groupVersion, hostVersions) => {
    Object.assign(aws, { groupVersion, hostVersions });
    await roll();
    expect(aws.started).toHaveLength(1);
});

test("a refresh that an interrupted run has left to this version is followed, not repeated", async () => {
    aws.underWay("8");
    await roll();
    expect(aws.started).toEqual([]);
    expect(aws.hostVersions).toEqual(["8", "8"]);
});

test.each([
    ["another version", "7", TEMPLATE],
    ["another template", "8", "lt-0fedcba9876543210"],
])("a refresh under way to %s is an error that says how to end it", async (_, version, template) => {
    aws.underWay(version, "InProgress", template);
    await expect(roll()).rejects.toThrow(
        /is under way \(InProgress\)[^]*nothing was started[^]*rollback-instance-refresh --region eu-central-1/,
    );
    expect(aws.started).toEqual([]);
});

test("one that has ended is no obstacle", async () => {
    aws.underWay("7", "RollbackSuccessful");
    await roll();
    expect(aws.hostVersions).toEqual(["8", "8"]);
});

test("an alarm that is on beforehand stops the rollout before it starts", async () => {
    aws.alarmsOn = ["hrms-prod-response-time", "hrms-prod-database-cpu"];
    const attempt = roll();
    await expect(attempt).rejects.toThrow(
        /version 8 was not rolled out, because an alarm is on[^]*hrms-prod-response-time\nSee to it first/,
    );
    await expect(attempt).rejects.not.toThrow(/database-cpu/);
    expect(aws.started).toEqual([]);
});

test.each([
    ["RollbackSuccessful", "was rolled back; every host runs the former version again"],
    ["RollbackFailed", "failed, and so did its rollback"],
    ["Failed", "failed; hosts of both versions may be serving"],
    ["Cancelled", "was cancelled"],
])("one that ends as %s is an error with AWS's reason and a remedy", async (status, outcome) => {
    const reason = "Alarm hrms-prod-response-time went into ALARM";
    aws.path = [["InProgress"], ["RollbackInProgress", reason], [status, reason]];
    const attempt = roll();
    await expect(attempt).rejects.toThrow(`the rollout of version 8 ${outcome}`);
    await expect(attempt).rejects.toThrow(`Reason: ${reason}\n`);
    await expect(attempt).rejects.toThrow(
        /describe-scaling-activities[^]*\/hrms\/prod\/system[^]*run\n`pulumi up`/,
    );
    expect(said.at(-1)).toBe(`${GROUP}: ${status}, 50 % done, hosts to go: 1, ${reason}`);
});

test("a group that is not there is an error that says where to look", async () => {
    await expect(roll({ group: "hrms-test-web" })).rejects.toThrow(
        "hrms-test-web: no such Auto Scaling Group in eu-central-1. Are the AWS credentials",
    );
});

test("AWS's own refusal is passed on", async () => {
    await expect(roll({ alarms: Array.from({ length: 11 }, (_, at) => `alarm-${at}`) })).rejects.toThrow(
        "At most 10 alarms",
    );
});

describe("as Pulumi runs it", () => {
    const environment = {
        [VARIABLES.region]: TARGET.region,
        [VARIABLES.group]: TARGET.group,
        [VARIABLES.templateId]: TARGET.templateId,
        [VARIABLES.version]: TARGET.version,
        [VARIABLES.alarms]: TARGET.alarms.join(","),
        [VARIABLES.logGroup]: TARGET.logGroup,
    };

    const run = (): Promise<{ code: number; stdout: string; stderr: string }> =>
        new Promise((resolve) => {
            const program = ["--import", "tsx", "components/rollout/main.ts"];
            const env = {
                ...process.env,
                ...environment,
                AWS_ENDPOINT_URL: endpoint,
                AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
                AWS_SECRET_ACCESS_KEY: "none",
            };
            execFile(process.execPath, program, { env }, (error, stdout, stderr) => {
                resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
            });
        });

    test("it reads its target from the environment and ends well", async () => {
        aws.path = [["Successful"]];
        const { code, stdout, stderr } = await run();
        expect([code, stderr]).toEqual([0, ""]);
        expect(stdout).toContain("hrms-prod-web: Successful, 100 % done");
        expect(aws.hostVersions).toEqual(["8", "8"]);
    });

    test("it fails with the message, and without a stack of calls", async () => {
        aws.path = [["RollbackSuccessful", "hosts did not come up"]];
        const { code, stderr } = await run();
        expect(code).toBe(1);
        expect(stderr).toMatch(/^hrms-prod-web: the rollout of version 8 was rolled back/);
        expect(stderr).not.toContain("    at ");
    });

    test.each(["$Latest", "0", ""])("it refuses %p as a version", (version) => {
        expect(() => readTarget({ ...environment, [VARIABLES.version]: version })).toThrow(VARIABLES.version);
    });
});
