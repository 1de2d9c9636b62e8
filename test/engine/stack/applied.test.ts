/**
 * Each setting is changed with an update and changed back, in this process. An update that only plans well can still fail:
 * AWS deletes nothing that something uses, and applies some changes only in the maintenance window.
 */
import { nameOf } from "../../../policies/urn";
import { provision, type ProvisionedStack } from "../../support/plan";
import type { Step } from "../../support/plan/deployment";
import { flipOf, names, type Name } from "./flips";

/** Those whose `up` deletes, replaces or defers something. HRMS_FLIPS=all takes every setting, which is ten minutes. */
const APPLIED: readonly Name[] =
    process.env.HRMS_FLIPS === "all"
        ? names.filter((name) => !["region", "awsAccountId", "vpcCidr", "backupRegion"].includes(name))
        : [
              "profile",
              "extraDomains",
              "availabilityZones",
              "databaseInstanceClass",
              "databaseProxy",
              "databaseStorageGib",
              "cacheEngine",
              "cacheSeparateQueue",
              "backupVaultLock",
          ];

const WEEK = 7 * 24 * 60 * 60 * 1000;

let stack: ProvisionedStack;

beforeAll(async () => {
    stack = await provision("prod");
});

afterAll(() => {
    stack.remove();
});

const shown = (steps: readonly Step[]): string[] => steps.map(({ op, urn }) => `${op} ${nameOf(urn)}`);

test.each(APPLIED)("%s", async (name) => {
    const flipped = stack.copy();
    const { config, secretKeys } = flipOf(name);
    const back = Object.fromEntries(Object.keys(config ?? {}).map((key) => [key, stack.config[key]]));
    const there = await flipped.update({ config, secretKeys });
    expect(there.faults).toEqual([]);
    flipped.account.wait(WEEK);
    expect(shown((await flipped.preview({ refresh: true })).steps)).toEqual([]);
    const again = await flipped.update({ config: back, refresh: true });
    expect(again.faults).toEqual([]);
    flipped.account.wait(WEEK);
    expect(shown((await flipped.preview({ refresh: true })).steps)).toEqual([]);
    flipped.remove();
});
