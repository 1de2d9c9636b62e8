import { stringify } from "yaml";
import { allPolicies } from "../../policies/all-policies";
import { withDeviations } from "../../policies/deviations/apply";
import { readRegister } from "../../policies/deviations/register";
import * as types from "../../policies/resource-types";
import { fixture } from "./case";
import { judge, UNKNOWN } from "./harness";

/** Those that are deviated from: the others ask for much around a disk. */
const policies = allPolicies.filter(({ name }) =>
    ["ebs-volumes-encrypted", "load-balancer-hardened"].includes(name),
);

const TODAY = "2026-11-23";

const DEVIATION = {
    id: "DEV-001",
    policy: "ebs-volumes-encrypted",
    resource: { type: "aws:ebs/volume:Volume", name: "scratch" },
    stacks: ["test"],
    checklist: "security.database.backup-encryption",
    reason: "The disk holds caches of public holidays only, and is rebuilt at each boot.",
    compensatingControl: "Nothing but public data is written to it; a test holds that.",
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

/** What the pack says of a scene under a register: policy, resource, level and the beginning of the message. */
async function judged(deviations: readonly object[], scene = [root, volume()]): Promise<string[]> {
    const violations = await judge(withDeviations(policies, registerOf(...deviations)), scene);
    return violations.map(({ policy, level, message }) => `${level} ${policy}: ${message}`);
}

describe("a deviation that is in order", () => {
    test("lowers its fault to an advice, and stays visible with approver and end", async () => {
        expect(await judged([DEVIATION])).toEqual([
            expect.stringMatching(
                /^advisory ebs-volumes-encrypted: DEVIATION DEV-001 until 2027-04-30, approved by Grace Example: encrypted is not true\. /,
            ),
        ]);
    });

    test("holds on its last day, and says that it is", async () => {
        expect(await judged([{ ...DEVIATION, expiresOn: TODAY }])).toEqual([
            expect.stringContaining(
                "advisory ebs-volumes-encrypted: DEVIATION DEV-001 until 2026-11-23 (0 days left)",
            ),
        ]);
    });

    test.each([
        [14, "2026-12-07", true],
        [15, "2026-12-08", false],
    ])("with %i days left the notice is given, or not yet", async (_, expiresOn, given) => {
        const [message] = await judged([{ ...DEVIATION, expiresOn }]);
        expect(message?.includes("days left")).toBe(given);
    });

    test("is for one resource of one stack only", async () => {
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

    test("may be for one of several faults", async () => {
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

    test("is needed, though it can't be told yet, while the value is unknown", async () => {
        expect(await judged([DEVIATION], [root, volume({ encrypted: UNKNOWN })])).toEqual([
            expect.stringMatching(/^mandatory ebs-volumes-encrypted: UNDETERMINED: encrypted is unknown/),
        ]);
    });
});

test("a policy that nobody deviates from is left as it is, with the type by which the SDK skips resources", () => {
    const others = allPolicies.filter(({ name }) => name !== DEVIATION.policy);
    const judging = withDeviations(allPolicies, registerOf(DEVIATION));
    expect(judging.filter((policy) => others.includes(policy))).toHaveLength(others.length);
});

describe("a deviation that is not in order fails, and its fault with it", () => {
    test("expired", async () => {
        expect(await judged([{ ...DEVIATION, expiresOn: "2026-11-22" }])).toEqual([
            expect.stringMatching(/^mandatory ebs-volumes-encrypted: .* DEV-001 expired on 2026-11-22\.$/),
            expect.stringMatching(/^mandatory deviations-are-in-order: DEV-001 expired on 2026-11-22\. /),
        ]);
    });

    test("not needed, because the fault was mended", async () => {
        expect(await judged([DEVIATION], [root, volume({ encrypted: true })])).toEqual([
            expect.stringMatching(
                /^mandatory deviations-are-in-order: DEV-001 is not needed: ebs-volumes-encrypted finds no such fault in scratch\. /,
            ),
        ]);
    });

    test("not needed, because the resource is gone", async () => {
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
        "approved by who requested it": [
            { requestedBy: "Grace Example" },
            /by the same person, Grace Example/,
        ],
        "approved by somebody else": [
            { approvedBy: "Eve Example" },
            /Eve Example, who is not among the approvers/,
        ],
        "approved tomorrow": [
            { approvedOn: "2026-11-24" },
            /is approved on 2026-11-24, a day that is still to come/,
        ],
        "over before it begins": [{ expiresOn: "2026-10-31" }, /expires on 2026-10-31, before its approval/],
        "181 days": [
            { expiresOn: "2027-05-01" },
            /holds for 181 days; for ebs-volumes-encrypted at most 180/,
        ],
        "a short reason": [{ reason: "We need it." }, /reason: must have 40 characters or more/],
        "no reason": [{ reason: undefined }, /DEV-001 is malformed: reason/],
        "a day that does not exist": [{ expiresOn: "2027-02-30" }, /expiresOn: must be a day such as/],
        "a misspelt member": [{ expires: "2027-01-01" }, /DEV-001 is malformed: .*expires/],
        "an id of another form": [{ id: "D1" }, /D1 is malformed: id: must be DEV-/],
        "no stack": [{ stacks: [] }, /stacks: must name a stack/],
        "a pattern for a name": [{ resource: { type: "aws:ebs/volume:Volume" } }, /resource\.name/],
    };
    test.each(Object.entries(FAULTY))("%s", async (_, [change, fault]) => {
        const found = await judged([{ ...DEVIATION, ...change }]);
        expect(found).toEqual([
            expect.stringMatching(/^mandatory ebs-volumes-encrypted: encrypted is not true/),
            expect.stringMatching(/^mandatory deviations-are-in-order: /),
        ]);
        expect(found[1]).toMatch(fault);
    });

    test("a critical policy is signed for a quarter at most", () => {
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

    test("two of the same id", () => {
        const { faults } = registerOf(DEVIATION, DEVIATION);
        expect(faults).toEqual(["DEV-001 is the id of more than one deviation."]);
    });

    test("every fault is said at once", () => {
        const { faults } = registerOf({ ...DEVIATION, approvedBy: "Ada Example" }, { id: "DEV-002" }, 7);
        expect(faults).toEqual([
            expect.stringMatching(/^DEV-001 was requested and approved by the same person/),
            expect.stringMatching(/^DEV-002 is malformed: policy: .*; resource: .*; expiresOn: /),
            expect.stringMatching(/^Deviation 3 is malformed: /),
        ]);
    });
});

test.each([
    ["no YAML", "a: [", /^The register is no YAML/],
    ["empty", "", /^The register is malformed/],
    ["without approvers", "deviations: []", /^The register is malformed: approvers/],
    ["a list", "[]", /^The register is malformed/],
])("a register that is %s is a fault", (_, yaml, fault) => {
    expect(readRegister(yaml, { policies: allPolicies, today: TODAY }).faults).toEqual([
        expect.stringMatching(fault),
    ]);
});
