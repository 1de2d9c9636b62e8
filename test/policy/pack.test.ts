import { readFileSync } from "node:fs";
import { join } from "node:path";
import { allPolicies } from "../../policies/all-policies";
import { isDeviable } from "../../policies/policy";
import { checklist } from "../../checklist";

test("the policies without deviations are those with a certain verdict or a setting instead", () => {
    const found = allPolicies.filter((policy) => !isDeviable(policy));
    expect(found.map(({ name }) => name).sort()).toEqual([
        "database-not-public",
        "security-group-no-ssh-from-world",
        "security-group-only-public-web-ports",
    ]);
});

describe.each(allPolicies.map((policy) => [policy.name, policy] as const))("%s", (name, policy) => {
    test("quotes the checklist's line that it refers to", () => {
        const item = checklist.find(({ id }) => id === policy.framework?.reference);
        expect(item?.wants).toContain("policy");
        expect(policy.framework?.specification).toBe(item?.text);
    });

    test("says in sentences what must hold, what goes wrong and what to do", () => {
        expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
        expect(policy.displayName).toMatch(/^[A-Z].*\.$/);
        expect(policy.description).toMatch(/^[A-Z].*\. [A-Z].*\.$/);
        expect(policy.remediationSteps).toMatch(/^[A-Z].*\.$/);
    });

    test("names its equivalents in the form tool:check", () => {
        for (const tag of policy.tags ?? []) {
            expect(tag).toMatch(
                /^((checkov:CKV2?_AWS_\d+)|(fsbp:[A-Za-z0-9]+\.\d+)|(cis-aws-7\.0:\d+(\.\d+)+)|(trivy:AWS-\d{4})|(cdk-nag:\w+)|(on-unknown:(deny|defer))|(not-deviable))$/,
            );
        }
    });
});

test("no pattern of a setting has a look-ahead, which the engine refuses", () => {
    expect(JSON.stringify(allPolicies.map(({ configSchema }) => configSchema))).not.toMatch(/\(\?[=!<]/);
});

test("the pack depends on the versions that the repository tests", () => {
    const read = (folder: string) =>
        JSON.parse(readFileSync(join(__dirname, "../..", folder, "package.json"), "utf8")) as {
            dependencies: Record<string, string>;
        };
    const { dependencies } = read("policies");
    expect(read(".").dependencies).toMatchObject(dependencies);
});
