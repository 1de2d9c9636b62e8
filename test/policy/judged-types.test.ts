import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { TYPES_WITHOUT_RULE } from "../../policies/aws/types-without-rule";
import { describeTypesWithoutRule, typesWithoutRule } from "../../policies/judged-types";
import * as types from "../../policies/resource-types";
import { classOf } from "./provider-class";

const listed = Object.entries(TYPES_WITHOUT_RULE);
const judged = new Set(Object.values(types).flatMap(({ tokens }) => tokens));

const POLICIES = join(__dirname, "../../policies");
const sources = ["rules", "aws"].flatMap((folder) =>
    readdirSync(join(POLICIES, folder))
        .filter((file) => file.endsWith(".ts"))
        .map((file) => readFileSync(join(POLICIES, folder, file), "utf8")),
);

test.each(listed)("%s has no rule, and the list gives a reason", (type, reason) => {
    expect(judged).not.toContain(type);
    expect(reason).toMatch(/^[A-Z].{10,}\.$/);
});

test.each(listed)("%s is the token of the provider's class", (type) => {
    expect(classOf(type)).toHaveProperty("__pulumiType", type);
});

// Without this test, a type that no rule uses would count as judged.
const ofCloud = Object.entries(types).filter(([, { tokens }]) =>
    tokens.every((token) => !token.startsWith("pulumi:")),
);
test.each(ofCloud.map(([name]) => name))("a rule uses the type %s", (name) => {
    expect(sources.some((source) => new RegExp(`\\btypes\\.${name}\\b`).test(source))).toBe(true);
});

const stack = [
    { type: "pulumi:pulumi:Stack" },
    { type: "pulumi:providers:aws" },
    { type: "people:network:Network" },
    { type: "aws:ec2/vpc:Vpc", provider: {} },
    { type: "aws:budgets/budget:Budget", provider: {} },
    { type: "cloudflare:index/zone:Zone", provider: {} },
    { type: "cloudflare:index/zone:Zone", provider: {} },
];

test("counts types without a rule, and gives the reason if there is one", () => {
    expect(typesWithoutRule(stack)).toEqual([
        { type: "cloudflare:index/zone:Zone", resources: 2 },
        { type: "aws:budgets/budget:Budget", resources: 1, reason: "It only watches costs." },
    ]);
});

test.each([
    [
        stack,
        "3 resources of 2 types have no rule of their own; 1 of these types is not on the list of types that need none.",
    ],
    [
        stack.slice(0, 5),
        "1 resource of 1 type has no rule of its own; these types are on the list of types that need none.",
    ],
    [stack.slice(0, 4), "A policy has a rule for the type of every resource."],
])("describes types without a rule in one sentence (%#)", (resources, sentence) => {
    expect(describeTypesWithoutRule(resources)).toBe(sentence);
});
