/** The data of a report of policy verdicts. */
import type { Baseline } from "../baseline";
import type { Deviation } from "../deviations/register";
import type { SourceOf } from "./sources";
import { totalsOf, type Verdict } from "./verdict";
import type { ChangedSetting } from "./changed-settings";
import type { PolicyInfo } from "./describe";

export interface PolicyReport {
    readonly title: string;
    readonly stack: string;
    /** Day of the judgement, `YYYY-MM-DD`. A parameter, so that the same verdicts give the same files. */
    readonly date: string;
    /** Time of the judgement in UTC: `2026-11-23T14:05:00Z`. */
    readonly judgedAt: string;
    /** Versions of Pulumi, if known, and of the pack. */
    readonly versions: { readonly engine?: string; readonly pack: string };
    readonly commit?: string;
    /** The repository's URL for links, such as `https://github.com/org/repo`. Without it, there are no links. */
    readonly repository?: string;
    /** A preview leaves some values undetermined. A deployed stack has none. */
    readonly stage: "preview" | "deployed";
    readonly verdicts: readonly Verdict[];
    /** The policies, at least those with verdicts. */
    readonly policies: readonly PolicyInfo[];
    /** The deviations of all stacks. A report shows those of its own stack. */
    readonly deviations: readonly Deviation[];
    /** The stack's settings that differ from the defaults. */
    readonly settings: readonly ChangedSetting[];
    /** Findings that are accepted for now, see policies/baseline.ts. */
    readonly baseline: Baseline;
    /** A sentence about the resources without a rule. */
    readonly coverage: string;
    readonly locationOf: SourceOf;
}

/** The deviations of the report's stack, by id. */
export function deviationsOf({ deviations, stack }: PolicyReport): Deviation[] {
    return deviations
        .filter(({ stacks }) => stacks.includes(stack))
        .sort((one, other) => compare(one.id, other.id));
}

/** Compares code units, so that the order is the same in every locale. */
export const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** `1 fault`, `2 faults` */
export const counted = (count: number, noun: string, plural = `${noun}s`): string =>
    `${count} ${count === 1 ? noun : plural}`;

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
    return repository && `${repository.replace(/\/$/, "")}/blob/${commit}/policies/reference.md#${policy}`;
}
