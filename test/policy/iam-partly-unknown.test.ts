/** If a program gives a policy document as an object, the pack judges the part of it that is known. */
import { allPolicies } from "../../policies/all-policies";
import * as types from "../../policies/resource-types";
import { fixture } from "./case";
import { judge, UNKNOWN } from "./harness";

const policies = allPolicies.filter(({ name }) => name === "iam-policy-no-wildcard");
const rolePolicy = fixture(types.policyDocuments);
const EVERYTHING = { Effect: "Allow", Action: "*", Resource: "*" };
const ONE_SECRET = { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: UNKNOWN };

const levels = async (...statements: unknown[]) =>
    (await judge(policies, [rolePolicy({ policy: { Version: "2012-10-17", Statement: statements } })])).map(
        ({ level }) => level,
    );

test("rejects a statement that allows everything, even beside an unknown statement", async () => {
    expect(await levels(ONE_SECRET, EVERYTHING)).toContain("mandatory");
    expect(await levels(EVERYTHING, UNKNOWN)).toContain("mandatory");
});

test("judges the unknown part after the update", async () => {
    expect(new Set(await levels(ONE_SECRET, UNKNOWN))).toEqual(new Set(["advisory"]));
});
