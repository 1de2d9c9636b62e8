/** Every finding, provoked and absent, against moto and a stub for what moto lacks. */
import { CreateDBInstanceCommand, RDSClient } from "@aws-sdk/client-rds";
import {
    AllocateAddressCommand,
    CreateNatGatewayCommand,
    CreateSubnetCommand,
    CreateTagsCommand,
    CreateVpcCommand,
    EC2Client,
} from "@aws-sdk/client-ec2";
import { CreateHostedZoneCommand, Route53Client } from "@aws-sdk/client-route-53";
import { CreateTopicCommand, SNSClient } from "@aws-sdk/client-sns";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { version as awsPlugin } from "@pulumi/aws/package.json";
import { version as commandPlugin } from "@pulumi/command/package.json";
import { version as randomPlugin } from "@pulumi/random/package.json";
import { STORAGE_TAG } from "../../../components/internal/tags";
import { EXAMPLE_REGION, exampleSettings, type Changes } from "../../../config/example";
import { blocks, preflight, rejected, type Result } from "../../../preflight";
import { ACTIONS, policy } from "../../../preflight/actions";
import { asksOf, type Asks } from "../../../preflight/ask";
import { OF_THE_ACCOUNT } from "../../../preflight/checks";
import { KINDS, type KindId, type Subject } from "../../../preflight/kinds";
import {
    NoPlan,
    plan,
    readStackConfig,
    settingsOf,
    type Planned,
    type Wanted,
} from "../../../preflight/wanted";
import { silenceVersionWarning } from "../../../system/aws-sdk";
import { startAccount, type TestAccount } from "../../support/account";
import { USUAL } from "../../support/account/stub";
import { spoil, WORST } from "./worst";

const here = { region: EXAMPLE_REGION };
const ec2 = new EC2Client(here);

let account: TestAccount;
let prod: Wanted;
let tools: string;
const PATH = process.env.PATH ?? "";
/** Everything that was found and called in this file. */
const seen = new Set<KindId>();
const calls = new Set<string>();

/** A `pulumi` on PATH that says what it is and what it has. */
function install(version: string, plugins: Readonly<Record<string, string>>): void {
    const list = Object.entries(plugins).map(([name, own]) => ({ name, kind: "resource", version: own }));
    const script = `#!/bin/sh\n[ "$1" = version ] && echo v${version} && exit\necho '${JSON.stringify(list)}'\n`;
    writeFileSync(join(tools, "pulumi"), script);
    chmodSync(join(tools, "pulumi"), 0o755);
}

const PLUGINS = { aws: awsPlugin, command: commandPlugin, random: randomPlugin };

beforeAll(async () => {
    silenceVersionWarning();
    Object.assign(process.env, { AWS_REGION: EXAMPLE_REGION });
    tools = mkdtempSync(join(tmpdir(), "hrms-pulumi-"));
    process.env.PATH = `${tools}${delimiter}${PATH}`;
    account = await startAccount(5091);
    const config = readStackConfig("prod");
    const settings = settingsOf(config);
    const planned = await plan(config, settings);
    prod = { settings, planned: () => planned };
});

afterAll(() => {
    process.env.PATH = PATH;
    rmSync(tools, { recursive: true });
    account.stop();
});

beforeEach(async () => {
    install("3.265.0", PLUGINS);
    await account.furnish();
});

const asks = (changes: Partial<Asks> = {}): Asks => ({
    ...asksOf({
        region: EXAMPLE_REGION,
        stack: "prod",
        nameServer: account.dns.address,
        onCall: (call) => calls.add(call),
    }),
    ...changes,
});

const wanting = (changes: Changes, planned: readonly Planned[] = []): Wanted => ({
    settings: exampleSettings(changes),
    planned: () => planned,
});

const problems = (results: readonly Result[]): Result[] =>
    results.filter(({ id }) => {
        if (id !== undefined) seen.add(id);
        return id !== undefined;
    });

/** All that is wrong. */
const run = async (wanted: Wanted = prod, own: Asks = asks()): Promise<Result[]> =>
    problems(await preflight(own, wanted));

/** The findings of one subject alone. */
async function of(subject: Subject, wanted: Wanted, own: Asks = asks()): Promise<string[]> {
    const found = await Promise.all(
        OF_THE_ACCOUNT.filter((one) => one.subject === subject).map((one) => one.find(own, wanted)),
    );
    return found.flatMap((findings = []) =>
        findings.map(({ id, what, fix }) => {
            seen.add(id);
            return `${id}: ${what} ${fix}`;
        }),
    );
}

const ids = (results: readonly Result[]): (string | undefined)[] => results.map(({ id }) => id);

test("in an account that has everything, all is well and every check says so", async () => {
    const results = await preflight(asks(), prod);
    expect(problems(results)).toEqual([]);
    expect(results.length).toBeGreaterThan(45);
    expect(results.map(({ severity }) => severity)).toEqual(results.map(() => "ok"));
});

test("in the worst account, everything that is wrong is found at once, and each with a reason and a fix", async () => {
    await spoil(account);
    const found = await run();
    const named = ({ id, what }: Result): string => {
        const name = WORST.filter((one) => one.startsWith(`${id ?? ""}: `))
            .map((one) => one.slice((id ?? "").length + 2))
            .sort((one, other) => other.length - one.length)
            .find(
                (one) =>
                    ` ${what} `.includes(` ${one} `) || what.endsWith(` ${one}.`) || what.startsWith(one),
            );
        return name === undefined ? (id ?? "") : `${id ?? ""}: ${name}`;
    };
    expect(found.map(named)).toEqual(WORST);
    expect(blocks(found)).toBe(true);
    for (const { why = "", fix = "" } of found) expect(why.length * fix.length).toBeGreaterThan(0);
    // The vault in the region of the second copy, not the one in the stack's own.
    expect(found.filter(({ what }) => what.includes("backup vault")).map(({ what }) => what)).toEqual([
        "The backup vault hrms-prod exists in eu-west-1 already.",
    ]);
});

test("a call that is not allowed is a finding that names the action, and hides no other check", async () => {
    account.stub.state = { ...account.stub.state, refusals: { "*": "denied", DescribeRegions: "denied" } };
    const refused = await run();
    const actions = refused.map(({ fix = "" }) => fix.replace("allow ", ""));
    expect(new Set(ids(refused))).toEqual(new Set(["not-allowed"]));
    // DNS and the tools of the machine need no credentials.
    expect(refused.length).toBeGreaterThan(OF_THE_ACCOUNT.length - 5);
    for (const action of actions) expect(Object.values(ACTIONS)).toContain(action);
    expect(blocks(refused)).toBe(false);
});

test("one call that is not allowed is told with its action, and the others are made", async () => {
    account.stub.state = {
        ...account.stub.state,
        refusals: { DescribeHub: "denied", ListAliases: "denied" },
    };
    expect((await run()).map(({ subject, fix }) => [subject, fix])).toEqual([
        ["account-services", "allow securityhub:DescribeHub"],
        ["names", "allow kms:ListAliases"],
    ]);
});

test("an error is told with AWS's words", async () => {
    account.stub.state = {
        ...account.stub.state,
        refusals: { ListDetectors: "InternalServerErrorException" },
    };
    const [only] = await run();
    expect(only).toMatchObject({ id: "not-answered", subject: "account-services", severity: "unknown" });
    expect(only?.what).toContain("GuardDuty.ListDetectors answered InternalServerErrorException");
});

test("a service that AWS has not activated for a new account blocks", async () => {
    account.stub.state = { ...account.stub.state, refusals: { DescribeVpcs: "OptInRequired" } };
    expect(new Set(ids(await run()))).toEqual(new Set(["account-not-active"]));
});

test.each(["InvalidClientTokenId", "ExpiredToken"])(
    "credentials that AWS refuses with %s end the run",
    async (code) => {
        account.stub.state = { ...account.stub.state, refusals: { "*": code } };
        const found = await run();
        expect(ids(found)).toEqual(["credentials-missing"]);
        expect(found[0]?.what).toContain(code);
    },
);

test("credentials of another account end the run", async () => {
    const found = await run({ ...prod, settings: { ...prod.settings, awsAccountId: "210987654321" } });
    expect(ids(found)).toEqual(["account-differs"]);
    expect(found[0]?.what).toBe(
        "The credentials belong to account 123456789012, and hrms:awsAccountId is 210987654321.",
    );
});

test("the root user, credentials that end soon and a wrong clock are told", async () => {
    const { sts } = asks();
    account.stub.state = {
        ...account.stub.state,
        identity: "arn:aws:iam::123456789012:root",
        clockOffset: 7 * 60_000,
    };
    process.env.AWS_CREDENTIAL_EXPIRATION = new Date(Date.now() + 40.5 * 60_000).toISOString();
    try {
        const found = await run(prod, asks({ sts }));
        expect(ids(found)).toEqual(["root-user", "credentials-expire", "clock-differs"]);
        expect(found[1]?.what).toBe("The credentials expire in 40 minutes.");
        expect(found[2]?.what).toBe("The clock of this machine is 7 minutes slow.");
    } finally {
        delete process.env.AWS_CREDENTIAL_EXPIRATION;
    }
});

test("a region that the account has not enabled ends the run", async () => {
    account.stub.state = { ...account.stub.state, regionsOff: ["af-south-1"] };
    const settings = { ...prod.settings, backupRegion: "af-south-1" };
    const found = await run({ ...prod, settings });
    expect(ids(found)).toEqual(["region-off"]);
    expect(found[0]?.fix).toBe("aws account enable-region --region-name af-south-1");
});

test("an old Pulumi, an old Node.js and missing plugins are told", async () => {
    install("3.100.0", {});
    const node = { version: "20.18.3", needed: "20.19" };
    const { machine } = asks();
    expect(ids(await run(prod, asks({ machine: { ...machine, node } })))).toEqual([
        "node-old",
        "pulumi-unsuitable",
    ]);
    install("3.265.0", { ...PLUGINS, aws: "6.0.0" });
    const [plugin] = await run();
    expect(plugin?.fix).toBe(`pulumi plugin install resource aws ${awsPlugin.replace("v", "")}`);
});

test("what the stack needs is not known without a plan, and the rest is", async () => {
    const planned = (): never => {
        throw new NoPlan("The stack cannot be planned.");
    };
    const found = [...problems([rejected("The settings are wrong.")]), ...(await run({ ...prod, planned }))];
    expect(ids(found)[0]).toBe("plan-rejected");
    expect(new Set(ids(found).slice(1))).toEqual(new Set(["not-answered"]));
    const subjects = new Set(found.map(({ subject }) => subject));
    expect(subjects).toEqual(new Set(["tools", "quotas", "dns", "account-services", "names", "backup"]));
});

test("DNS: no zone, two zones, and one that nobody names", async () => {
    account.dns.records = { "NS example.com": ["ns.registrar.example"] };
    expect(await of("dns", prod)).toEqual([
        expect.stringContaining(
            "zone-not-delegated: The public DNS names ns.registrar.example for example.com",
        ),
    ]);
    account.dns.records = {};
    expect(await of("dns", prod)).toEqual([
        expect.stringContaining("zone-not-delegated: The public DNS names no name servers for example.com"),
    ]);
    await new Route53Client(here).send(
        new CreateHostedZoneCommand({ Name: "example.com", CallerReference: "second" }),
    );
    expect(await of("dns", prod)).toEqual([
        expect.stringContaining("zone-twice: Route 53 has 2 public zones"),
    ]);
    await account.moto.reset();
    expect(await of("dns", prod)).toEqual([
        expect.stringContaining("zone-absent: Route 53 has no public zone example.com"),
    ]);
});

test.each([
    ["issue amazon.com", 0],
    ["issue amazon.com; cansignhttpexchanges=yes", 0],
    ["iodef mailto:security@example.com", 0],
    ["issue letsencrypt.org", 2],
    ["issue ;", 2],
])("DNS: the CAA record %s of the zone", async (record, findings) => {
    const { records } = account.dns;
    account.dns.records = { ...records, "CAA example.com": [record] };
    expect(await of("dns", prod)).toHaveLength(findings);
    // The nearest name decides.
    account.dns.records = { ...account.dns.records, "CAA hrms.example.com": ["issue amazontrust.com"] };
    expect(await of("dns", prod)).toEqual([]);
});

test("capacity: too few zones, a host's type that is missing, and no image", async () => {
    account.stub.state = { ...account.stub.state, debianImage: undefined };
    expect(await of("capacity", prod)).toEqual([
        expect.stringContaining(
            "image-absent: The image of the hosts (/aws/service/debian/release/13/latest/arm64)",
        ),
    ]);
    const own = asks();
    const few = { ...own.in(EXAMPLE_REGION).ec2, zones: () => Promise.resolve(["eu-central-1a"]) };
    const zones = asks({ in: (region) => ({ ...own.in(region), ec2: few }) });
    expect((await of("capacity", prod, zones))[0]).toContain(
        "zones-few: hrms:availabilityZones is 3, but the account has only 1 in eu-central-1.",
    );
    const wanted = wanting({ webInstanceType: "m8g.large" });
    const none = {
        ...own.in(EXAMPLE_REGION).ec2,
        offerings: async (types: readonly string[]) => ({
            ...(await own.in(EXAMPLE_REGION).ec2.offerings(types)),
            "m8g.large": [],
        }),
    };
    const hosts = asks({ in: (region) => ({ ...own.in(region), ec2: none }) });
    expect((await of("capacity", wanted, hosts))[0]).toContain(
        'host-type-absent: hrms:webInstanceType is "m8g.large", but EC2 has it in 0 zones of eu-central-1',
    );
});

test("quotas: addresses and NAT gateways that others use up", async () => {
    const { Subnet } = await ec2.send(
        new CreateSubnetCommand({
            VpcId: (await ec2.send(new CreateVpcCommand({ CidrBlock: "10.9.0.0/16" }))).Vpc?.VpcId,
            CidrBlock: "10.9.0.0/24",
            AvailabilityZone: "eu-central-1a",
        }),
    );
    const planned: Planned[] = [
        {
            type: "aws:ec2/natGateway:NatGateway",
            region: EXAMPLE_REGION,
            inputs: { subnetId: "" },
            known: {},
        },
        ...["a", "b"].map((letter) => ({
            type: "aws:ec2/subnet:Subnet",
            region: EXAMPLE_REGION,
            inputs: { availabilityZone: EXAMPLE_REGION + letter },
            known: {},
        })),
    ];
    const single = wanting({ nat: "single" }, planned);
    account.stub.state = { ...account.stub.state, quotas: { "vpc/L-FE5A380F": 1, "ec2/L-0263D0A3": 1 } };
    expect(await of("quotas", single)).toEqual([]);
    const { AllocationId } = await ec2.send(new AllocateAddressCommand({ Domain: "vpc" }));
    await ec2.send(new CreateNatGatewayCommand({ SubnetId: Subnet?.SubnetId, AllocationId }));
    expect(await of("quotas", single)).toEqual([
        expect.stringContaining(
            "quota-addresses: EC2 allows 1 elastic addresses in eu-central-1, and all are in use",
        ),
        expect.stringContaining("quota-nat-gateways: The account may have 1 NAT gateways in eu-central-1a"),
    ]);
});

test("quotas: enough vCPUs to start, but not to grow, is a warning", async () => {
    account.stub.state = { ...account.stub.state, quotas: { "ec2/L-1216C47A": 8 } };
    const found = await run();
    expect(ids(found)).toEqual(["quota-vcpus-growth"]);
    expect(blocks(found)).toBe(false);
});

test("a stack that exists owns what is there; contacts who have not confirmed are told, and storage does not shrink", async () => {
    await spoil(account);
    account.stub.state = {
        ...USUAL,
        debianImage: account.stub.state.debianImage,
        unconfirmed: ["oncall@example.com"],
    };
    const tags = { Application: "hrms", Stack: "prod" };
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.20.0.0/16" }));
    await ec2.send(new CreateTagsCommand({ Resources: [Vpc?.VpcId ?? ""], Tags }));
    await new SNSClient(here).send(new CreateTopicCommand({ Name: "hrms-alerts-critical", Tags }));
    await new RDSClient(here).send(
        new CreateDBInstanceCommand({
            DBInstanceIdentifier: "hrms-prod-0a1b2c3d",
            DBInstanceClass: "db.m7g.large",
            Engine: "mysql",
            AllocatedStorage: 200,
            Tags: [...Tags, { Key: STORAGE_TAG, Value: "200" }],
        }),
    );
    const found = await run();
    expect(ids(found)).toEqual([
        "image-architecture",
        "storage-shrinks",
        "zone-partly-delegated",
        "caa-forbids",
        "caa-forbids",
        "config-role-absent",
        "trail-exists",
        "public-access-possible",
        "contact-not-confirmed",
    ]);
    expect(found.at(-1)?.what).toBe("oncall@example.com has not confirmed the topic hrms-alerts-critical.");
});

test("every kind of finding was found here", () => {
    expect(Object.keys(KINDS).filter((id) => !seen.has(id as KindId))).toEqual([]);
});

test("the policy allows every call that is made, and no other", () => {
    expect([...calls].sort()).toEqual(Object.keys(ACTIONS).sort());
    const [statement] = (policy() as { Statement: { Action: string[] }[] }).Statement;
    for (const action of statement?.Action ?? [])
        expect(action).toMatch(/^[\w-]+:(Get|List|Describe|BatchGet)/);
});
