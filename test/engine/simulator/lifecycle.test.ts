import * as fs from "node:fs";
import * as path from "node:path";
import { Entry, SimulatedAccount } from "../../../simulator/account";
import type { PulumiRun } from "../../../engine/pulumi";
import { diagnostics, Stack, steps, temporaryStack } from "../harness";
import { resourcesOf } from "../stack/open";

// Follows the life of resources on the simulated AWS through the engine: one stack that changes step by step.

const program = ({
    cidr = "10.0.1.0/24",
    name = "web",
    tag = "first",
    disableApiTermination = true,
}): string => `
    const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16", tags: { Step: "${tag}" } });
    const subnet = new aws.ec2.Subnet("subnet", { vpcId: vpc.id, cidrBlock: "${cidr}" });
    new aws.ec2.SecurityGroup("auto", { vpcId: vpc.id, description: "${name}" });
    new aws.ec2.SecurityGroup("named", { vpcId: vpc.id, name: "named", description: "${name}" });
    new aws.ec2.Instance("host", {
        ami: "ami-0d0000000000000a1",
        instanceType: "t4g.nano",
        disableApiTermination: ${disableApiTermination},
    });
    const identity = new aws.sesv2.EmailIdentity("identity", {
        emailIdentity: "example.com",
        dkimSigningAttributes: { nextSigningKeyLength: "RSA_2048_BIT" },
        tags: { Step: "${tag}" },
    });
    exports.dkim = identity.dkimSigningAttributes.tokens;
    exports.cidr = vpc.cidrBlock;
    exports.id = vpc.id;
    exports.arn = vpc.arn;
    exports.tags = vpc.tagsAll;
    exports.region = vpc.region;
`;

let stack: Stack;

beforeAll(() => {
    stack = temporaryStack({ config: { "aws:defaultTags": { tags: { Project: "hrms" } } } });
    stack.program(program({}));
});

afterAll(() => {
    stack.remove();
});

const outputs = async (): Promise<Record<string, unknown>> =>
    JSON.parse((await stack.pulumi(["stack", "output", "--json"])).stdout) as Record<string, unknown>;

const stepsOf = (run: PulumiRun, name: string): string[] =>
    steps(run)
        .filter((step) => step.name === name)
        .map(({ op }) => op);

test("a preview knows the inputs, the region and the tags, but no other output", async () => {
    const { code, stdout } = await stack.preview();
    expect(code).toBe(0);
    expect(stdout).toMatch(/cidr *: "10\.0\.0\.0\/16"/);
    expect(stdout).toMatch(/region *: "eu-central-1"/);
    expect(stdout).toMatch(/Project: "hrms"/);
    expect(stdout).toMatch(/id *: \[unknown\]/);
    expect(stdout).toMatch(/arn *: \[unknown\]/);
    expect(fs.existsSync(path.join(stack.workspace.account, "account.jsonl"))).toBe(false);
});

test("an up fills in outputs in AWS's format, with merged default tags", async () => {
    expect((await stack.up()).code).toBe(0);
    const { id, arn, tags } = await outputs();
    expect(id).toMatch(/^vpc-[0-9a-f]{17}$/);
    expect(arn).toBe(`arn:aws:ec2:eu-central-1:123456789012:vpc/${String(id)}`);
    expect(tags).toEqual({ Project: "hrms", Step: "first" });
});

test("a second up changes nothing", async () => {
    const run = await stack.up("--expect-no-changes");
    expect([run.code, diagnostics(run)]).toEqual([0, []]);
});

test("a new tag updates in place, a new CIDR block replaces the subnet, and both name the property", async () => {
    const { id, dkim } = await outputs();
    expect(dkim).toHaveLength(3);
    stack.program(program({ cidr: "10.0.2.0/24", tag: "second" }));
    const run = await stack.up();
    expect(stepsOf(run, "vpc")).toEqual(["update"]);
    expect(stepsOf(run, "subnet")).toEqual(["create-replacement", "replace", "delete-replaced"]);
    expect(steps(run).find(({ name }) => name === "subnet")?.diffs).toEqual(["cidrBlock"]);
    expect(await outputs()).toMatchObject({ id, dkim });
});

test("creates a replacement before it deletes the old resource, unless the program sets the name", async () => {
    stack.program(program({ cidr: "10.0.2.0/24", tag: "second", name: "other" }));
    const run = await stack.up();
    expect(diagnostics(run)).toEqual([]);
    expect(stepsOf(run, "auto")).toEqual(["create-replacement", "replace", "delete-replaced"]);
    expect(stepsOf(run, "named")).toEqual(["delete-replaced", "replace", "create-replacement"]);
});

test("a refresh finds changes and deletions outside Pulumi", async () => {
    const account = new SimulatedAccount(stack.workspace.account, process.pid);
    const existing = (token: string): Entry => {
        const [found] = account.view({ region: "eu-central-1" }).all(token);
        const entry = found && account.get(token, "eu-central-1", found.id, found.urn);
        if (entry === undefined) {
            throw new Error(`no ${token} in the simulated account`);
        }
        return entry;
    };
    const vpcEntry = existing("aws:ec2/vpc:Vpc");
    account.put({ ...vpcEntry, outputs: { ...vpcEntry.outputs, enableDnsSupport: false } });
    account.delete(existing("aws:ec2/subnet:Subnet"));
    const run = await stack.pulumi(["refresh"]);
    expect(run.code).toBe(0);
    const vpc = (await resourcesOf(stack)).find(({ urn }) => urn.endsWith("::vpc"));
    expect(vpc?.outputs?.enableDnsSupport).toBe(false);
    expect((await resourcesOf(stack)).some(({ urn }) => urn.endsWith("::subnet"))).toBe(false);
});

test("does not delete a protected instance, and deletes everything after its release", async () => {
    const refused = await stack.destroy();
    expect(refused.code).not.toBe(0);
    expect(diagnostics(refused).find(({ name }) => name === "host")?.message).toContain(
        "OperationNotPermitted: The instance 'i-",
    );
    stack.program(
        program({ cidr: "10.0.2.0/24", tag: "second", name: "other", disableApiTermination: false }),
    );
    expect((await stack.up()).code).toBe(0);
    expect((await stack.destroy()).code).toBe(0);
});
