/** What is proved of the checklist and what is open, computed from what each part of the code says it covers. */
import { type ChecklistId, type Evidence, evidenceKinds } from "./items";
import type { ChecklistItem } from "./join";

/** A component, policy, test, probe … with the items that it gives evidence for. */
export interface Source {
    readonly name: string;
    /** `ChecklistId` where the compiler sees the id; ids read from elsewhere are checked by {@link coverage}. */
    readonly covers: readonly string[];
}

/** Sources by the kind of evidence that they give. `person` is not among them, because people sign, not code. */
export type Sources = Partial<Record<Exclude<Evidence, "person">, readonly Source[]>>;

export type State = "proved" | "partly proved" | "open";

export interface Proof {
    readonly evidence: Evidence;
    /** Names of the sources, sorted. */
    readonly by: readonly string[];
}

export interface ItemCoverage {
    readonly id: ChecklistId;
    readonly section: string;
    readonly subsection: string;
    readonly text: string;
    readonly sameAs: readonly ChecklistId[];
    readonly state: State;
    /** Wanted and there. */
    readonly proved: readonly Proof[];
    /** Wanted and not there. */
    readonly open: readonly Evidence[];
    /** There but not wanted: shown, and counted for nothing. */
    readonly beyond: readonly Proof[];
}

export interface Tally {
    readonly wanted: number;
    readonly proved: number;
}

export interface Coverage {
    readonly items: readonly ItemCoverage[];
    readonly totals: {
        readonly items: number;
        readonly byState: Readonly<Record<State, number>>;
        readonly byEvidence: Readonly<Record<Evidence, Tally>>;
    };
}

const kinds = Object.keys(evidenceKinds) as Evidence[];

/**
 * An item is proved when every kind of evidence that it wants has a source, its own or that of a line saying
 * the same.
 *
 * @throws Error naming every id that the checklist does not have and the source that claims it.
 */
export function coverage(checklist: readonly ChecklistItem[], sources: Sources): Coverage {
    refuseUnknownIds(checklist, sources);
    const items = checklist.map((item) => itemCoverage(item, sources));
    const count = (state: State) => items.filter((item) => item.state === state).length;
    return {
        items,
        totals: {
            items: items.length,
            byState: {
                proved: count("proved"),
                "partly proved": count("partly proved"),
                open: count("open"),
            },
            byEvidence: tallies(items),
        },
    };
}

function itemCoverage(item: ChecklistItem, sources: Sources): ItemCoverage {
    const { id, section, subsection, text, sameAs, wants } = item;
    const there = kinds
        .map((evidence) => ({ evidence, by: sourcesOf([id, ...sameAs], evidence, sources) }))
        .filter(({ by }) => by.length > 0);
    const proved = there.filter(({ evidence }) => wants.includes(evidence));
    const open = wants.filter((evidence) => !proved.some((proof) => proof.evidence === evidence));
    const state = open.length === 0 ? "proved" : proved.length > 0 ? "partly proved" : "open";
    const beyond = there.filter(({ evidence }) => !wants.includes(evidence));
    return { id, section, subsection, text, sameAs, state, proved, open, beyond };
}

function sourcesOf(ids: readonly string[], evidence: Evidence, sources: Sources): string[] {
    if (evidence === "person") return [];
    const names = (sources[evidence] ?? [])
        .filter(({ covers }) => covers.some((id) => ids.includes(id)))
        .map(({ name }) => name);
    return [...new Set(names)].sort();
}

function tallies(items: readonly ItemCoverage[]): Record<Evidence, Tally> {
    const tally = (evidence: Evidence): Tally => {
        const proved = items.filter((item) =>
            item.proved.some((proof) => proof.evidence === evidence),
        ).length;
        return { proved, wanted: proved + items.filter(({ open }) => open.includes(evidence)).length };
    };
    return Object.fromEntries(kinds.map((evidence) => [evidence, tally(evidence)])) as Record<
        Evidence,
        Tally
    >;
}

function refuseUnknownIds(checklist: readonly ChecklistItem[], sources: Sources): void {
    const known = new Set<string>(checklist.map(({ id }) => id));
    const unknown = Object.entries(sources).flatMap(([evidence, list]) =>
        list.flatMap(({ name, covers }) =>
            covers.filter((id) => !known.has(id)).map((id) => `${evidence} ${name}: "${id}"`),
        ),
    );
    if (unknown.length > 0) {
        throw new Error(
            `These ids are not in checklist/items.ts; correct or remove them:\n  ${unknown.join("\n  ")}`,
        );
    }
}
