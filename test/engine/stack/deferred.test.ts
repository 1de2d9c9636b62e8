/** Changes that wait for the maintenance window, and what AWS changes by itself, in this process. */
import { WAITING_SETTINGS } from "../../../config/waiting";
import { nameOf } from "../../../policies/urn";
import { provision, type ProvisionedStack } from "../../../evidence/plan";
import type { Plan } from "../../../evidence/plan/deployment";
import { flipOf, type Name } from "./flips";

const INSTANCE = "aws:rds/instance:Instance";
const GROUP = "aws:elasticache/replicationGroup:ReplicationGroup";
const WEEK = 7 * 24 * 60 * 60 * 1000;

const WAITING_NAMES = (Object.keys(WAITING_SETTINGS) as (keyof typeof WAITING_SETTINGS)[]).filter(
    (name): name is Name => name !== "databaseMultiAz",
);

let provisioned: ProvisionedStack;
let stack: ProvisionedStack;

beforeAll(async () => {
    provisioned = await provision("prod");
});

beforeEach(() => {
    stack = provisioned.copy();
});

afterEach(() => {
    stack.remove();
});

afterAll(() => {
    provisioned.remove();
});

const changed = ({ steps }: Plan): string[] => steps.map(({ op, urn }) => `${op} ${nameOf(urn)}`);

test.each([
    [{ "hrms:databaseInstanceClass": "db.r7g.xlarge" }, INSTANCE, "instanceClass", "hrms-database"],
    [{ "hrms:cacheEngine": "valkey" }, GROUP, "engine", "hrms-cache"],
    [{ "hrms:cacheNodeType": "cache.r7g.large" }, GROUP, "nodeType", "hrms-cache"],
])("%j waits for the window", async (config, type, property, name) => {
    const valueOf = (): unknown =>
        stack.resources.find((each) => each.type === type && each.name === name)?.outputs?.[property];
    const former = valueOf();
    expect((await stack.update({ config })).faults).toEqual([]);
    // The provider reads back what AWS still has, so that each preview plans the change again.
    expect(valueOf()).toBe(former);
    expect(changed(await stack.preview({ refresh: true }))).toContain(`update ${name}`);
    stack.account.wait(WEEK);
    expect(changed(await stack.preview({ refresh: true }))).toEqual([]);
});

test.each<Name>([
    "databaseMultiAz",
    "databaseBackupWindow",
    "cacheReplicas",
    "logRetentionDays",
    ...WAITING_NAMES,
])("docs/settings.md says whether %s waits", async (name) => {
    await stack.update(flipOf(name));
    const waits = (await stack.preview({ refresh: true })).steps.length > 0;
    expect({ name, waits }).toEqual({ name, waits: name in WAITING_SETTINGS });
});

test("storage that RDS has enlarged stays as large, whatever else changes", async () => {
    stack.account.alter(INSTANCE, "hrms-database", { inputs: { allocatedStorage: 150 } });
    expect(changed(await stack.preview({ refresh: true }))).toEqual([]);
    const { faults } = await stack.update({
        config: { "hrms:databaseBackupWindow": "04:00-05:00" },
        refresh: true,
    });
    expect(faults).toEqual([]);
    stack.account.wait(WEEK);
    expect(changed(await stack.preview({ refresh: true }))).toEqual([]);
    const database = stack.resources.find(({ type }) => type === INSTANCE);
    expect(database?.outputs?.allocatedStorage).toBe(150);
});

test("less storage than before is rejected, the same setting over storage that has grown is not", async () => {
    await stack.update({ config: { "hrms:databaseStorageGib": 200 } });
    stack.account.wait(WEEK);
    stack.account.alter(INSTANCE, "hrms-database", { inputs: { allocatedStorage: 300 } });
    expect(changed(await stack.preview({ refresh: true }))).toEqual([]);
    expect((await stack.preview({ config: { "hrms:databaseStorageGib": 250 } })).faults).toEqual([]);
    await expect(stack.preview({ config: { "hrms:databaseStorageGib": 100 } })).rejects.toThrow(
        "  hrms:databaseStorageGib is 100, but it was 200, and the storage of a database cannot shrink.\n" +
            "    Fix: pulumi config set hrms:databaseStorageGib 200",
    );
});

test("a minor version that AWS has moved on is no difference", async () => {
    stack.account.alter(INSTANCE, "hrms-database", { outputs: { engineVersionActual: "8.4.19" } });
    expect(changed(await stack.preview({ refresh: true }))).toEqual([]);
});

test("what a person has changed is a difference", async () => {
    stack.account.alter(INSTANCE, "hrms-database", { inputs: { backupRetentionPeriod: 1 } });
    expect(changed(await stack.preview({ refresh: true }))).toEqual(["update hrms-database"]);
});

test("storage passes 400 GiB, where gp3 has other minimums", async () => {
    const config = { "hrms:databaseStorageGib": 420, "hrms:databaseMaxStorageGib": 1000 };
    expect((await stack.update({ config })).faults).toEqual([]);
    stack.account.wait(WEEK);
    expect(changed(await stack.preview({ refresh: true }))).toEqual([]);
});
