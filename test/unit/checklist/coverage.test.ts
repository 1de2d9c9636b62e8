import * as fc from "fast-check";
import { checklist } from "../../../checklist";
import { type Coverage, type Sources, coverage } from "../../../checklist/coverage";
import { type ChecklistId, type Evidence, evidenceKinds } from "../../../checklist/items";

const itemOf = (result: Coverage, id: ChecklistId) => result.items.find((item) => item.id === id);
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

test("without sources everything is open", () => {
    const { items, totals } = coverage(checklist, {});
    expect(items.map(({ id, open, state }) => ({ id, open, state }))).toEqual(
        checklist.map(({ id, wants }) => ({ id, open: wants, state: "open" })),
    );
    expect(totals).toMatchObject({ items: 156, byState: { proved: 0, "partly proved": 0, open: 156 } });
});

test("a component proves its part of an item and leaves the rest open", () => {
    const result = coverage(checklist, { resource: [{ name: "Edge", covers: ["security.tls.hsts"] }] });
    expect(itemOf(result, "security.tls.hsts")).toMatchObject({
        state: "partly proved",
        proved: [{ evidence: "resource", by: ["Edge"] }],
        open: ["policy", "probe"],
        beyond: [],
    });
    expect(result.totals.byState).toEqual({ proved: 0, "partly proved": 1, open: 155 });
    expect(result.totals.byEvidence.resource.proved).toBe(1);
    expect(result.totals.byEvidence.policy.proved).toBe(0);
});

test("an item is proved once all that it wants is there, and names its sources sorted and once", () => {
    const covers = ["security.tls.hsts"];
    const result = coverage(checklist, {
        resource: [
            { name: "Edge", covers },
            { name: "Cdn", covers: [...covers, ...covers] },
        ],
        policy: [{ name: "hsts", covers }],
        probe: [{ name: "headers", covers }],
    });
    expect(itemOf(result, "security.tls.hsts")).toMatchObject({
        state: "proved",
        proved: [
            { evidence: "resource", by: ["Cdn", "Edge"] },
            { evidence: "policy", by: ["hsts"] },
            { evidence: "probe", by: ["headers"] },
        ],
        open: [],
    });
});

test("what proves a line proves the line that says the same", () => {
    const result = coverage(checklist, { drill: [{ name: "restore", covers: ["backup.recovery.tested"] }] });
    expect(itemOf(result, "incident.recovery.tested")).toMatchObject({
        state: "proved",
        proved: [{ evidence: "drill", by: ["restore"] }],
    });
});

test("evidence that an item does not want is shown and counts for nothing", () => {
    const result = coverage(checklist, { resource: [{ name: "Hosts", covers: ["setup.web.gzip"] }] });
    expect(itemOf(result, "setup.web.gzip")).toMatchObject({
        state: "open",
        proved: [],
        beyond: [{ evidence: "resource", by: ["Hosts"] }],
    });
    expect(result.totals.byEvidence.resource.proved).toBe(0);
});

test("unknown ids are refused, all at once, with the source that claims them", () => {
    const claim = (name: string, ...covers: string[]) => ({ name, covers });
    expect(() =>
        coverage(checklist, {
            resource: [claim("Edge", "security.tls.hst", "security.tls.hsts")],
            policy: [claim("rds", "toString")],
        }),
    ).toThrow(
        "These ids are not in checklist/items.ts; correct or remove them:\n" +
            '  resource Edge: "security.tls.hst"\n  policy rds: "toString"',
    );
});

const kinds = Object.keys(evidenceKinds) as Evidence[];
const covers = fc.array(fc.constantFrom(...checklist.map(({ id }) => id)), { maxLength: 60 });
const sourceList = fc.array(fc.record({ name: fc.string({ minLength: 1 }), covers }), { maxLength: 4 });
/** With `person` smuggled in past the compiler, to see that it never counts. */
const anySources: fc.Arbitrary<Sources> = fc.record(
    Object.fromEntries(kinds.map((kind) => [kind, sourceList])),
);

test("for any sources: wanted = proved + open, states agree, totals add up", () => {
    fc.assert(
        fc.property(anySources, (sources) => {
            const { items, totals } = coverage(checklist, sources);
            for (const [index, { proved, open, state }] of items.entries()) {
                const wants = checklist[index]?.wants ?? [];
                expect([...proved.map(({ evidence }) => evidence), ...open].sort()).toEqual(
                    [...wants].sort(),
                );
                expect(state === "proved").toBe(open.length === 0);
                expect(state === "open").toBe(proved.length === 0);
            }
            expect(sum(Object.values(totals.byState))).toBe(156);
            const tallies = Object.values(totals.byEvidence);
            expect(sum(tallies.map(({ wanted }) => wanted))).toBe(
                sum(checklist.map(({ wants }) => wants.length)),
            );
            expect(sum(tallies.map(({ proved }) => proved))).toBe(
                sum(items.map(({ proved }) => proved.length)),
            );
        }),
    );
});

test("for any sources: nothing is proved that no source covers, and nothing by code that a person must attest", () => {
    fc.assert(
        fc.property(anySources, (sources) => {
            const claimed = new Set(
                Object.values(sources).flatMap((list) => list.flatMap((each) => each.covers)),
            );
            const { items, totals } = coverage(checklist, sources);
            const unfounded = items.filter(
                ({ id, sameAs, proved }) =>
                    proved.length > 0 && ![id, ...sameAs].some((each) => claimed.has(each)),
            );
            expect(unfounded).toEqual([]);
            expect(totals.byEvidence.person.proved).toBe(0);
        }),
    );
});

test("for any sources: one more claim never opens what was proved", () => {
    fc.assert(
        fc.property(anySources, covers, (sources, more) => {
            const before = coverage(checklist, sources).totals.byEvidence;
            const probe = [...(sources.probe ?? []), { name: "more", covers: more }];
            const after = coverage(checklist, { ...sources, probe }).totals.byEvidence;
            expect(after.probe.proved).toBeGreaterThanOrEqual(before.probe.proved);
            expect({ ...after, probe: 0 }).toEqual({ ...before, probe: 0 });
        }),
    );
});
