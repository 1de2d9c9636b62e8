import type { SimulatedStack } from "../../../simulator/stack";
import { exported } from "../../../engine/stack";
import { changes, openStack, resourcesOf } from "./open";

describe("a faulty configuration", () => {
    test.each([
        ["a missing domain", "prod", { "hrms:domain": undefined }, ["hrms:domain is not set"]],
        [
            "an unknown setting",
            "prod",
            { "hrms:databseMultiAz": true },
            ["hrms:databseMultiAz", "Did you mean hrms:databaseMultiAz?"],
        ],
        [
            "overlapping networks",
            "prod",
            { "hrms:adminCidrs": ["10.20.4.0/24"] },
            ["hrms:adminCidrs", "overlaps the network of the VPC"],
        ],
        [
            "a type of another architecture",
            "prod",
            { "hrms:webInstanceType": "m7i.large" },
            ["hrms:webInstanceType", "x86_64"],
        ],
        [
            "a starter stack with Multi-AZ",
            "starter",
            { "hrms:databaseMultiAz": true },
            ["hrms:databaseMultiAz", "profile starter keeps its database in one zone"],
        ],
        [
            "a secret in plain text",
            "prod",
            { "hrms:sentryDsn": "https://canary@sentry.example.com/1" },
            ["plain text"],
        ],
        [
            "several faults at once",
            "prod",
            {
                "hrms:domain": undefined,
                "hrms:nat": "zonal",
                "hrms:vpcCidr": "10.20.0.0",
                "hrms:webMinHosts": 9,
            },
            ["4 errors", "hrms:domain is not set", "hrms:nat is", "hrms:vpcCidr is", "hrms:webMaxHosts is"],
        ],
    ] as const)("refuses %s before it registers anything", async (_what, name, config, says) => {
        const stack = await openStack(name, config);
        try {
            const { code, stdout, stderr, events } = await stack.pulumi(["up", "--yes", "--skip-preview"]);
            const said = stdout + stderr;
            says.forEach((words) => {
                expect(said).toContain(words);
            });
            expect(said).toMatch(/\n\s+(Fix|For example|To [^:]+): pulumi config /);
            expect(said).not.toContain("canary");
            expect(said).not.toMatch(/\n\s+at .*\.ts:\d+/);
            expect(code).not.toBe(0);
            expect(changes(events).map(({ type }) => type)).toEqual(["pulumi:pulumi:Stack"]);
            expect((await resourcesOf(stack)).filter(({ type }) => type !== "pulumi:pulumi:Stack")).toEqual(
                [],
            );
        } finally {
            stack.remove();
        }
    });
});

describe("a run that fails", () => {
    let stack: SimulatedStack;

    beforeAll(async () => {
        stack = await openStack("starter", {}, { checkpoints: true });
    });

    afterAll(() => {
        stack.remove();
    });

    test("lets the next up finish after an interruption", async () => {
        const interrupted = await stack.pulumi(["up", "--yes", "--skip-preview"], {
            env: { HRMS_SIM_FAIL_CREATE: "aws:rds/instance:Instance" },
        });
        expect(interrupted.code).not.toBe(0);
        const before = (await resourcesOf(stack)).filter(({ custom }) => custom);
        expect(before.length).toBeGreaterThan(20);
        expect(before.map(({ type }) => type)).not.toContain("aws:rds/instance:Instance");

        const completed = await stack.pulumi(["up", "--yes", "--skip-preview"]);
        expect(completed.code).toBe(0);
        const kept = new Map((await resourcesOf(stack)).map(({ urn, id }) => [urn, id]));
        const replaced = before.filter(({ urn, id }) => kept.get(urn) !== id).map(({ urn }) => urn);
        expect(replaced).toEqual([]);
        expect([...kept.keys()].filter((urn) => urn.includes("aws:rds/instance:Instance"))).toHaveLength(1);
    });

    test("leaves the state unchanged if a preview fails", async () => {
        const before = await exported(stack.pulumi);
        const preview = await stack.pulumi(["preview", "--config", "hrms:webInstanceType=m7i.large"]);
        expect(preview.code).not.toBe(0);
        expect(await exported(stack.pulumi)).toEqual(before);
    });
});
