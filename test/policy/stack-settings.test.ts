import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { PolicyPackConfig } from "@pulumi/policy";
import { allPolicies } from "../../policies/all-policies";
import { openPack } from "../../policies/pack";
import * as types from "../../policies/resource-types";
import { readStackSettings } from "../../policies/stack-settings";
import { fixture } from "./case";
import { judge } from "./harness";

test("every fault is said at once", () => {
    const faulty = [
        "no-such-policy: advisory",
        "database-not-public: advisory",
        "ebs-volumes-encrypted: remediate",
        "database-backup-retention: { days: 20, dais: 21 }",
        "load-balancer-hardened: { enforcementLevel: off }",
    ].join("\n");
    const read = () => readStackSettings(faulty, allPolicies);
    expect(read).toThrow("The policy settings have 5 faults:");
    expect(read).toThrow("- no-such-policy is no policy of the pack.");
    expect(read).toThrow("- database-not-public can't be lowered to advisory: nobody may deviate from it.");
    expect(read).toThrow(
        "- ebs-volumes-encrypted has the level remediate; allowed are mandatory, advisory, disabled.",
    );
    expect(read).toThrow("- database-backup-retention has no setting dais; it has days.");
    expect(read).toThrow(
        "- load-balancer-hardened has the level off; allowed are mandatory, advisory, disabled.",
    );
});

test("a list is no settings", () => {
    expect(() => readStackSettings("- a", allPolicies)).toThrow("must name policies");
});

test("nothing set is nothing changed", () => {
    expect(readStackSettings("# none", allPolicies)).toEqual({});
});

test("levels and values reach the policies", async () => {
    const database = fixture(types.databaseInstance, { deleteAutomatedBackups: false });
    const policies = allPolicies.filter(({ name }) => name === "database-backup-retention");
    const judged = async (days: number, config: PolicyPackConfig) =>
        (await judge(policies, [database({ backupRetentionPeriod: days })], config)).map(
            ({ level }) => level,
        );
    const named = (value: PolicyPackConfig[string]) => ({ "database-backup-retention": value });
    expect(await judged(14, {})).toEqual([]);
    expect(await judged(20, named({ days: 21 }))).toEqual(["mandatory"]);
    expect(await judged(20, named({ days: 21, enforcementLevel: "advisory" }))).toEqual(["advisory"]);
    expect(await judged(0, named("disabled"))).toEqual([]);
    await expect(judged(14, named({ dais: 21 }))).rejects.toThrow("has no setting dais; it has days");
});

test.each(fs.readdirSync(path.join(__dirname, "../../policies/stacks")))("%s can be read", (file) => {
    expect(() => openPack(path.basename(file, ".yaml"))).not.toThrow();
});

test("the register of the repository has no faults", () => {
    expect(openPack("prod").register.faults).toEqual([]);
});

describe("files that are named by the environment", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hrms-pack-"));
    afterAll(() => {
        fs.rmSync(folder, { recursive: true });
    });

    test("are taken instead of the usual ones", () => {
        const settings = path.join(folder, "settings.yaml");
        const register = path.join(folder, "deviations.yaml");
        fs.writeFileSync(settings, "redis-encrypted: advisory");
        fs.writeFileSync(register, "approvers: 7");
        const env = { HRMS_POLICY_SETTINGS: settings, HRMS_DEVIATIONS: register };
        expect(openPack("prod", "2026-11-23", env)).toMatchObject({
            config: { "redis-encrypted": "advisory" },
            register: { faults: [expect.stringContaining("malformed")] },
        });
    });

    test("must exist", () => {
        const env = { HRMS_DEVIATIONS: path.join(folder, "missing.yaml") };
        expect(() => openPack("prod", "2026-11-23", env)).toThrow("missing.yaml");
    });
});
