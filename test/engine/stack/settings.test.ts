/**
 * Every setting is changed: what a preview of it says, and an update there and back. No change replaces the database, the
 * buckets or the keys, which hold the team's data; none takes from running hosts what they use; and docs/settings.md says
 * what each does. UPDATE=1 records that; `npm run generate` writes the page.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { WAITING_SETTINGS } from "../../../config/waiting";
import { nameOf } from "../../../policies/urn";
import { EFFECTS, effectsOf, type Change } from "../../../reports/changes/effects";
import { REJECTED, type Recorded } from "../../../reports/changes/table";
import recorded from "../../../reports/changes/recorded.json";
import { CHECKOUT } from "../../../system/checkout";
import { provision, type ProvisionedStack } from "../../../evidence/plan";
import type { Plan, Step } from "../../../evidence/plan/deployment";
import { accepted, cutOff } from "./cut-off";
import { flipOf, GROUPS, MOVES, names, type Name } from "./flips";

const HOLDS_DATA = [
    "aws:rds/instance:Instance",
    "aws:s3/bucket:Bucket",
    "aws:kms/key:Key",
    "aws:backup/vault:Vault",
    "aws:secretsmanager/secret:Secret",
];

/** Settings whose former value is rejected afterwards: storage cannot shrink. */
const ONE_WAY: readonly Name[] = ["databaseStorageGib"];

const WEEK = 7 * 24 * 60 * 60 * 1000;

const found = structuredClone(recorded) as unknown as Record<string, { there?: Recorded; back?: Recorded }>;

let stack: ProvisionedStack;
const plans = new Map<Name, Promise<Pick<Plan, "steps" | "faults">>>();

/** What a preview says of the setting alone. */
function planOf(name: Name): Promise<Pick<Plan, "steps" | "faults">> {
    const known =
        plans.get(name) ?? stack.preview(flipOf(name)).then(({ steps, faults }) => ({ steps, faults }));
    plans.set(name, known);
    return known;
}

beforeAll(async () => {
    stack = await provision("prod");
});

afterAll(() => {
    stack.remove();
    if (process.env.UPDATE === "1") {
        const inOrder = Object.fromEntries(names.map((name) => [name, found[name]]));
        const file = path.join(CHECKOUT, "reports/changes/recorded.json");
        fs.writeFileSync(file, `${JSON.stringify(inOrder, undefined, 4)}\n`);
    }
});

const shown = (steps: readonly Step[]): string[] => steps.map(({ op, urn }) => `${op} ${nameOf(urn)}`);

function changesOf(steps: readonly Step[]): Change[] {
    return steps.flatMap(({ op, type, urn, changed = [] }) =>
        op === "create-replacement" || op === "delete-replaced"
            ? []
            : [{ op, type, name: nameOf(urn), changed }],
    );
}

/** Compares with what the page is made from, or records it. */
function expectRecorded(name: Name, direction: "there" | "back", effects: Recorded): void {
    if (process.env.UPDATE === "1") found[name] = { ...found[name], [direction]: effects };
    expect({ name, direction, effects: found[name]?.[direction] }).toEqual({ name, direction, effects });
}

test("the same settings change nothing", async () => {
    expect(await stack.preview()).toMatchObject({ steps: [], faults: [] });
});

test.each(names)("%s", async (name) => {
    const { steps, faults } = await planOf(name);
    if (MOVES.includes(name)) {
        expect(faults.join("\n")).toMatch(/unable to replace resource|AWS account ID not allowed/);
        expectRecorded(name, "there", REJECTED);
        expectRecorded(name, "back", REJECTED);
        return;
    }
    const lost = steps.filter(({ type, op }) => HOLDS_DATA.includes(type) && /replace|delete/.test(op));
    expect({ name, faults, lost: shown(lost) }).toEqual({ name, faults: [], lost: [] });
    // Hosts read the environment only at start. A rollout brings it to them, before what they used is deleted.
    const reached = steps.map(({ urn }) => nameOf(urn));
    if (reached.includes("hrms-hosts-environment")) {
        expect(reached).toContain("hrms-rollout-web");
    }
    // A setting that changes nothing would prove nothing, and should not be a setting.
    expect(shown(steps)).not.toEqual([]);
    const effects = effectsOf(changesOf(steps));
    expectRecorded(name, "there", effects);
    if (!["profile", "databaseMultiAz"].includes(name)) {
        const waits = effects.some((id) => EFFECTS[id]?.window !== undefined);
        expect({ name, waits }).toEqual({ name, waits: name in WAITING_SETTINGS });
    }
});

test("every setting is in one group", () => {
    expect([...GROUPS.flat(), ...MOVES].sort()).toEqual([...names].sort());
});

test.each(GROUPS.map((group) => [group.join(", "), group] as const))(
    "there and back: %s",
    async (_, group) => {
        const alone: { name: Name; steps: readonly Step[] }[] = [];
        // One after the other: Pulumi's runtime runs one program at a time.
        for (const name of group) alone.push({ name, steps: (await planOf(name)).steps });
        expect(entangled(alone)).toEqual([]);

        const flipped = stack.copy();
        try {
            const change = async (
                options: Parameters<ProvisionedStack["update"]>[0],
            ): Promise<readonly Step[]> => {
                const before = flipped.resources;
                const plan = await flipped.update(options);
                expect(plan.faults).toEqual([]);
                expect(cutOff(before, plan).filter((fault) => !accepted(group, fault))).toEqual([]);
                flipped.account.wait(WEEK);
                expect(shown((await flipped.preview({ refresh: true })).steps)).toEqual([]);
                return plan.steps;
            };
            const { config, secretKeys } = flipOf(...group);
            await change({ config, secretKeys });
            const kept = group.filter((name) => ONE_WAY.includes(name)).map((name) => `hrms:${name}`);
            const former = Object.keys(config)
                .filter((key) => !kept.includes(key))
                .map((key) => [key, stack.config[key]]);
            const back = await change({ config: Object.fromEntries(former) as typeof config, refresh: true });
            for (const { name, steps } of alone) {
                expectRecorded(
                    name,
                    "back",
                    ONE_WAY.includes(name) ? REJECTED : effectsOf(changesOf(ofOne(back, steps))),
                );
            }
        } finally {
            flipped.remove();
        }
    },
);

test("the site moves to another name in two updates, and keeps the records of both", async () => {
    const [FORMER, NEXT] = ["hrms.example.com", "people.example.com"];
    const moved = stack.copy();
    try {
        expect((await moved.update({ config: { "hrms:extraDomains": [NEXT] } })).faults).toEqual([]);
        const { faults, steps } = await moved.update({
            config: { "hrms:domain": NEXT, "hrms:extraDomains": [FORMER] },
        });
        expect(faults).toEqual([]);
        const isOfNames = ({ urn }: Step): boolean =>
            [FORMER, NEXT].some(
                (host) => nameOf(urn).endsWith(`-${host}`) && !nameOf(urn).includes("static"),
            );
        expect(shown(steps.filter((step) => step.op === "delete" && isOfNames(step)))).toEqual([]);
    } finally {
        moved.remove();
    }
});

/** The part of a group's update that belongs to the setting whose own change has these steps. */
function ofOne(all: readonly Step[], own: readonly Step[]): Step[] {
    return all.flatMap((step) => {
        const touched = own.filter(({ urn }) => urn === step.urn);
        if (touched.length === 0) return [];
        if (step.op !== "update" || !touched.some(({ op }) => op === "update")) return [step];
        const inputs = touched.flatMap(({ changed = [] }) => changed);
        const changed = step.changed?.filter((input) => inputs.includes(input)) ?? [];
        return changed.length > 0 ? [{ ...step, changed }] : [];
    });
}

/** Resources that two settings touch, one of them not in place. A bundle is new whatever changes in it, a run of a function too. */
function entangled(alone: readonly { readonly name: Name; readonly steps: readonly Step[] }[]): string[] {
    const touching = new Map<string, { readonly names: Set<Name>; inPlace: boolean }>();
    for (const { name, steps } of alone) {
        for (const { op, type, urn } of steps) {
            const entry = touching.get(urn) ?? { names: new Set<Name>(), inPlace: true };
            entry.names.add(name);
            entry.inPlace &&= op === "update" || /BucketObjectv2$|:Invocation$/.test(type);
            touching.set(urn, entry);
        }
    }
    return [...touching]
        .filter(([, { names: by, inPlace }]) => by.size > 1 && !inPlace)
        .map(([urn, { names: by }]) => `${nameOf(urn)}: ${[...by].join(", ")}`);
}
