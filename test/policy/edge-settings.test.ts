/** What a stack may set of the policies on the edge, secrets, monitoring and hygiene. */
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

describe("regions", () => {
    const policy = "region-is-allowed";
    const config = { [policy]: { regions: ["eu-central-1", "us-east-1"] } };
    const provider = { provider: { region: "eu-central-1" } };
    const topic = fixture(types.topic, { kmsMasterKeyId: UNKNOWN });

    test.each([
        ["one of them", fixture(types.awsProvider)({ region: "eu-central-1" }), []],
        ["another one", fixture(types.awsProvider)({ region: "us-west-2" }), [policy]],
        ["one of them, not the provider's", topic({ region: "us-east-1" }, provider), []],
        ["another one than the provider's", topic({ region: "us-west-2" }, provider), [policy]],
    ])("%s", async (_, resource, expected) => {
        expect(await complaints([resource], config)).toEqual(expected);
    });
});

describe("files that are open", () => {
    const policy = "public-endpoint-has-waf";
    const config = { [policy]: { staticFiles: "open" } };
    const files = { origins: [BUCKET], webAclId: undefined };
    const posting = { ...BEHAVIOR, allowedMethods: ["GET", "HEAD", "POST"] };

    test.each([
        ["a private bucket", files, []],
        ["a bucket and a site", { ...files, origins: [BUCKET, SITE] }, [policy]],
        ["a site in a VPC", { ...files, origins: [{ ...BUCKET, vpcOriginConfig: {} }] }, [policy]],
        ["what can be written to", { ...files, defaultCacheBehavior: posting }, [policy]],
        ["what can be written to below a path", { ...files, orderedCacheBehaviors: [posting] }, [policy]],
    ])("%s", async (_, changes, expected) => {
        const scene = distributionScene([changes]);
        expect(await complaints(scene, config)).toEqual(expected);
        expect(await complaints(scene)).toEqual([policy]);
    });
});

test("what a rollout changes may be ignored, and nothing else", async () => {
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

test("a new domain may be tried out for a minute, not for less", async () => {
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

test("the health path is the stack's", async () => {
    const policy = "public-endpoint-has-uptime-check";
    const config = { [policy]: { healthPaths: ["/", "/up"] } };
    const checked = (resourcePath?: string) =>
        balancerScene([], { outside: checkedFromOutside(healthCheck({ resourcePath })) });
    expect(await complaints(checked("/up"), config)).toEqual([]);
    expect(await complaints(checked(), config)).toEqual([]);
    expect(await complaints(checked("/health/live"), config)).toEqual([policy]);
});

test("required tags are the team's", async () => {
    const policy = "resources-carry-required-tags";
    const queue = fixture({ tokens: ["aws:sqs/queue:Queue"] }, { tagsAll: { CostCenter: "hr" } })();
    expect(await complaints([queue], { [policy]: { requiredTags: ["CostCenter"] } })).toEqual([]);
    expect(await complaints([queue], { [policy]: { requiredTags: ["CostCenter", "Owner"] } })).toEqual([
        policy,
    ]);
});

test("a secret's deletion can be undone for as long as the team says", async () => {
    const policy = "secret-has-cmk-and-recovery";
    const secret = fixture(types.secret, { kmsKeyId: UNKNOWN });
    const config = { [policy]: { days: 30 } };
    expect(await complaints([secret({ recoveryWindowInDays: 30 })], config)).toEqual([]);
    expect(await complaints([secret({ recoveryWindowInDays: 29 })], config)).toEqual([policy]);
});
