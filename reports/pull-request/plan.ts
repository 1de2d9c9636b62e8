/**
 * What a preview plans, without values: for people who approve it, and for an update that must do the same.
 * The engine hides secrets in its events, so a secret that only gets another value is no difference.
 */
import { createHash } from "node:crypto";
import type { EngineEvent } from "../../engine/events";
import { parseUrn } from "../../policies/urn";

export const OPERATIONS = ["delete", "replace", "update", "create"] as const;

export type Operation = (typeof OPERATIONS)[number];

export interface Change {
    readonly op: Operation;
    readonly urn: string;
    /** Names of the inputs that cause an update or a replacement. */
    readonly because: readonly string[];
    /** SHA-256 of everything that the resource will be, in hexadecimal. */
    readonly digest: string;
}

/** The format of `plan.json`. A change that readers cannot cope with raises it. */
const VERSION = 1;

export interface Plan {
    readonly version: typeof VERSION;
    readonly stack: string;
    /** Sorted by URN. */
    readonly changes: readonly Change[];
    /** SHA-256 of all of it, in hexadecimal: two plans with the same do the same. */
    readonly fingerprint: string;
}

/** The engine's several steps of one replacement are one. What it only reads is no change. */
const OPERATION: Readonly<Record<string, Operation>> = {
    create: "create",
    update: "update",
    delete: "delete",
    replace: "replace",
    "create-replacement": "replace",
    "delete-replaced": "replace",
};

export function planOf(stack: string, events: readonly EngineEvent[]): Plan {
    const byUrn = new Map<string, Change>();
    for (const { op: step, urn, diffs = [], keys = [], new: wanted } of stepsOf(events)) {
        const op = OPERATION[step];
        if (op === undefined) continue;
        const because = op === "create" ? [] : [...new Set([...keys, ...diffs])].sort();
        const earlier = byUrn.get(urn);
        // What is deleted has no inputs any more. Of a replacement, the step that creates has them.
        const digest = wanted?.inputs === undefined ? (earlier?.digest ?? "") : hashOf(wanted.inputs);
        byUrn.set(urn, { op, urn, because: because.length > 0 ? because : (earlier?.because ?? []), digest });
    }
    const changes = [...byUrn.values()].sort((a, b) => (a.urn < b.urn ? -1 : 1));
    return { version: VERSION, stack, changes, fingerprint: hashOf([stack, changes]) };
}

/** Components exist in the program only. Of all else that has no provider, providers themselves matter. */
const stepsOf = (events: readonly EngineEvent[]) =>
    events
        .flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? [])
        .filter(({ provider = "", type }) => provider !== "" || type.startsWith("pulumi:providers:"));

/** Of the value, whatever the order of its members. */
const hashOf = (value: unknown): string => createHash("sha256").update(canonical(value)).digest("hex");

function canonical(value: unknown): string {
    if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
    if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(",")}}`;
}

/**
 * Reads a `plan.json`.
 * @throws Error if it is none
 */
export function readPlan(text: string): Plan {
    const read = JSON.parse(text) as Partial<Plan>;
    if (read.version !== VERSION || !Array.isArray(read.changes) || typeof read.fingerprint !== "string") {
        throw new Error(`It is no plan of version ${VERSION}, as npx hrms ci pull-request writes it.`);
    }
    return read as Plan;
}

/** How a plan differs from the one that was approved, one sentence for each resource. Empty if both do the same. */
export function differences(approved: Plan, now: Plan): string[] {
    if (approved.fingerprint === now.fingerprint) return [];
    if (approved.stack !== now.stack) return [`The approved plan is of the stack ${approved.stack}.`];
    const [before, after] = [approved, now].map(
        ({ changes }) => new Map(changes.map((one) => [one.urn, one])),
    );
    const urns = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])].sort();
    return urns.flatMap((urn) => {
        const [was, is] = [before?.get(urn), after?.get(urn)];
        const { name, type } = parseUrn(urn);
        const resource = `${name} (${type})`;
        if (was === undefined) return `${resource}: ${is?.op} was not in the approved plan.`;
        if (is === undefined) return `${resource}: ${was.op} is not planned any more.`;
        if (was.op !== is.op) return `${resource}: ${is.op} instead of ${was.op}.`;
        const same = was.digest === is.digest && was.because.join() === is.because.join();
        return same ? [] : `${resource}: ${is.op} with other values${of(is.because)}.`;
    });
}

const of = (properties: readonly string[]): string =>
    properties.length === 0 ? "" : ` (${properties.join(", ")})`;
