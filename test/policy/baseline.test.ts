import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { allPolicies } from "../../policies/all-policies";
import {
    type Baseline,
    baselineText,
    findingOf,
    isAccepted,
    readBaseline,
    withBaseline,
} from "../../policies/baseline";
import { openPack } from "../../policies/pack";
import * as types from "../../policies/resource-types";
import { fixture } from "./case";
import { judge, urnOf } from "./harness";

const policies = allPolicies.filter(({ name }) =>
    ["ebs-volumes-encrypted", "security-group-rule-described", "database-subnets-are-private"].includes(name),
);
const volume = fixture(types.volume, { encrypted: false }, { name: "old" });
const group = fixture(
    types.securityGroup,
    {
        description: "Web",
        ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["10.0.0.0/8"] }],
    },
    { name: "old-group" },
);

/** The baseline that lists what stops an update now. */
async function baselineOf(...scene: Parameters<typeof judge>[1]): Promise<Baseline> {
    return (await judge(policies, scene)).flatMap(({ policy: name, resource, message }) => {
        const policy = policies.find((one) => one.name === name);
        const type = scene.find((one) => one.name === resource)?.type ?? "";
        return policy ? findingOf(policy, urnOf(type, resource), message) : [];
    });
}

const levels = async (baseline: Baseline, scene: Parameters<typeof judge>[1], config = {}) =>
    (await judge(withBaseline(policies, baseline), scene, config)).map(
        ({ level, resource, message }) => `${level} ${resource}: ${message.slice(0, 12)}`,
    );

test("turns the findings of a baseline into advice, and lets a new finding stop the update", async () => {
    const baseline = await baselineOf(volume());
    const scene = [volume(), volume({}, { name: "new" })];
    expect(await levels(baseline, scene)).toEqual([
        "advisory old: EXISTING, in",
        "mandatory new: encrypted is",
    ]);
});

test("treats another fault of a listed resource as a new finding", async () => {
    const [known] = await baselineOf(volume());
    expect(known).toBeDefined();
    const baseline = [{ ...known, fingerprint: "0123456789abcdef" }] as Baseline;
    expect(await levels(baseline, [volume()])).toEqual(["mandatory old: encrypted is"]);
});

test("marks advice as existing only if the stack makes it mandatory", async () => {
    const baseline = await baselineOf(group());
    expect(baseline).toHaveLength(1);
    const raised = { "security-group-rule-described": "mandatory" };
    expect(await levels([], [group()], raised)).toEqual([expect.stringMatching(/^mandatory/)]);
    expect(await levels(baseline, [group()], raised)).toEqual(["advisory old-group: EXISTING, in"]);
});

test("writes sorted findings without repetitions, and reads them again", async () => {
    const baseline = await baselineOf(volume(), group());
    const text = baselineText([...baseline, ...baseline].reverse());
    expect(text).toBe(baselineText(baseline));
    expect(readBaseline(text)).toHaveLength(2);
    expect(readBaseline(baselineText([]))).toEqual([]);
});

test.each(["", "[]", '{ "findings": [{ "policy": "x" }] }'])("rejects the baseline %j", (text) => {
    expect(() => readBaseline(text)).toThrow("The baseline is malformed");
});

test("keeps the fingerprint of an existing finding, so that the next baseline lists it again", async () => {
    const [policy] = policies.filter(({ name }) => name === "ebs-volumes-encrypted");
    const baseline = await baselineOf(volume());
    const [violation] = await judge(withBaseline(policies, baseline), [volume()]);
    if (!policy || !violation) throw new Error("no policy or no violation");
    expect(violation.message).toMatch(/^EXISTING/);
    expect(findingOf(policy, urnOf(types.volume.tokens[0] ?? "", "old"), violation.message)).toEqual(
        baseline[0],
    );
});

describe("the pack", () => {
    const TODAY = "2026-11-23";
    const SIGNED = {
        stack: "none",
        findings: 1,
        reason: "The stack is older than the policies; its disks are replaced one by one.",
        requestedBy: "Ada Example",
        approvedBy: "Grace Example",
        approvedOn: "2026-11-20",
        expiresOn: "2027-02-18",
    };
    let folder: string;

    beforeEach(() => {
        folder = fs.mkdtempSync(path.join(os.tmpdir(), "hrms-baseline-"));
    });

    afterEach(() => {
        fs.rmSync(folder, { recursive: true });
    });

    /** What the pack says about an old volume whose finding is in the baseline. */
    async function judged(
        baselines: readonly object[],
        today = TODAY,
        extra: Baseline = [],
    ): Promise<string[]> {
        const env = {
            HRMS_POLICY_BASELINE: path.join(folder, "baseline.json"),
            HRMS_DEVIATIONS: path.join(folder, "deviations.yaml"),
        };
        fs.writeFileSync(env.HRMS_POLICY_BASELINE, baselineText([...(await baselineOf(volume())), ...extra]));
        fs.writeFileSync(
            env.HRMS_DEVIATIONS,
            JSON.stringify({ approvers: ["Grace Example"], deviations: [], baselines }),
        );
        const { policies: own } = openPack("none", today, env);
        const violations = await judge(
            own.filter(({ name }) => /^(ebs-volumes-enc|deviations-)/.test(name)),
            [fixture(types.rootStack)({}, { name: "test" }), volume()],
        );
        return violations.map(({ level, policy, message }) => `${level} ${policy}: ${message.slice(0, 60)}`);
    }

    test("applies a baseline that somebody has signed for", async () => {
        expect(await judged([SIGNED])).toEqual([expect.stringMatching(/^advisory ebs-volumes-encrypted/)]);
    });

    test.each([
        ["nobody has signed for", [], TODAY, /does not hold, because nobody/],
        [
            "was signed for in another stack",
            [{ ...SIGNED, stack: "prod" }],
            TODAY,
            /does not hold, because nobody/,
        ],
        ["has expired", [SIGNED], "2027-02-19", /expired on 2027-02-18/],
        ["lists more findings than were signed for", [{ ...SIGNED, findings: 0 }], TODAY, /lists 1 findings/],
        [
            "was approved by the person who requested it",
            [{ ...SIGNED, requestedBy: "Grace Example" }],
            TODAY,
            /same person/,
        ],
        [
            "was approved by somebody who is not an approver",
            [{ ...SIGNED, approvedBy: "Eve Example" }],
            TODAY,
            /Eve Example/,
        ],
        [
            "is valid for more than a quarter",
            [{ ...SIGNED, expiresOn: "2027-03-01" }],
            TODAY,
            /for a baseline at most 90/,
        ],
    ])("ignores a baseline that %s, and reports it", async (_, baselines, today, said) => {
        const found = await judged(baselines, today);
        expect(found).toContainEqual(expect.stringMatching(/^mandatory ebs-volumes-encrypted/));
        expect(found.filter((text) => text.startsWith("mandatory deviations-are-in-order"))).not.toEqual([]);
        const env = {
            HRMS_POLICY_BASELINE: `${folder}/baseline.json`,
            HRMS_DEVIATIONS: `${folder}/deviations.yaml`,
        };
        expect(openPack("none", today, env).register.faults.join("\n")).toMatch(said);
    });

    test("never applies a baseline to findings about the register itself", async () => {
        const [policy] = openPack("none", TODAY, {}).policies.filter(({ name }) =>
            name.startsWith("deviations-"),
        );
        if (!policy) throw new Error("there is no policy on the register");
        const known = findingOf(policy, urnOf("pulumi:pulumi:Stack", "test"), "anything");
        expect(isAccepted(policy.name)).toBe(false);
        const found = await judged([{ ...SIGNED, findings: 2, expiresOn: "2026-11-19" }], TODAY, [known]);
        expect(found.filter((text) => text.startsWith("mandatory deviations-"))).not.toEqual([]);
    });
});
