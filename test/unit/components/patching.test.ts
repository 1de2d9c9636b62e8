import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Alerts } from "../../../components/alerts";
import type { Hosts } from "../../../components/hosts";
import { Patching } from "../../../components/patching";
import { record, statementsOf } from "./harness";
import { exampleSettings } from "../../../config/example";

class FakeAlerts extends pulumi.ComponentResource {
    readonly warning = { arn: pulumi.output("arn:warning") };
    constructor() {
        super("test:Alerts", "alerts");
    }
}

function patching(overrides: Parameters<typeof exampleSettings>[0] = {}) {
    return record(() => {
        const hosts = { logGroups: { system: { name: pulumi.output("/hrms/prod/system") } } };
        return new Patching("patching", {
            ...exampleSettings(overrides),
            hosts: hosts as unknown as Hosts,
            alerts: new FakeAlerts() as unknown as Alerts,
        });
    });
}

const ownHosts = [
    { key: "tag:Application", values: ["hrms"] },
    { key: "tag:Stack", values: ["prod"] },
];

test("hosts are patched weekly at the day and hour of the settings, in their time zone", async () => {
    const stack = await patching({ patchDay: "WED", patchHour: 22, timeZone: "Europe/Berlin" });
    expect(stack.one(aws.ssm.MaintenanceWindow).inputs).toMatchObject({
        schedule: "cron(0 22 ? * WED *)",
        scheduleTimezone: "Europe/Berlin",
        duration: 3,
        cutoff: 1,
    });
});

test("the window and the command last longer if tasks do", async () => {
    const stack = await patching({ taskSeconds: 3600, workerMinHosts: 6, workerMaxHosts: 6 });
    expect(stack.one(aws.ssm.MaintenanceWindow).inputs).toMatchObject({ duration: 10, cutoff: 2 });
    expect(stack.one(aws.ssm.Document).inputs.content).toContain('"timeoutSeconds":"5100"');
});

test("one host of this stack after the other, and none after the first failure", async () => {
    const stack = await patching();
    expect(stack.one(aws.ssm.MaintenanceWindowTarget).inputs).toMatchObject({
        resourceType: "INSTANCE",
        targets: ownHosts,
    });
    expect(stack.one(aws.ssm.MaintenanceWindowTask).inputs).toMatchObject({
        taskType: "RUN_COMMAND",
        maxConcurrency: "1",
        maxErrors: "0",
        targets: [{ key: "WindowTargetIds", values: ["patching-hosts-id"] }],
        taskInvocationParameters: {
            runCommandParameters: {
                cloudwatchConfig: {
                    cloudwatchOutputEnabled: true,
                    cloudwatchLogGroupName: "/hrms/prod/system",
                },
            },
        },
    });
});

test("the command runs the host's own script and is the one that the window starts", async () => {
    const stack = await patching();
    const document = stack.one(aws.ssm.Document);
    const { mainSteps } = JSON.parse(document.inputs.content) as {
        mainSteps: { inputs: { runCommand: string[] } }[];
    };
    expect(mainSteps.map(({ inputs }) => inputs.runCommand)).toEqual([["exec /opt/hrms/bin/patch"]]);
    expect(stack.one(aws.ssm.MaintenanceWindowTask).dependencies).toContain(document.urn);
});

test("the window may send this one document, to hosts of this stack", async () => {
    const stack = await patching();
    const { RunPatchDocument, OnOwnHosts, ...others } = statementsOf(
        stack.one(aws.iam.RolePolicy).inputs.policy,
    );
    expect(RunPatchDocument?.Resource).toEqual([
        "arn:aws:ssm:eu-central-1:123456789012:document/patching-command",
    ]);
    expect(OnOwnHosts?.Condition).toEqual({
        StringEquals: { "aws:ResourceTag/Application": "hrms", "aws:ResourceTag/Stack": "prod" },
    });
    expect(Object.values(others).flatMap(({ Action }) => Action)).not.toContain("ssm:SendCommand");
});

test("people are warned of a window that failed, ran out of time or was skipped", async () => {
    const stack = await patching();
    const pattern: unknown = JSON.parse(String(stack.one(aws.cloudwatch.EventRule).inputs.eventPattern));
    expect(pattern).toEqual({
        source: ["aws.ssm"],
        "detail-type": ["Maintenance Window Execution State-change Notification"],
        detail: { "window-id": ["patching-id"], status: ["FAILED", "TIMED_OUT", "SKIPPED_OVERLAPPING"] },
    });
    expect(stack.one(aws.cloudwatch.EventTarget).inputs.arn).toBe("arn:warning");
});

test("what is installed on the hosts is written down as often as Inspector asks for", async () => {
    expect((await patching()).one(aws.ssm.Association).inputs).toMatchObject({
        name: "AWS-GatherSoftwareInventory",
        scheduleExpression: "rate(30 minutes)",
        targets: ownHosts,
    });
});
