import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { PolicyPackConfig } from "@pulumi/policy";
import { allPolicies } from "../../policies/all-policies";
import { openPack } from "../../policies/pack";
import * as types from "../../policies/resource-types";
import { stackName } from "../../policies/stack-name";
import { readStackSettings } from "../../policies/stack-settings";
import { fixture } from "./case";
import { judge } from "./harness";

test("reports every fault at once", () => {
    const faulty = [
        "no-such-policy: advisory",
        "database-not-public: advisory",
        "ebs-volumes-encrypted: remediate",
        "database-backup-retention: { days: 20, dais: 21 }",
        "load-balancer-hardened: { enforcementLevel: off }",
    ].join("\n");
    const read = () => readStackSettings(faulty, allPolicies);
    expect(read).toThrow("The policy settings have 5 faults:");
    expect(read).toThrow("- no-such-policy is not a policy of the pack.");
    expect(read).toThrow(
        "- database-not-public can't be lowered to advisory here. Sign a deviation without a resource",
    );
    expect(read).toThrow("- ebs-volumes-encrypted has the level remediate; allowed are mandatory, advisory.");
    expect(read).toThrow("- database-backup-retention has no setting dais; it has days.");
    expect(read).toThrow("- load-balancer-hardened has the level off; allowed are mandatory, advisory.");
});

test("rejects a list", () => {
    expect(() => readStackSettings("- a", allPolicies)).toThrow("must name policies");
});

test.each([
    ["a level only", "database-backup-retention: mandatory", "mandatory"],
    ["values only", "database-backup-retention: { days: 21 }", { enforcementLevel: "mandatory", days: 21 }],
    [
        "both",
        "database-backup-retention: { days: 21, enforcementLevel: mandatory }",
        { enforcementLevel: "mandatory", days: 21 },
    ],
])(
    "settings with %s keep the policy's level, because the engine takes a missing level for advisory",
    (_, yaml, given) => {
        expect(readStackSettings(yaml, allPolicies)).toEqual({ "database-backup-retention": given });
    },
);

test("an empty file changes nothing", () => {
    expect(readStackSettings("# none", allPolicies)).toEqual({});
});

test("the policies get the levels and the values", async () => {
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

const SETTINGS = fs
    .readdirSync(path.join(__dirname, "../../policy-settings"))
    .filter((file) => file.endsWith(".yaml"));

test.each(SETTINGS)("reads %s", (file) => {
    expect(openPack(path.basename(file, ".yaml")).config).not.toEqual({});
});

test("the repository's register has no faults", () => {
    expect(openPack("prod").register.faults).toEqual([]);
});

test.each([
    [{ PULUMI_NODEJS_STACK: "new", PULUMI_STACK: "old" }, "new"],
    [{ PULUMI_STACK: "old" }, "old"],
    [{ PULUMI_NODEJS_STACK: "", PULUMI_STACK: "" }, undefined],
])("takes from %j the stack name %s", (env, name) => {
    expect(stackName(env)).toBe(name);
});

test("a pack that can't choose its settings file reports it in every judgement", async () => {
    const judged = async (env: NodeJS.ProcessEnv) => {
        const { policies } = openPack(undefined, "2026-11-23", env);
        const inOrder = policies.filter(({ name }) => name === "deviations-are-in-order");
        return judge(inOrder, [fixture(types.rootStack)()]);
    };
    const [violation] = await judged({});
    expect(violation?.level).toBe("mandatory");
    expect(violation?.message).toMatch(/^The pack does not know which stack it judges/);
    const named = path.join(__dirname, "../../policy-settings/prod.yaml");
    expect(await judged({ HRMS_POLICY_SETTINGS: named })).toEqual([]);
});

describe("the files that the environment names", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hrms-pack-"));
    afterAll(() => {
        fs.rmSync(folder, { recursive: true });
    });

    test("replace the usual files", () => {
        const settings = path.join(folder, "settings.yaml");
        const register = path.join(folder, "deviations.yaml");
        fs.writeFileSync(settings, "redis-encrypted: mandatory");
        fs.writeFileSync(register, "approvers: 7");
        const env = { HRMS_POLICY_SETTINGS: settings, HRMS_DEVIATIONS: register };
        expect(openPack("prod", "2026-11-23", env)).toMatchObject({
            config: { "redis-encrypted": "mandatory" },
            register: { faults: [expect.stringContaining("malformed")] },
        });
    });

    test("must exist", () => {
        const env = { HRMS_DEVIATIONS: path.join(folder, "missing.yaml") };
        expect(() => openPack("prod", "2026-11-23", env)).toThrow("missing.yaml");
    });
});
