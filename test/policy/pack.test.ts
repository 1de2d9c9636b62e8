import { readFileSync } from "node:fs";
import { join } from "node:path";
import { allPolicies } from "../../policies/all-policies";
import { checklist } from "../../checklist";

/** Written out, so that no policy is lost, renamed or softened without a line here that says so. */
const POLICIES = [
    "cloudfront-https-only mandatory high",
    "database-backup-retention mandatory high",
    "database-deletion-guarded mandatory high",
    "database-not-public mandatory critical",
    "database-requires-tls mandatory high",
    "database-storage-encrypted mandatory critical",
    "database-subnets-are-private mandatory high",
    "default-security-group-denies-all mandatory high",
    "ebs-volumes-encrypted mandatory high",
    "http-listener-redirects-to-https mandatory high",
    "iam-policy-no-wildcard mandatory high",
    "instance-requires-imdsv2 mandatory high",
    "kms-key-rotates-and-is-guarded mandatory high",
    "listener-modern-tls mandatory high",
    "load-balancer-hardened mandatory medium",
    "log-group-retention-and-key mandatory medium",
    "no-plaintext-secret-in-user-data mandatory critical",
    "public-load-balancer-redirects-http mandatory medium",
    "random-password-is-strong mandatory high",
    "redis-encrypted mandatory high",
    "redis-requires-auth mandatory high",
    "s3-bucket-blocks-public-access mandatory critical",
    "security-group-no-ssh-from-world mandatory critical",
    "security-group-only-public-web-ports mandatory critical",
    "user-data-from-no-secret mandatory critical",
    "vpc-closes-default-security-group mandatory high",
];

test("the pack holds these policies, each with its level and severity", () => {
    const found = allPolicies.map(({ name, enforcementLevel, severity }) =>
        [name, enforcementLevel, severity].join(" "),
    );
    expect(found.sort()).toEqual(POLICIES);
});

test("only documents that hold new ARNs wait until after the update", () => {
    const deferred = allPolicies.filter(({ tags }) => tags?.includes("on-unknown:defer"));
    expect(deferred.map(({ name }) => name).sort()).toEqual([
        "iam-policy-no-wildcard",
        "no-plaintext-secret-in-user-data",
    ]);
});

describe.each(allPolicies.map((policy) => [policy.name, policy] as const))("%s", (name, policy) => {
    test("refers to a line of the checklist and quotes it", () => {
        const item = checklist.find(({ id }) => id === policy.framework?.reference);
        expect(item?.wants).toContain("policy");
        expect(policy.framework?.specification).toBe(item?.text);
    });

    test("says in sentences what must hold, what goes wrong otherwise and what to do", () => {
        expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
        expect(policy.displayName).toMatch(/^[A-Z].*\.$/);
        expect(policy.description).toMatch(/^[A-Z].*\. [A-Z].*\.$/);
        expect(policy.remediationSteps).toMatch(/^[A-Z].*\.$/);
    });

    test("names its equivalents in the form tool:check", () => {
        for (const tag of policy.tags ?? []) {
            expect(tag).toMatch(
                /^((checkov:CKV2?_AWS_\d+)|(fsbp:[A-Za-z0-9]+\.\d+)|(cis-aws-7\.0:\d+(\.\d+)+)|(trivy:AWS-\d{4})|(cdk-nag:\w+)|(on-unknown:(deny|defer)))$/,
            );
        }
    });
});

test("the pack asks for the versions that the repository is tested with", () => {
    const read = (folder: string) =>
        JSON.parse(readFileSync(join(__dirname, "../..", folder, "package.json"), "utf8")) as {
            dependencies: Record<string, string>;
        };
    const { dependencies } = read("policies");
    expect(read(".").dependencies).toMatchObject(dependencies);
});
