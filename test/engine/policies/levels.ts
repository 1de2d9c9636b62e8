/** The level that an engine reports for each form of a stack's policy settings. */
import * as fs from "node:fs";
import * as path from "node:path";
import { nameOf } from "../../../policies/urn";
import { type Stack, temporaryStack } from "../harness";

const POLICIES = path.join(__dirname, "../../../policies");

/** Violates one mandatory policy without settings, one with settings, and one that only gives advice. */
const PROGRAM = `
const { RandomPassword } = require("@pulumi/random");
new RandomPassword("password", { length: 12 });
new aws.ec2.SecurityGroup("ssh", {
    description: "SSH from everywhere",
    ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, cidrBlocks: ["0.0.0.0/0"], description: "SSH" }],
});
new aws.ec2.SecurityGroup("undescribed", {
    description: "A rule without a description",
    ingress: [{ protocol: "tcp", fromPort: 8000, toPort: 8000, cidrBlocks: ["10.0.0.0/16"] }],
});
`;

/** Settings, with the engine's reports of the three violations. */
const FORMS = {
    nothing: {
        settings: {},
        levels: ["advisory undescribed", "mandatory password", "mandatory ssh"],
    },
    "a level only": {
        settings: { "security-group-rule-described": "mandatory" },
        levels: ["mandatory password", "mandatory ssh", "mandatory undescribed"],
    },
    "values only": {
        settings: { "security-group-no-ssh-from-world": { adminCidrs: ["203.0.113.0/29"] } },
        levels: ["advisory undescribed", "mandatory password", "mandatory ssh"],
    },
    "values of another policy, which must not change these": {
        settings: { "region-is-allowed": { regions: ["eu-central-1"] } },
        levels: ["advisory undescribed", "mandatory password", "mandatory ssh"],
    },
    "a level and values": {
        settings: {
            "security-group-no-ssh-from-world": {
                enforcementLevel: "mandatory",
                adminCidrs: ["203.0.113.0/29"],
            },
        },
        levels: ["advisory undescribed", "mandatory password", "mandatory ssh"],
    },
} as const;

const VIOLATED =
    /^(security-group-no-ssh-from-world|security-group-rule-described|random-password-is-strong)$/;

/** Tests on an engine, in its folder. Without one it is the engine of all engine tests. */
export function keepsLevels(
    engine: () => Promise<string | undefined> = () => Promise.resolve(undefined),
): void {
    let stack: Stack;

    beforeAll(async () => {
        stack = temporaryStack({ engine: await engine() });
        stack.program(PROGRAM);
    });

    afterAll(() => {
        stack.remove();
    });

    test.each(Object.entries(FORMS))("keep the right levels with %s", async (_, { settings, levels }) => {
        const file = path.join(stack.folder, "settings.yaml");
        fs.writeFileSync(file, JSON.stringify(settings));
        const { events } = await stack.pulumi(["preview", "--policy-pack", POLICIES], {
            env: { HRMS_POLICY_SETTINGS: file },
        });
        const reported = events
            .flatMap(({ policyEvent }) => policyEvent ?? [])
            .filter(({ policyName }) => VIOLATED.test(policyName))
            .map(({ enforcementLevel, resourceUrn = "" }) => `${enforcementLevel} ${nameOf(resourceUrn)}`);
        expect(reported.sort()).toEqual(levels);
    });
}
