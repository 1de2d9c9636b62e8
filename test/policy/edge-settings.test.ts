/** Settings of the policies on the edge, secrets, monitoring and hygiene. */
import type { PolicyPackConfig } from "@pulumi/policy";
import { allPolicies } from "../../policies/all-policies";
import * as types from "../../policies/resource-types";
import { fixture } from "./case";
import { judge, type Resource, UNKNOWN } from "./harness";
import {
    balancerScene,
    BEHAVIOR,
    BUCKET,
    checkedFromOutside,
    distributionScene,
    healthCheck,
    httpsListener,
    SITE,
} from "./sound-edge";
import { groupScene } from "./sound-hosts";

async function complaints(scene: readonly Resource[], config: PolicyPackConfig = {}): Promise<string[]> {
    return (await judge(allPolicies, scene, config)).map(({ policy }) => policy);
}

describe("the setting regions", () => {
    const policy = "region-is-allowed";
    const config = { [policy]: { regions: ["eu-central-1", "us-east-1"] } };
    const provider = { provider: { region: "eu-central-1" } };
    const topic = fixture(types.topic, { kmsMasterKeyId: UNKNOWN });

    test.each([
        ["accepts a listed region", fixture(types.awsProvider)({ region: "eu-central-1" }), []],
        ["rejects another region", fixture(types.awsProvider)({ region: "us-west-2" }), [policy]],
        ["accepts a listed region other than the provider's", topic({ region: "us-east-1" }, provider), []],
        [
            "rejects a resource in another region than the provider's",
            topic({ region: "us-west-2" }, provider),
            [policy],
        ],
    ])("%s", async (_, resource, expected) => {
        expect(await complaints([resource], config)).toEqual(expected);
    });
});

describe("the setting staticFiles", () => {
    const policy = "public-endpoint-has-waf";
    const config = { [policy]: { staticFiles: "open" } };
    const files = { origins: [BUCKET], webAclId: undefined };
    const posting = { ...BEHAVIOR, allowedMethods: ["GET", "HEAD", "POST"] };

    test.each([
        ["exempts a private bucket", files, []],
        ["does not exempt a bucket beside a site", { ...files, origins: [BUCKET, SITE] }, [policy]],
        [
            "does not exempt a site in a VPC",
            { ...files, origins: [{ ...BUCKET, vpcOriginConfig: {} }] },
            [policy],
        ],
        [
            "does not exempt a distribution that accepts POST",
            { ...files, defaultCacheBehavior: posting },
            [policy],
        ],
        [
            "does not exempt a path that accepts POST",
            { ...files, orderedCacheBehaviors: [posting] },
            [policy],
        ],
    ])("%s", async (_, changes, expected) => {
        const scene = distributionScene([changes]);
        expect(await complaints(scene, config)).toEqual(expected);
        expect(await complaints(scene)).toEqual([policy]);
    });
});

test("changedElsewhere allows a program to ignore what a rollout changes, and nothing else", async () => {
    const policy = "security-settings-are-not-ignored";
    const version = "launchTemplate.version";
    const type = types.autoScalingGroup.tokens[0] ?? "";
    const [group, ...others] = groupScene();
    const ignoring = (...ignoreChanges: string[]) => [{ ...group, ignoreChanges }, ...others];
    const config = { [policy]: { changedElsewhere: [`${type} ${version}`] } };
    expect(await complaints(ignoring(version))).toEqual([policy]);
    expect(await complaints(ignoring(version), config)).toEqual([]);
    expect(await complaints(ignoring(version, "launchTemplate"), config)).toEqual([policy]);
});

test("maxAgeSeconds lets a new domain start with a minute", async () => {
    const policy = "https-sends-hsts";
    const config = { [policy]: { maxAgeSeconds: 60 } };
    const listener = (value: string) => [
        httpsListener({ routingHttpResponseStrictTransportSecurityHeaderValue: value }),
    ];
    expect(await complaints(listener("max-age=60"), config)).toEqual([]);
    expect(await complaints(listener("max-age=59"), config)).toEqual([policy]);
    const managed = { [policy]: { maxAgeSeconds: 31_536_001 } };
    expect(await complaints(distributionScene(), managed)).toEqual([policy, policy]);
});

test.each([
    ["application", [], []],
    ["edge", ["mandatory"], ["mandatory"]],
    ["unknown", ["advisory"], ["advisory"]],
])("sentBy %s makes a listener without the header %j", async (sentBy, listener, behavior) => {
    const policy = "https-sends-hsts";
    const levels = async (scene: readonly Resource[]) =>
        (await judge(allPolicies, scene, { [policy]: { sentBy } })).map(({ level }) => level);
    const header = "routingHttpResponseStrictTransportSecurityHeaderValue";
    expect(await levels([httpsListener({ [header]: undefined })])).toEqual(listener);
    const withoutPolicy = { ...BEHAVIOR, responseHeadersPolicyId: "" };
    expect(await levels(distributionScene([{ defaultCacheBehavior: withoutPolicy }]))).toEqual(behavior);
    const files = { ...withoutPolicy, targetOriginId: BUCKET.originId };
    expect(await levels(distributionScene([{ defaultCacheBehavior: files }]))).toEqual(["mandatory"]);
});

test.each([
    "account-has-audit-trail",
    "account-has-threat-detection",
    "account-has-configuration-record",
    "account-checks-security-standards",
    "account-has-access-analyzer",
    "account-scans-for-vulnerabilities",
    "account-blocks-public-buckets",
    "trail-events-have-alarms",
])("%s accepts another team in runBy", async (policy) => {
    const root = [fixture(types.rootStack)()];
    const runBy = "The platform team, stack acme/baseline/prod.";
    expect(await complaints(root)).toContain(policy);
    expect(await complaints(root, { [policy]: { runBy } })).not.toContain(policy);
});

test("runBy takes a sentence of 20 characters or more", () => {
    const schema = allPolicies.find(({ name }) => name === "account-has-audit-trail")?.configSchema;
    const { pattern = "(?!)" } = schema?.properties.runBy as { pattern?: string };
    const accepted = ["", "true", "somebody else", "The platform team, stack acme/baseline"].filter((text) =>
        new RegExp(pattern).test(text),
    );
    expect(accepted).toEqual(["", "The platform team, stack acme/baseline"]);
});

test("healthPaths replaces the default paths", async () => {
    const policy = "public-endpoint-has-uptime-check";
    const config = { [policy]: { healthPaths: ["/", "/up"] } };
    const checked = (resourcePath?: string) =>
        balancerScene([], { outside: checkedFromOutside(healthCheck({ resourcePath })) });
    expect(await complaints(checked("/up"), config)).toEqual([]);
    expect(await complaints(checked(), config)).toEqual([]);
    expect(await complaints(checked("/health/live"), config)).toEqual([policy]);
});

test("a load balancer without the property internal counts as public", async () => {
    const balancer = fixture(types.loadBalancer)({}, { computed: { internal: UNKNOWN } });
    const violations = await judge(allPolicies, [balancer]);
    const found = violations.find(({ policy }) => policy === "public-endpoint-has-uptime-check");
    expect(found?.message).toMatch(/^No HTTPS health check/);
});

test("requiredTags replaces the default tags", async () => {
    const policy = "resources-carry-required-tags";
    const queue = fixture({ tokens: ["aws:sqs/queue:Queue"] }, { tagsAll: { CostCenter: "hr" } })();
    expect(await complaints([queue], { [policy]: { requiredTags: ["CostCenter"] } })).toEqual([]);
    expect(await complaints([queue], { [policy]: { requiredTags: ["CostCenter", "Owner"] } })).toEqual([
        policy,
    ]);
});

test("days sets the shortest recovery window of a secret", async () => {
    const policy = "secret-has-cmk-and-recovery";
    const secret = fixture(types.secret, { kmsKeyId: UNKNOWN });
    const config = { [policy]: { days: 30 } };
    expect(await complaints([secret({ recoveryWindowInDays: 30 })], config)).toEqual([]);
    expect(await complaints([secret({ recoveryWindowInDays: 29 })], config)).toEqual([policy]);
});
