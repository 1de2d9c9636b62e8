import * as fs from "node:fs";
import * as path from "node:path";
import { diagnostics, Stack, temporaryStack } from "../harness";

// What is left of an `up` that does not come to its end, and that the next one does.

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

test("a service error stops the up, keeps what was made, and the next up goes on from there", async () => {
    const failed = await stack.pulumi(["up", "--skip-preview"], { env: { HRMS_SIM_FAIL_CREATE: SUBNET } });
    expect(failed.code).not.toBe(0);
    expect(diagnostics(failed).find(({ name }) => name === "subnet")?.message).toContain("InternalFailure");
    expect(existing()).toEqual(["vpc"]);
    expect((await stack.up()).code).toBe(0);
    expect(existing()).toEqual(["vpc", "subnet", "group"]);
    expect((await stack.up("--expect-no-changes")).code).toBe(0);
});

test("a plugin killed after AWS made the resource leaves an orphan that AWS does not forget", async () => {
    const killed = await stack.pulumi(["up", "--skip-preview"], { env: { HRMS_SIM_KILL_CREATE: SUBNET } });
    expect(killed.code).not.toBe(0);
    expect(existing()).toEqual(["vpc", "subnet"]);
    const refused = await stack.up();
    expect(diagnostics(refused).find(({ name }) => name === "subnet")?.message).toContain(
        "InvalidSubnet.Conflict: The CIDR '10.0.1.0/24' conflicts with another subnet",
    );
});

test("an orphan that nothing conflicts with does not keep the next up from its end", async () => {
    const killed = await stack.pulumi(["up", "--skip-preview"], {
        env: { HRMS_SIM_KILL_CREATE: "aws:ec2/securityGroup:SecurityGroup" },
    });
    expect(killed.code).not.toBe(0);
    expect((await stack.up()).code).toBe(0);
    expect(existing()).toEqual(["vpc", "subnet", "group", "group"]);
    expect((await stack.up("--expect-no-changes")).code).toBe(0);
});
