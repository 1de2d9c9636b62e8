/** A check: it asks for facts, and a pure function turns them into findings. */
import type { Asks } from "./ask";
import type { Wanted } from "./wanted";
import type { KindId, Subject } from "./kinds";

/** Something that was found. Severity and reason follow from its kind. */
export interface Finding {
    readonly id: KindId;
    /** What is wrong, with its values. */
    readonly what: string;
    /** A command that works when pasted, or what to change. */
    readonly fix: string;
}

export const found = (id: KindId, what: string, fix: string): Finding => ({ id, what, fix });

/** The fix of a fault of the account, without its lead: the report has its own. */
export const asFinding =
    (id: KindId) =>
    ({ sentence, fix }: { readonly sentence: string; readonly fix: string }): Finding =>
        found(id, sentence, fix);

export interface Check {
    readonly subject: Subject;
    /** What is well if nothing is found. */
    readonly fine: string;
    /** Undefined if there is nothing to judge. */
    readonly find: (asks: Asks, wanted: Wanted) => Promise<readonly Finding[] | undefined>;
}

interface Described<Facts> {
    readonly subject: Subject;
    readonly fine: string;
    /** What only matters before the stack exists: afterwards, what is there is its own. */
    readonly isFirst?: boolean;
    /** Undefined if there is nothing to judge. */
    readonly ask: (asks: Asks, wanted: Wanted) => Promise<Facts | undefined>;
    readonly judge: (facts: Facts, wanted: Wanted) => readonly Finding[];
}

export const check = <Facts>({ subject, fine, isFirst = false, ask, judge }: Described<Facts>): Check => ({
    subject,
    fine,
    find: async (asks, wanted) => {
        if (isFirst && (await asks.own.isThere())) return undefined;
        const facts = await ask(asks, wanted);
        return facts === undefined ? undefined : judge(facts, wanted);
    },
});
