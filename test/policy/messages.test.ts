import type { Policies } from "@pulumi/policy";
import { allPolicies } from "../../policies/all-policies";
import { on, resourcePolicy } from "../../policies/policy";
import * as types from "../../policies/resource-types";
import { fixture } from "./case";
import { judge, secret, UNKNOWN } from "./harness";
import { bucketScene, databaseScene, TLS_ONLY } from "./sound";

const CANARY = "c4n4ry-correct-horse";

test("no message repeats a secret that policies read", async () => {
    const scene = [
        fixture(types.instance)({ userData: secret(`DB_PASSWORD=${CANARY}`) }),
        fixture(types.launchTemplate)({
            userData: secret(Buffer.from(`redis://:${CANARY}@cache`).toString("base64")),
        }),
        fixture(types.policyDocuments)({ policy: secret(`{"Sid":"${CANARY}"`) }),
        fixture(types.replicationGroup)({ authToken: secret(CANARY), engine: secret(CANARY) }),
        fixture(types.listener)({ protocol: "HTTPS", sslPolicy: secret(CANARY) }),
        fixture(types.databaseInstance)(
            { password: secret(CANARY), engine: secret(CANARY) },
            { name: "database" },
        ),
        fixture(types.securityGroup)({
            ingress: [{ protocol: "tcp", fromPort: 1, toPort: 1, cidrBlocks: [CANARY], description: CANARY }],
        }),
    ];
    const violations = await judge(allPolicies, scene);
    expect(new Set(violations.map(({ resource }) => resource)).size).toBe(scene.length);
    expect(violations.filter(({ message }) => message.includes(CANARY))).toEqual([]);
});

test("a violation says what is wrong, why that matters and what to do", async () => {
    const [violation] = await judge(allPolicies, [fixture(types.volume)({ encrypted: false })]);
    expect(violation?.message).toBe(
        "encrypted is not true. The code encrypts every disk of a host. " +
            "Anyone who gets a disk or its snapshot can read uploads, logs and everything else on it. " +
            "Set encrypted on every disk, including the root disk. A policy can't see the account's default.",
    );
});

test("a message names an unknown value by its path, and denies or defers it", async () => {
    const denied = await judge(allPolicies, [
        fixture(types.securityGroup)({
            description: "Bastion",
            ingress: [
                {
                    description: "Administrators",
                    protocol: "tcp",
                    fromPort: 22,
                    toPort: 22,
                    cidrBlocks: ["203.0.113.1/32", UNKNOWN],
                },
            ],
        }),
    ]);
    expect(denied).toEqual([
        expect.objectContaining({
            policy: "security-group-no-ssh-from-world",
            level: "mandatory",
            message: expect.stringMatching(
                /^UNDETERMINED: ingress\.0\.cidrBlocks\.1 is unknown before the update; write its value in the code\./,
            ) as string,
        }),
    ]);
    const deferred = await judge(allPolicies, [fixture(types.policyDocuments)({ policy: UNKNOWN })]);
    expect(deferred).toEqual(
        ["iam-policy-no-wildcard", "iam-policy-no-escalation"].map((policy): unknown =>
            expect.objectContaining({
                policy,
                level: "advisory",
                message: expect.stringMatching(
                    /^UNDETERMINED: policy is unknown before the update and is judged after it\./,
                ) as string,
            }),
        ),
    );
});

test("a rule that opens several ports breaks the policy on each of them", async () => {
    const rule = fixture(types.ingressRule, { ipProtocol: "tcp", cidrIpv4: "0.0.0.0/0" });
    const scenes = [
        rule({ ipProtocol: "-1" }),
        rule({ fromPort: 0, toPort: 65535 }),
        rule({ fromPort: 22, toPort: 80 }),
        rule({ fromPort: 20, toPort: 22 }),
        rule(),
        fixture(types.securityGroup)({ ingress: UNKNOWN }),
    ];
    for (const scene of scenes) {
        const violations = await judge(allPolicies, [scene]);
        const broken = violations.filter(({ level }) => level === "mandatory");
        expect(broken.map(({ policy }) => policy).sort()).toEqual([
            "security-group-no-ssh-from-world",
            "security-group-only-public-web-ports",
        ]);
    }
});

test("a database without a parameter group breaks every policy on a parameter", async () => {
    const violations = await judge(allPolicies, databaseScene({}, { parameters: "none" }));
    expect([...new Set(violations.map(({ policy }) => policy))].sort()).toEqual([
        "database-exports-slow-log",
        "database-requires-tls",
    ]);
});

test("an unknown bucket policy is deferred, and an unreadable one fails", async () => {
    const refuses = async (policy: unknown) => {
        const violations = await judge(allPolicies, bucketScene({ policy: { policy } }));
        return violations.filter((violation) => violation.policy === "s3-bucket-refuses-plain-http");
    };
    expect(await refuses(UNKNOWN)).toEqual([
        expect.objectContaining({
            level: "advisory",
            message: expect.stringMatching(/^UNDETERMINED: policy is unknown/) as string,
        }),
    ]);
    expect(await refuses("deny")).toEqual([expect.objectContaining({ level: "mandatory" })]);
    expect(await refuses(JSON.stringify({ Statement: [TLS_ONLY] }))).toEqual([]);
    expect(await refuses(JSON.stringify({ Statement: [{ ...TLS_ONLY, Effect: "Allow" }] }))).toHaveLength(1);
});

test("a rule that throws is an error and not a pass", async () => {
    const policies: Policies = [
        resourcePolicy({
            name: "broken-rule",
            checklist: "security.server.firewall",
            severity: "low",
            onUnknown: "deny",
            requires: "It works.",
            otherwise: "It does not.",
            remedy: "Mend it.",
            rules: [
                on(types.vpc, () => {
                    throw new Error("a mistake in a rule");
                }),
            ],
        }),
    ];
    await expect(judge(policies, [fixture(types.vpc)()])).rejects.toThrow("a mistake in a rule");
});
