import type { PulumiRun } from "../../../engine/pulumi";
import { diagnostics, Stack, temporaryStack } from "../harness";

// Each of these programs or configurations ends a preview.

let stack: Stack;

beforeAll(() => {
    stack = temporaryStack();
});

afterAll(() => {
    stack.remove();
});

async function preview(program: string): Promise<{ run: PulumiRun; text: string }> {
    stack.program(program);
    const run = await stack.preview();
    return {
        run,
        text: diagnostics(run)
            .map(({ message }) => message)
            .join("\n"),
    };
}

test.each([
    [
        "a type that the simulator does not know, with the file to extend",
        `new aws.sqs.Queue("queue");`,
        "simulated AWS does not know aws:sqs/queue:Queue; add it to simulator/aws/sqs.ts",
    ],
    [
        "a data source that the simulator does not know",
        `exports.users = aws.iam.getUserOutput({ userName: "ops" }).arn;`,
        "simulated AWS does not know data source aws:iam/getUser:getUser; add it to simulator/aws/iam.ts",
    ],
    [
        "a property that the provider does not have",
        `new pulumi.CustomResource("aws:ec2/vpc:Vpc", "vpc", { cidrBlok: "10.0.0.0/16" });`,
        'Unsupported argument: aws:ec2/vpc:Vpc has no "cidrBlok"',
    ],
    [
        "a required property that is left out",
        `new pulumi.CustomResource("aws:ec2/subnet:Subnet", "subnet", { cidrBlock: "10.0.0.0/24" });`,
        'Missing required argument: "vpcId" of aws:ec2/subnet:Subnet',
    ],
    [
        "a reference to a resource that does not exist",
        `new aws.ec2.Subnet("subnet", { vpcId: "vpc-0123456789abcdef0", cidrBlock: "10.0.0.0/24" });`,
        "InvalidVpcID.NotFound: The vpc ID 'vpc-0123456789abcdef0' does not exist in eu-central-1. Examine values at 'subnet.vpcId'",
    ],
    [
        "several faults of a resource at once",
        `new aws.ec2.Eip("eip", { tags: { "aws:a": "1", b: "&" } });`,
        "InvalidTag: tags hold letters, digits",
    ],
    [
        "a region that AWS does not have",
        `const provider = new aws.Provider("p", { region: "eu-middle-1" }); new aws.ec2.Eip("eip", {}, { provider });`,
        "invalid AWS Region: eu-middle-1",
    ],
    [
        "an account that the program does not allow",
        `const provider = new aws.Provider("p", { region: "eu-west-1", allowedAccountIds: ["999999999999"] }); new aws.ec2.Eip("eip", {}, { provider });`,
        "AWS account ID not allowed: 123456789012",
    ],
])("%s", async (_, program, message) => {
    const { run, text } = await preview(program);
    expect(text).toContain(message);
    expect(run.code).not.toBe(0);
});

test("planned resources exist for the rest of the preview, for every provider", async () => {
    const { run, text } = await preview(`
        const west = new aws.Provider("west", { region: "eu-west-1" });
        const assumeRolePolicy = JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }],
        });
        const role = new aws.iam.Role("role", { name: "ops", assumeRolePolicy });
        new aws.iam.InstanceProfile("profile", { role: role.name }, { provider: west });
    `);
    expect([run.code, text]).toEqual([0, ""]);
});
