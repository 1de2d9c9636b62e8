/** No change of a stack file replaces the database, the buckets or the keys, which hold the team's data. */
import { nameOf } from "../../../policies/urn";
import { provision, type ProvisionedStack } from "../../support/plan";
import { flipOf, names, type Name } from "./flips";

/** These settings move the stack or its backups. Pulumi refuses them, because they would replace protected resources. */
const MOVES: readonly Name[] = ["region", "awsAccountId", "vpcCidr", "backupRegion"];

const HOLDS_DATA = [
    "aws:rds/instance:Instance",
    "aws:s3/bucket:Bucket",
    "aws:kms/key:Key",
    "aws:backup/vault:Vault",
    "aws:secretsmanager/secret:Secret",
];

let stack: ProvisionedStack;

beforeAll(async () => {
    stack = await provision("prod");
});

afterAll(() => {
    stack.remove();
});

test("the same settings change nothing", async () => {
    expect(await stack.preview()).toMatchObject({ steps: [], faults: [] });
});

test.each(names)("%s", async (name) => {
    const { steps, faults } = await stack.preview(flipOf(name));
    const lost = steps.filter(({ type, op }) => HOLDS_DATA.includes(type) && /replace|delete/.test(op));
    if (MOVES.includes(name)) {
        expect(faults.join("\n")).toMatch(/unable to replace resource|AWS account ID not allowed/);
    } else {
        // The copies in an abandoned backup region lose their key. Nothing in the stack's own region does.
        const own = lost.filter(({ urn }) => !nameOf(urn).includes("copy"));
        expect({ name, faults, lost: own.map(({ urn, op }) => `${op} ${nameOf(urn)}`) }).toEqual({
            name,
            faults: [],
            lost: [],
        });
        // Hosts read the environment only at start. A rollout brings it to them, before what they used is deleted.
        const reached = steps.map(({ urn }) => nameOf(urn));
        if (reached.includes("hrms-hosts-environment") && name !== "release") {
            expect(reached).toContain("hrms-rollout-web");
        }
        // A setting that changes nothing would prove nothing, and should not be a setting.
        expect(steps.map(({ op, urn }) => `${op} ${nameOf(urn)}`)).not.toEqual([]);
    }
});
