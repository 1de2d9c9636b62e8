/**
 * One bad example for each Checkov check that a policy claims to cover. Checkov must reject it, and so must the policy.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { allPolicies } from "../../../policies/all-policies";
import { judge } from "../harness";
import { failedChecks } from "./checkov";
import { checkovClaims } from "./claims";
import { scenes } from "./scenes";

const EXAMPLES = join(__dirname, "examples");
const examples = readdirSync(EXAMPLES).map((file) => file.replace(/\.tf$/, ""));
const ids = [...new Set(checkovClaims.map(({ id }) => id))];

test("each claimed check has an example and a scene, and no other check has one", () => {
    expect([...examples].sort()).toEqual([...ids].sort());
    expect(Object.keys(scenes).sort()).toEqual([...ids].sort());
});

test.each(checkovClaims)("$policy rejects what $id rejects", async ({ id, policy }) => {
    const violations = await judge(allPolicies, scenes[id] ?? []);
    const faults = violations.filter((violation) => violation.policy === policy);
    expect(faults).not.toEqual([]);
    expect(faults.filter(({ message }) => message.startsWith("UNDETERMINED"))).toEqual([]);
});

describe("Checkov", () => {
    let failed: ReadonlySet<string>;

    beforeAll(async () => {
        const textOf = (id: string): string => readFileSync(join(EXAMPLES, `${id}.tf`), "utf8");
        failed = await failedChecks(Object.fromEntries(examples.map((id) => [id, textOf(id)])));
    });

    test.each(ids)("Checkov rejects the example of %s", (id) => {
        expect(failed).toContain(`${id} in ${id}`);
    });
});
