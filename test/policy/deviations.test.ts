import { stringify } from "yaml";
import { allPolicies } from "../../policies/all-policies";
import { withDeviations } from "../../policies/deviations/apply";
import { readRegister } from "../../policies/deviations/register";
import * as types from "../../policies/resource-types";
import { fixture } from "./case";
import { judge, UNKNOWN } from "./harness";

/** The policies in question. The other policies require many more resources around a disk. */
const policies = allPolicies.filter(({ name }) =>
    ["ebs-volumes-encrypted", "load-balancer-hardened", "database-subnets-are-private"].includes(name),
);

const TODAY = "2026-11-23";

const DEVIATION = {
    id: "DEV-001",
    policy: "ebs-volumes-encrypted",
    resource: { type: "aws:ebs/volume:Volume", name: "scratch" },
    stacks: ["test"],
    checklist: "security.database.backup-encryption",
    reason: "The disk holds caches of public holidays only, and is rebuilt at each boot.",
    compensatingControl: "The disk holds public data only, and a test checks that.",
    requestedBy: "Ada Example",
    approvedBy: "Grace Example",
    approvedOn: "2026-11-01",
    expiresOn: "2027-04-30",
};

const root = fixture(types.rootStack)();
const volume = fixture(types.volume, { encrypted: false }, { name: "scratch" });

function registerOf(...deviations: readonly unknown[]) {
    const yaml = stringify({ approvers: ["Grace Example", "Ada Example"], deviations });
    return readRegister(yaml, { policies: allPolicies, today: TODAY });
}

/** What the pack says about a scene under a register: level, policy and message. */
async function judged(deviations: readonly object[], scene = [root, volume()]): Promise<string[]> {
    const violations = await judge(withDeviations(policies, registerOf(...deviations)), scene);
    return violations.map(({ policy, level, message }) => `${level} ${policy}: ${message}`);
}

describe("a valid deviation", () => {
    test("turns its fault into advice that names the approver and the last day", async () => {
        expect(await judged([DEVIATION])).toEqual([
            expect.stringMatching(
                /^advisory ebs-volumes-encrypted: DEVIATION DEV-001 until 2027-04-30, approved by Grace Example: encrypted is not true\. /,
            ),
        ]);
    });

    test("holds on its last day, and warns that it expires", async () => {
        expect(await judged([{ ...DEVIATION, expiresOn: TODAY }])).toEqual([
            expect.stringContaining(
                "advisory ebs-volumes-encrypted: DEVIATION DEV-001 until 2026-11-23 (0 days left)",
            ),
        ]);
    });

    test.each([
        [14, "2026-12-07", true],
        [15, "2026-12-08", false],
    ])("with %i days until %s, the warning is there: %s", async (_, expiresOn, given) => {
        const [message] = await judged([{ ...DEVIATION, expiresOn }]);
        expect(message?.includes("days left")).toBe(given);
    });

    test("covers only its resource in its stacks", async () => {
        const other = volume({}, { name: "data" });
        const violations = await judge(withDeviations(policies, registerOf(DEVIATION)), [
            root,
            volume(),
            other,
        ]);
        expect(violations.map(({ resource, level }) => `${level} ${resource}`)).toEqual([
            "advisory scratch",
            "mandatory data",
        ]);
        expect(await judged([{ ...DEVIATION, stacks: ["prod"] }])).toEqual([
            expect.stringMatching(/^mandatory ebs-volumes-encrypted: encrypted is not true/),
        ]);
    });

    test("can cover one of several faults", async () => {
        const balancer = fixture(types.loadBalancer, { internal: true }, { name: "balancer" })();
        const deviation = {
            ...DEVIATION,
            policy: "load-balancer-hardened",
            checklist: "security.django.headers",
            resource: { type: balancer.type, name: "balancer" },
            finding: "enableDeletionProtection is not true",
        };
        const hardened = (await judged([deviation], [root, balancer])).filter((text) =>
            text.includes("load-balancer-hardened"),
        );
        expect(hardened).toEqual([
            expect.stringMatching(/^mandatory load-balancer-hardened: dropInvalidHeaderFields/),
            expect.stringMatching(/^advisory load-balancer-hardened: DEVIATION DEV-001 /),
        ]);
    });

    test("covers a finding that depends on another stack", async () => {
        const group = fixture(types.databaseSubnetGroup, { subnetIds: ["subnet-0a"] }, { name: "data" })();
        const deviation = {
            ...DEVIATION,
            policy: "database-subnets-are-private",
            checklist: "security.database.restricted-access",
            resource: { type: group.type, name: "data" },
            finding: "NOT IN THIS STACK: subnetIds",
            reason: "The platform team runs the network and keeps these subnets private.",
        };
        expect(await judged([deviation], [root, group])).toEqual([
            expect.stringMatching(
                /^advisory database-subnets-are-private: DEVIATION DEV-001 until .*: NOT IN THIS STACK: subnetIds refers /,
            ),
        ]);
        expect(await judged([], [root, group])).toEqual([
            expect.stringMatching(/^mandatory database-subnets-are-private: NOT IN THIS STACK: subnetIds /),
        ]);
    });

    test("does not cover a fault if it was signed for another stack's part, and vice versa", async () => {
        const group = fixture(types.databaseSubnetGroup, { subnetIds: ["subnet-0a"] }, { name: "data" })();
        const wholePolicy = {
            ...DEVIATION,
            policy: "database-subnets-are-private",
            checklist: "security.database.restricted-access",
            resource: undefined,
        };
        const oneResource = { ...wholePolicy, resource: { type: group.type, name: "data" } };
        const levels = async (deviation: object, scene: Parameters<typeof judged>[1]) =>
            (await judged([deviation], scene)).map((text) => text.split(":")[0]);

        expect(await levels(oneResource, [root, group])).toEqual([
            "mandatory database-subnets-are-private",
            "mandatory deviations-are-in-order",
        ]);
        expect(await levels(wholePolicy, [root, group])).toEqual(["advisory database-subnets-are-private"]);
        expect(await levels({ ...DEVIATION, finding: "NOT IN THIS STACK" }, [root, volume()])).toEqual([
            "mandatory ebs-volumes-encrypted",
            "mandatory deviations-are-in-order",
        ]);
    });

    test("counts as needed while the value is unknown", async () => {
        expect(await judged([DEVIATION], [root, volume({ encrypted: UNKNOWN })])).toEqual([
            expect.stringMatching(/^mandatory ebs-volumes-encrypted: UNDETERMINED: encrypted is unknown/),
        ]);
    });
});

test("a policy without a deviation stays unchanged, so that the SDK can still skip resources by type", () => {
    const others = allPolicies.filter(({ name }) => name !== DEVIATION.policy);
    const judging = withDeviations(allPolicies, registerOf(DEVIATION));
    expect(judging.filter((policy) => others.includes(policy))).toHaveLength(others.length);
});

describe("an invalid deviation fails, and its fault does too", () => {
    test("one that has expired", async () => {
        expect(await judged([{ ...DEVIATION, expiresOn: "2026-11-22" }])).toEqual([
            expect.stringMatching(/^mandatory ebs-volumes-encrypted: .* DEV-001 expired on 2026-11-22\.$/),
            expect.stringMatching(/^mandatory deviations-are-in-order: DEV-001 expired on 2026-11-22\. /),
        ]);
    });

    test("one that is not needed, because the fault was fixed", async () => {
        expect(await judged([DEVIATION], [root, volume({ encrypted: true })])).toEqual([
            expect.stringMatching(
                /^mandatory deviations-are-in-order: DEV-001 is not needed: ebs-volumes-encrypted finds no such fault in scratch\. /,
            ),
        ]);
    });

    test("one that is not needed, because the resource is gone", async () => {
        expect(await judged([DEVIATION], [root])).toEqual([
            expect.stringMatching(
                /^mandatory deviations-are-in-order: DEV-001 names scratch of type aws:ebs/,
            ),
        ]);
    });

    const FAULTY: Readonly<Record<string, readonly [object, RegExp]>> = {
        "an unknown policy": [
            { policy: "no-such" },
            /DEV-001 names the policy no-such, which does not exist/,
        ],
        "a policy that nobody may deviate from": [
            {
                policy: "database-not-public",
                checklist: "security.database.restricted-access",
                expiresOn: "2027-01-15",
            },
            /DEV-001 names database-not-public, which nobody may deviate from/,
        ],
        "another line of the checklist": [
            { checklist: "security.server.firewall" },
            /ebs-volumes-encrypted is for security\.database\.backup-encryption/,
        ],
        "no compensating control": [{ compensatingControl: undefined }, /needs a compensatingControl/],
        "approved by the person who requested it": [
            { requestedBy: "Grace Example" },
            /by the same person, Grace Example/,
        ],
        "approved by somebody who is not an approver": [
            { approvedBy: "Eve Example" },
            /Eve Example, who is not among the approvers/,
        ],
        "approved tomorrow": [
            { approvedOn: "2026-11-24" },
            /is approved on 2026-11-24, which is in the future/,
        ],
        "an end before its beginning": [
            { expiresOn: "2026-10-31" },
            /expires on 2026-10-31, before its approval/,
        ],
        "181 days": [
            { expiresOn: "2027-05-01" },
            /holds for 181 days; for ebs-volumes-encrypted at most 180/,
        ],
        "a short reason": [{ reason: "We need it." }, /reason: must have 40 characters or more/],
        "no reason": [{ reason: undefined }, /DEV-001 is malformed: reason/],
        "a day that does not exist": [{ expiresOn: "2027-02-30" }, /expiresOn: must be a day such as/],
        "a misspelled member": [{ expires: "2027-01-01" }, /DEV-001 is malformed: .*expires/],
        "a malformed id": [{ id: "D1" }, /D1 is malformed: id: must be DEV-/],
        "no stack": [{ stacks: [] }, /stacks: must name a stack/],
        "a resource without a name": [{ resource: { type: "aws:ebs/volume:Volume" } }, /resource\.name/],
    };
    test.each(Object.entries(FAULTY))("%s", async (_, [change, fault]) => {
        const found = await judged([{ ...DEVIATION, ...change }]);
        expect(found).toEqual([
            expect.stringMatching(/^mandatory ebs-volumes-encrypted: encrypted is not true/),
            expect.stringMatching(/^mandatory deviations-are-in-order: /),
        ]);
        expect(found[1]).toMatch(fault);
    });

    test("one for a critical policy that lasts more than a quarter", () => {
        const critical = allPolicies.find(
            ({ severity, tags }) => severity === "critical" && !tags?.includes("not-deviable"),
        );
        const { faults } = registerOf({
            ...DEVIATION,
            policy: critical?.name,
            checklist: critical?.framework?.reference,
            approvedOn: TODAY,
            expiresOn: "2027-02-22",
        });
        expect(faults).toEqual([expect.stringMatching(/holds for 91 days; .* at most 90 are allowed/)]);
    });

    test("two with the same id", () => {
        const { faults } = registerOf(DEVIATION, DEVIATION);
        expect(faults).toEqual(["DEV-001 is the id of more than one deviation."]);
    });

    test("several faults, which it reports all at once", () => {
        const { faults } = registerOf({ ...DEVIATION, approvedBy: "Ada Example" }, { id: "DEV-002" }, 7);
        expect(faults).toEqual([
            expect.stringMatching(/^DEV-001 was requested and approved by the same person/),
            expect.stringMatching(/^DEV-002 is malformed: policy: .*; stacks: .*; expiresOn: /),
            expect.stringMatching(/^Deviation 3 is malformed: /),
        ]);
    });
});

test.each([
    ["not YAML", "a: [", /^The register is not valid YAML/],
    ["empty", "", /^The register is malformed/],
    ["without approvers", "deviations: []", /^The register is malformed: approvers/],
    ["a list", "[]", /^The register is malformed/],
])("reports a register that is %s", (_, yaml, fault) => {
    expect(readRegister(yaml, { policies: allPolicies, today: TODAY }).faults).toEqual([
        expect.stringMatching(fault),
    ]);
});
