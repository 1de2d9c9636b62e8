import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { checklist } from "../../../checklist";
import { fingerprints } from "../../../checklist/fingerprints";
import { type ChecklistId, type Evidence, saidTwice, wantedEvidence } from "../../../checklist/items";

const markdown = readFileSync(join(__dirname, "../../../checklist/checklist.md"), "utf8");
const ids = Object.keys(wantedEvidence) as ChecklistId[];
const wants = (id: ChecklistId): readonly Evidence[] => wantedEvidence[id];

test("checklist.md is the verbatim file, notes and headings included", () => {
    const digest = createHash("sha256").update(markdown).digest("hex");
    expect(digest).toBe("43052119856cc7876296b4c4b6cdf2485996284f0cf51ee22e4f4c61cecc9941");
});

test("every item line of checklist.md is exactly one item, in the same order", () => {
    // Read here without the parser, so that a line the parser overlooks is missed.
    const lines = markdown.split("\n").flatMap((raw, index) => {
        const text = raw.split("- [ ] ")[1];
        return text === undefined ? [] : [{ text, line: index + 1 }];
    });
    expect(checklist.map(({ text, line }) => ({ text, line }))).toEqual(lines);
    expect(checklist.map(({ id }) => id)).toEqual(ids);
    expect(lines).toHaveLength(156);
});

test("an item carries its headings, wording, evidence and twins", () => {
    expect(checklist.find(({ id }) => id === "security.django.secret-key")).toEqual({
        id: "security.django.secret-key",
        section: "Security Configuration",
        subsection: "Django Settings",
        text: "Strong `SECRET_KEY` is configured",
        line: 31,
        wants: ["resource", "policy", "host", "release"],
        sameAs: ["preparation.environment.secret-key"],
    });
});

test("ids are three short kebab-case words", () => {
    const word = "[a-z]+(-[a-z]+)*";
    const malformed = ids.filter(
        (id) => !new RegExp(`^${word}\\.${word}\\.${word}$`).test(id) || id.length > 50,
    );
    expect(malformed).toEqual([]);
});

test("one id prefix for each subsection, and one subsection for each prefix", () => {
    const pairs = new Set(
        checklist.map(
            ({ id, section, subsection }) =>
                `${id.split(".").slice(0, 2).join(".")} = ${section} / ${subsection}`,
        ),
    );
    const prefixes = new Set([...pairs].map((pair) => pair.split(" = ")[0]));
    const headings = new Set([...pairs].map((pair) => pair.split(" = ")[1]));
    expect([pairs.size, prefixes.size, headings.size]).toEqual([36, 36, 36]);
});

test("every item wants evidence, each kind once", () => {
    const faulty = ids.filter((id) => wants(id).length === 0 || new Set(wants(id)).size < wants(id).length);
    expect(faulty).toEqual([]);
});

test("approvals are wanted from persons alone", () => {
    const approvals = ids.filter((id) => id.startsWith("sign-off.approval."));
    expect(approvals.map(wants)).toEqual(Array(4).fill(["person"]));
});

test("sameAs is symmetric, never of itself, and twins want the same evidence", () => {
    const byId = new Map(checklist.map((item) => [item.id, item]));
    const twins = checklist.filter(({ sameAs }) => sameAs.length > 0);
    expect(twins).toHaveLength(2 * saidTwice.length);
    for (const { id, sameAs, wants: wanted } of twins) {
        for (const other of sameAs) {
            expect(other).not.toBe(id);
            expect(byId.get(other)?.sameAs).toContain(id);
            expect({ [other]: byId.get(other)?.wants }).toEqual({ [other]: wanted });
        }
    }
});

test("fingerprints tell all items apart, equal wordings too", () => {
    expect(new Set(Object.values(fingerprints)).size).toBe(156);
    expect(fingerprints["performance.database.tested"]).not.toBe(
        fingerprints["testing.performance.database"],
    );
});

test("the compiler refuses an id that does not exist", () => {
    const covers = [
        "security.tls.hsts",
        "backup.database.automated",
    ] as const satisfies readonly ChecklistId[];
    // @ts-expect-error -- one letter short
    const wrong = ["security.tls.hst"] as const satisfies readonly ChecklistId[];
    expect(covers.every((id) => ids.includes(id))).toBe(true);
    expect(ids).not.toContain(wrong[0]);
});
