import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { checklist } from "../../../../checklist";
import { allPolicies } from "../../../../policies/all-policies";
import { EMPTY_REGISTER } from "../../../../policies/deviations/register";
import { withDeviations } from "../../../../policies/deviations/apply";
import { describePolicies } from "../../../../policies/report";
import { CHECKOUT } from "../../../../system/checkout";

/** With the policy on the register itself, as the engine gets them. */
const pack = withDeviations(allPolicies, EMPTY_REGISTER);

test("every policy of the pack is described, in words of its own", () => {
    const described = describePolicies(pack);
    expect(described.map(({ name }) => name)).toEqual(pack.map(({ name }) => name));
    for (const [index, { requires, otherwise, remedy, severity }] of described.entries()) {
        const policy = pack[index];
        expect([`${requires} ${otherwise}`, remedy, severity]).toEqual([
            policy?.description,
            policy?.remediationSteps,
            policy?.severity,
        ]);
        expect(otherwise).toMatch(/^\p{Lu}.*[.!]$/u);
    }
});

test("the rule's place is the line that names the policy", () => {
    for (const { name, source } of describePolicies(pack)) {
        const lines = readFileSync(join(CHECKOUT, source.file), "utf8").split("\n");
        expect(lines[source.line - 1]).toContain(`"${name}"`);
    }
});

test("the line of the checklist has its headings", () => {
    for (const described of describePolicies(pack)) {
        const { id, text, section, subsection } = described.checklist;
        expect(checklist.find((item) => item.id === id)).toMatchObject({ text, section, subsection });
    }
});

test("tags are told apart: equivalents, what an unknown value means, who may deviate", () => {
    const [first] = allPolicies;
    if (!first) throw new Error("The pack is empty.");
    const tags = ["checkov:CKV_AWS_17", "on-unknown:defer", "not-deviable"];
    expect(describePolicies([{ ...first, tags }])).toMatchObject([
        { equivalents: ["checkov:CKV_AWS_17"], onUnknown: "defer", deviable: false },
    ]);
    expect(describePolicies([{ ...first, tags: ["on-unknown:deny"] }])).toMatchObject([
        { equivalents: [], onUnknown: "deny", deviable: true },
    ]);
});

test("the level is the stack's, else the policy's own", () => {
    const [first, second, third] = allPolicies;
    if (!first || !second || !third) throw new Error("The pack has fewer than three policies.");
    const config = { [first.name]: "disabled", [second.name]: { enforcementLevel: "advisory" } } as const;
    const levels = describePolicies([first, second, third], config).map(({ level }) => level);
    expect(levels).toEqual(["disabled", "advisory", third.enforcementLevel]);
});

test("a policy that says too little of itself is refused by name", () => {
    const bare: ResourceValidationPolicy = {
        name: "from-elsewhere",
        description: "Something.",
        validateResource: () => undefined,
    };
    expect(() => describePolicies([bare])).toThrow(/from-elsewhere can't be reported: it needs a severity/);
});
