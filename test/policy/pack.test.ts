import { readFileSync } from "node:fs";
import { join } from "node:path";
import { allPolicies } from "../../policies/all-policies";
import { checklist } from "../../checklist";

/** Written out, so that no policy is lost, renamed or softened without a line here that says so. */
const POLICIES = [
    "account-has-audit-trail mandatory high",
    "account-has-configuration-record mandatory high",
    "account-has-threat-detection mandatory high",
    "alarm-reaches-a-contact mandatory high",
    "audit-trail-is-complete mandatory high",
    "backup-plan-covers-data mandatory high",
    "backup-plan-meets-objectives mandatory high",
    "backup-restore-is-tested advisory medium",
    "backup-vault-encrypted-with-own-key mandatory high",
    "backup-vault-is-locked mandatory high",
    "broker-is-no-cluster mandatory high",
    "cache-ingress-only-from-app mandatory high",
    "certificate-dns-validated mandatory medium",
    "certificate-expiry-is-watched mandatory medium",
    "cloudfront-https-only mandatory high",
    "cloudfront-logs-access mandatory medium",
    "command-carries-no-secret mandatory high",
    "connections-fit-the-database mandatory medium",
    "critical-resources-have-alarms mandatory high",
    "data-is-protected mandatory high",
    "database-app-user-is-not-master mandatory high",
    "database-backup-retention mandatory high",
    "database-deletion-guarded mandatory high",
    "database-engine-is-supported mandatory high",
    "database-exports-slow-log mandatory medium",
    "database-ingress-only-from-app mandatory critical",
    "database-is-multi-az mandatory medium",
    "database-master-name-is-own mandatory medium",
    "database-not-public mandatory critical",
    "database-password-generated-or-managed mandatory critical",
    "database-requires-tls mandatory high",
    "database-storage-encrypted mandatory critical",
    "database-subnets-are-private mandatory high",
    "database-takes-minor-upgrades mandatory medium",
    "default-security-group-denies-all mandatory high",
    "ebs-volumes-encrypted mandatory high",
    "http-listener-redirects-to-https mandatory high",
    "https-sends-hsts mandatory medium",
    "iam-policy-no-wildcard mandatory high",
    "iam-trust-is-scoped mandatory high",
    "instance-has-profile mandatory medium",
    "instance-image-from-approved-source mandatory high",
    "instance-patching-is-scheduled mandatory medium",
    "instance-public-ip-is-declared mandatory high",
    "instance-requires-imdsv2 mandatory high",
    "instance-termination-protected mandatory low",
    "kms-key-rotates-and-is-guarded mandatory high",
    "launch-template-version-is-pinned mandatory medium",
    "listener-modern-tls mandatory high",
    "load-balancer-hardened mandatory medium",
    "load-balancer-logs-access mandatory medium",
    "log-group-retention-and-key mandatory medium",
    "network-acl-no-admin-ports-from-world mandatory medium",
    "no-default-vpc mandatory medium",
    "no-long-lived-access-key mandatory high",
    "no-plaintext-secret-in-user-data mandatory critical",
    "no-secret-value-outside-sinks mandatory critical",
    "private-key-not-in-state mandatory high",
    "provider-talks-to-aws mandatory high",
    "public-endpoint-has-uptime-check mandatory medium",
    "public-endpoint-has-waf mandatory medium",
    "public-load-balancer-redirects-http mandatory medium",
    "random-password-is-strong mandatory high",
    "redis-encrypted mandatory high",
    "redis-requires-auth mandatory high",
    "region-is-allowed mandatory medium",
    "resources-carry-required-tags mandatory medium",
    "s3-bucket-blocks-public-access mandatory critical",
    "s3-bucket-encrypted-with-own-key mandatory medium",
    "s3-bucket-logs-access advisory low",
    "s3-bucket-refuses-plain-http mandatory high",
    "s3-bucket-versioned-with-lifecycle mandatory medium",
    "secret-has-cmk-and-recovery mandatory medium",
    "secret-not-from-weak-random mandatory high",
    "security-group-no-ssh-from-world mandatory critical",
    "security-group-only-public-web-ports mandatory critical",
    "security-group-rule-described advisory low",
    "security-group-rules-managed-once mandatory medium",
    "security-settings-are-not-ignored mandatory medium",
    "sns-topic-is-encrypted mandatory medium",
    "ssh-key-is-imported-public-key mandatory high",
    "ssm-parameter-from-secret-is-securestring mandatory critical",
    "ssm-secret-is-securestring mandatory critical",
    "subnet-no-auto-public-ip mandatory medium",
    "user-data-from-no-secret mandatory critical",
    "vpc-closes-default-security-group mandatory high",
    "vpc-has-flow-log mandatory medium",
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
        "database-app-user-is-not-master",
        "iam-policy-no-wildcard",
        "iam-trust-is-scoped",
        "instance-image-from-approved-source",
        "no-plaintext-secret-in-user-data",
        "no-secret-value-outside-sinks",
        "s3-bucket-refuses-plain-http",
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
                /^((checkov:CKV2?_AWS_\d+)|(fsbp:[A-Za-z0-9]+\.\d+)|(cis-aws-7\.0:\d+(\.\d+)+)|(trivy:AWS-\d{4})|(cdk-nag:\w+)|(on-unknown:(deny|defer))|(not-deviable))$/,
            );
        }
    });
});

test("the engine takes every pattern of a setting: it has no look-ahead", () => {
    expect(JSON.stringify(allPolicies.map(({ configSchema }) => configSchema))).not.toMatch(/\(\?[=!<]/);
});

test("the pack asks for the versions that the repository is tested with", () => {
    const read = (folder: string) =>
        JSON.parse(readFileSync(join(__dirname, "../..", folder, "package.json"), "utf8")) as {
            dependencies: Record<string, string>;
        };
    const { dependencies } = read("policies");
    expect(read(".").dependencies).toMatchObject(dependencies);
});
