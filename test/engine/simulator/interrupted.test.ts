import * as fs from "node:fs";
import * as path from "node:path";
import { diagnostics, Stack, temporaryStack } from "../harness";

// Tests what an interrupted `up` leaves behind, and that the next `up` finishes.

const SUBNET = "aws:ec2/subnet:Subnet";

let stack: Stack;

beforeEach(() => {
    stack = temporaryStack();
    stack.program(`
        const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" });
        const subnet = new aws.ec2.Subnet("subnet", { vpcId: vpc.id, cidrBlock: "10.0.1.0/24" });
        new aws.ec2.SecurityGroup("group", { vpcId: vpc.id, description: "After the subnet" }, { dependsOn: subnet });
    `);
});

afterEach(() => {
    stack.remove();
});

const existing = (): string[] =>
    fs
        .readFileSync(path.join(stack.workspace.account, "account.jsonl"), "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => (JSON.parse(line) as { name: string }).name);

test("a service error stops the up and keeps what exists, and the next up continues", async () => {
    const failed = await stack.pulumi(["up", "--skip-preview"], { env: { HRMS_SIM_FAIL_CREATE: SUBNET } });
    expect(failed.code).not.toBe(0);
    expect(diagnostics(failed).find(({ name }) => name === "subnet")?.message).toContain("InternalFailure");
    expect(existing()).toEqual(["vpc"]);
    expect((await stack.up()).code).toBe(0);
    expect(existing()).toEqual(["vpc", "subnet", "group"]);
    expect((await stack.up("--expect-no-changes")).code).toBe(0);
});

test("a plugin that dies after AWS created the resource leaves an orphan in AWS", async () => {
    const killed = await stack.pulumi(["up", "--skip-preview"], { env: { HRMS_SIM_KILL_CREATE: SUBNET } });
    expect(killed.code).not.toBe(0);
    expect(existing()).toEqual(["vpc", "subnet"]);
    const refused = await stack.up();
    expect(diagnostics(refused).find(({ name }) => name === "subnet")?.message).toContain(
        "InvalidSubnet.Conflict: The CIDR '10.0.1.0/24' conflicts with another subnet",
    );
});

test("an orphan without conflicts does not stop the next up", async () => {
    const killed = await stack.pulumi(["up", "--skip-preview"], {
        env: { HRMS_SIM_KILL_CREATE: "aws:ec2/securityGroup:SecurityGroup" },
    });
    expect(killed.code).not.toBe(0);
    expect((await stack.up()).code).toBe(0);
    expect(existing()).toEqual(["vpc", "subnet", "group", "group"]);
    expect((await stack.up("--expect-no-changes")).code).toBe(0);
});
