/** Every region that `region` and `backupRegion` accept: the whole program, on the simulated AWS. */
import { exampleConfig } from "../../../config/example";
import { REGIONS } from "../../../config/regions";
import { findFaults } from "../../../config/read";
import { zonesOf } from "../../../simulator/regions";
import { provision } from "../../../evidence/plan";

const accepts = (changes: Readonly<Record<string, string | undefined>>): boolean =>
    findFaults(exampleConfig({ availabilityZones: "2", ...changes })).length === 0;

/** Another region for the copies, which is accepted. */
const copiesOf = (region: string): string => (region === "eu-west-1" ? "eu-central-1" : "eu-west-1");

const HOMES = Object.keys(REGIONS).filter((region) => accepts({ region, backupRegion: copiesOf(region) }));
const COPIES = Object.keys(REGIONS).filter((backupRegion) => accepts({ backupRegion }));

test("most regions are accepted, and those for copies are no fewer", () => {
    expect(HOMES.length).toBeGreaterThan(25);
    expect(COPIES.length).toBeGreaterThanOrEqual(HOMES.length - 1);
});

/**
 * Pairs, so that each accepted region is once a home and once holds the copies. Ten places apart in the same order, no pair
 * names a region twice.
 */
const PAIRS = Array.from({ length: Math.max(HOMES.length, COPIES.length) }, (_, at) => [
    HOMES[at % HOMES.length] ?? "",
    COPIES[(at + 10) % COPIES.length] ?? "",
]);

test.each(PAIRS)("a stack in %s with copies in %s", async (region, backupRegion) => {
    const zones = Math.min(3, zonesOf(region).length);
    const config = {
        "hrms:region": region,
        "hrms:backupRegion": backupRegion,
        "hrms:availabilityZones": zones,
    };
    const { resources, remove } = await provision("prod", { config });
    remove();
    const used = resources
        .filter(({ type }) => type === "aws:ec2/subnet:Subnet")
        .map(({ inputs }) => String(inputs.availabilityZone));
    expect(new Set(used).size).toBe(zones);
    expect(used.every((zone) => zonesOf(region).includes(zone))).toBe(true);
});

test("a region of two zones says so to a stack of three, with the command that helps", async () => {
    const config = { "hrms:region": "us-west-1", "hrms:availabilityZones": 3 };
    await expect(provision("prod", { config })).rejects.toThrow(
        "hrms:availabilityZones is 3, but the account has only 2 in us-west-1.\n" +
            "    Fix: pulumi config set hrms:availabilityZones 2, or choose another region",
    );
});
