/** A test makes the reference, and not `hrms generate`, because only tests may import the scenes of its examples. */
import * as path from "node:path";
import { golden } from "../support/golden";
import { examplesOfPolicies } from "./reference/examples";
import { referencePage } from "./reference/page";

const FILE = path.join(__dirname, "../../policies/reference.md");

// The cases are written for this day, see policies.test.ts.
beforeAll(() => jest.spyOn(Date, "now").mockReturnValue(Date.UTC(2026, 10, 23)));

test("policies/reference.md is up to date; if not, run: UPDATE=1 npx jest test/policy/reference", async () => {
    const page = referencePage(await examplesOfPolicies());
    expect(golden(FILE, page)).toBe(page);
});

test("every policy has a good and a bad example, and the bad one names its fault", async () => {
    const examples = [...(await examplesOfPolicies())];
    expect(examples.filter(([, { bad }]) => bad.fault === "")).toEqual([]);
    expect(examples.filter(([, { good, bad }]) => good.yaml === bad.yaml)).toEqual([]);
});
