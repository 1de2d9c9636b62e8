/** What a report of policy verdicts is made from. */
import type { Deviation } from "../../../policies/deviations/register";
import type { SourceOf } from "../sources";
import { totalsOf, type Verdict } from "../verdict";
import type { PolicyInfo } from "./describe";

export interface PolicyReport {
    readonly title: string;
    readonly stack: string;
    /** Day of the judgement, `YYYY-MM-DD`; passed in, so that the same verdicts give the same files. */
    readonly date: string;
    readonly commit?: string;
    /** Address of the repository, e.g. `https://github.com/org/repo`, for links into it; without it there are none. */
    readonly repository?: string;
    /** A preview leaves some values undetermined; what is deployed has none. */
    readonly stage: "preview" | "deployed";
    readonly verdicts: readonly Verdict[];
    /** At least those that the verdicts are of. */
    readonly policies: readonly PolicyInfo[];
    /** Of all stacks; a report shows those of its own. */
    readonly deviations: readonly Deviation[];
    readonly locationOf: SourceOf;
}

/** The deviations that are signed for in the report's stack, by id. */
export function deviationsOf({ deviations, stack }: PolicyReport): Deviation[] {
    return deviations
        .filter(({ stacks }) => stacks.includes(stack))
        .sort((one, other) => compare(one.id, other.id));
}

/** Order by code units: the same on every machine, whatever its language. */
export const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** `1 fault`, `2 faults` */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** The report in a sentence. */
export function conclusionOf({ stage, verdicts }: PolicyReport): {
    readonly blocks: boolean;
    readonly text: string;
} {
    const { blocking } = totalsOf(verdicts);
    const blocks = blocking > 0;
    if (stage === "deployed") {
        return {
            blocks,
            text: blocks ? `${counted(blocking, "blocking fault")} deployed` : "No blocking fault deployed",
        };
    }
    const stop = blocking === 1 ? "stops" : "stop";
    return {
        blocks,
        text: blocks ? `${counted(blocking, "fault")} ${stop} the update` : "Nothing stops the update",
    };
}

/** Page of the policies in the repository. */
export function policyUrl({ repository, commit = "HEAD" }: PolicyReport, policy: string): string | undefined {
    return repository && `${repository.replace(/\/$/, "")}/blob/${commit}/policies/README.md#${policy}`;
}
