/** Follows steps of the runbook with real pulumi commands on the simulated AWS. */
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import type { PulumiRun } from "../../engine/pulumi";
import { exported } from "../../engine/stack";
import { type Entry, SimulatedAccount } from "../../simulator/account";
import { until } from "../../system/until";
import { diagnostics, type Stack, steps, temporaryStack } from "./harness";

let stack: Stack;

beforeEach(() => {
    stack = temporaryStack();
});

afterEach(() => {
    stack.remove();
});

const account = (): SimulatedAccount => new SimulatedAccount(stack.workspace.account, process.pid);

/** The only resource of this type in the simulated account. */
function only(token: string): Entry {
    const found = account().view({ region: "eu-central-1" }).all(token);
    expect(found).toHaveLength(1);
    return found[0] as Entry;
}

async function succeed(...args: string[]): Promise<PulumiRun> {
    const run = await stack.pulumi(args);
    expect({ code: run.code, errors: diagnostics(run), stderr: run.code === 0 ? "" : run.stderr }).toEqual({
        code: 0,
        errors: [],
        stderr: "",
    });
    return run;
}

const up = (...args: string[]): Promise<PulumiRun> => succeed("up", "--skip-preview", ...args);

const said = (run: PulumiRun, severity: string): string =>
    diagnostics(run, severity)
        .map(({ message }) => message)
        .join("\n");

async function urnOf(name: string): Promise<string> {
    const { deployment } = await exported(stack.pulumi);
    return deployment.resources.find(({ urn }) => urn.endsWith(`::${name}`))?.urn ?? "";
}

const NETWORK = `
    const vpc = new aws.ec2.Vpc("vpc", { cidrBlock: "10.0.0.0/16" });
    new aws.ec2.Subnet("subnet", { vpcId: vpc.id, cidrBlock: "10.0.1.0/24" });
`;

test("an update that was cut off leaves a lock: pulumi cancel removes it, and the next up finishes", async () => {
    stack.program(NETWORK);
    await stack.preview();
    await killWhileUpdating();

    const locked = await stack.up();
    expect(locked.code).not.toBe(0);
    expect(locked.stderr).toContain("the stack is currently locked by 1 lock(s)");

    await succeed("cancel", "--yes");
    await up();
    await up("--expect-no-changes");
});

/** Kills pulumi as if its machine crashed: it cleans up nothing and prints nothing. */
async function killWhileUpdating(): Promise<void> {
    const updating = spawn("pulumi", ["up", "--yes", "--skip-preview", "--stack", "test"], {
        cwd: stack.folder,
        env: stack.workspace.env,
        stdio: "ignore",
    });
    const ended = new Promise((resolve) => updating.once("close", resolve));
    const locks = path.join(stack.workspace.state, ".pulumi/locks/organization/test/test");
    await until("a lock", () => fs.readdirSync(locks).length > 0, 60);
    updating.kill("SIGKILL");
    await ended;
}

test("a resource that an update had begun to create is taken over by its id", async () => {
    stack.program(NETWORK);
    const SUBNET = "aws:ec2/subnet:Subnet";
    await stack.pulumi(["up", "--skip-preview"], { env: { HRMS_SIM_KILL_CREATE: SUBNET } });
    // A killed engine leaves this note in the state. An engine that only lost its plugin removes it.
    const { urn, id, inputs } = only(SUBNET);
    notePendingCreation(({ provider, parent }) => ({
        urn,
        custom: true,
        type: SUBNET,
        inputs,
        provider,
        parent,
    }));

    const refused = await stack.up();
    expect(said(refused, "error")).toContain("InvalidSubnet.Conflict");
    expect(said(refused, "warning")).toContain("1 pending operations");

    await succeed("refresh", "--skip-preview", "--clear-pending-creates");
    await importById("subnet", SUBNET, id);
    await up();
    expect(only(SUBNET).id).toBe(id);
});

/** Adds it to the state's own file, because `pulumi stack import` drops such notes. */
function notePendingCreation(resource: (sibling: Sibling) => object): void {
    const file = path.join(stack.workspace.state, ".pulumi/stacks/test/test.json");
    const state = JSON.parse(fs.readFileSync(file, "utf8")) as {
        checkpoint: { latest: { resources: Sibling[] } };
    };
    const { latest } = state.checkpoint;
    const [sibling = {}] = latest.resources.filter(({ provider }) => provider !== undefined);
    const noted = { type: "creating", resource: resource(sibling) };
    Object.assign(latest, { pending_operations: [noted] });
    fs.writeFileSync(file, JSON.stringify(state));
}

interface Sibling {
    readonly provider?: string;
    readonly parent?: string;
}

test("a change by hand is undone by pulumi up --refresh", async () => {
    stack.program(NETWORK);
    await up();
    const vpc = only("aws:ec2/vpc:Vpc");
    const changed = { enableDnsSupport: false };
    account().put({ ...vpc, inputs: { ...vpc.inputs, ...changed }, outputs: { ...vpc.outputs, ...changed } });
    account().delete(only("aws:ec2/subnet:Subnet"));

    await up("--refresh");
    expect(only("aws:ec2/vpc:Vpc").outputs.enableDnsSupport).toBe(true);
    expect(only("aws:ec2/subnet:Subnet").outputs.cidrBlock).toBe("10.0.1.0/24");
});

test("a certificate is issued anew before the old one goes", async () => {
    stack.program(`
        new aws.acm.Certificate("certificate", { domainName: "hrms.example.com", validationMethod: "DNS" });
    `);
    await up();
    const before = only("aws:acm/certificate:Certificate").id;
    const run = await up("--replace", await urnOf("certificate"));
    expect(
        steps(run)
            .filter(({ name }) => name === "certificate")
            .map(({ op }) => op),
    ).toEqual(["create-replacement", "replace", "delete-replaced"]);
    expect(only("aws:acm/certificate:Certificate").id).not.toBe(before);
});

const database = (maxAllocatedStorage: number): string => `
    new aws.rds.Instance("database", {
        identifier: "hrms-database",
        engine: "mysql",
        engineVersion: "8.4",
        instanceClass: "db.m7g.large",
        allocatedStorage: 100,
        maxAllocatedStorage: ${maxAllocatedStorage},
        username: "master",
        manageMasterUserPassword: true,
        skipFinalSnapshot: true,
    }, { protect: true });
`;

test("a higher storage limit reaches the database in place", async () => {
    stack.program(database(500));
    await up();
    const { id } = only("aws:rds/instance:Instance");
    stack.program(database(1000));
    const run = await up();
    expect(steps(run).find(({ name }) => name === "database")).toMatchObject({
        op: "update",
        diffs: ["maxAllocatedStorage"],
    });
    expect(only("aws:rds/instance:Instance")).toMatchObject({ id, outputs: { maxAllocatedStorage: 1000 } });
});

test("Pulumi accepts another database and replaces nothing", async () => {
    stack.program(database(500));
    await up();
    const former = only("aws:rds/instance:Instance");
    const restored = "db-RESTORED0123456789ABCDEFGH";
    account().delete(former);
    account().put({
        ...former,
        id: restored,
        outputs: JSON.parse(
            JSON.stringify(former.outputs).replaceAll(former.id, restored),
        ) as Entry["outputs"],
    });

    const file = path.join(stack.folder, "stack.json");
    await succeed("stack", "export", "--file", file);
    fs.writeFileSync(file, fs.readFileSync(file, "utf8").replaceAll(former.id, restored));
    await succeed("stack", "import", "--file", file);

    const preview = await succeed("preview", "--refresh");
    expect(steps(preview).filter(({ op }) => !["same", "refresh"].includes(op))).toEqual([]);
    await up("--refresh");
    expect(only("aws:rds/instance:Instance").id).toBe(restored);
});

test("a detector that exists already is imported by its id", async () => {
    stack.program(`new aws.guardduty.Detector("detector", {});`);
    await up();
    const DETECTOR = "aws:guardduty/detector:Detector";
    const { id } = only(DETECTOR);
    await succeed("state", "delete", await urnOf("detector"), "--yes");

    const refused = await stack.up();
    expect(said(refused, "error")).toContain("a detector already exists");

    await importById("detector", DETECTOR, id);
    await up("--expect-no-changes");
    expect(only(DETECTOR).id).toBe(id);
});

/** Uses a list of everything that Pulumi would create. The preview writes it even if it fails. */
async function importById(name: string, type: string, id: string): Promise<void> {
    const file = path.join(stack.folder, "import.json");
    await stack.pulumi(["preview", "--import-file", file]);
    const list = JSON.parse(fs.readFileSync(file, "utf8")) as { resources: { name: string }[] };
    const resources = list.resources.filter((resource) => resource.name === name);
    expect(resources).toMatchObject([{ type, name, id: "<PLACEHOLDER>" }]);
    fs.writeFileSync(file, JSON.stringify({ ...list, resources: [{ ...resources[0], id }] }));
    await succeed("import", "--file", file, "--protect=false", "--generate-code=false", "--yes");
}
