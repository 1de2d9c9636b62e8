/** What the engine reports while it works: the members that this project reads. */
import * as fs from "node:fs";

/** https://github.com/pulumi/pulumi/blob/v3.220.0/sdk/go/common/apitype/events.go */
export interface EngineEvent {
    readonly diagnosticEvent?: { readonly urn?: string; readonly message: string; readonly severity: string };
    readonly resourcePreEvent?: { readonly metadata: StepMetadata; readonly planning?: boolean };
    readonly resOutputsEvent?: { readonly metadata: StepMetadata; readonly planning?: boolean };
    readonly policyEvent?: PolicyViolation;
    readonly policyAnalyzeSummaryEvent?: PolicySummary;
    readonly policyAnalyzeStackSummaryEvent?: PolicySummary;
    readonly summaryEvent?: {
        readonly resourceChanges: Readonly<Record<string, number>>;
        readonly durationSeconds: number;
    };
}

export interface StepMetadata {
    /** create, update, replace, create-replacement, delete-replaced, delete, same, read, … */
    readonly op: string;
    readonly urn: string;
    readonly type: string;
    readonly diffs?: readonly string[];
    readonly keys?: readonly string[];
}

export interface PolicyViolation {
    readonly resourceUrn?: string;
    readonly policyName: string;
    readonly policyPackName: string;
    /** mandatory or advisory. */
    readonly enforcementLevel: string;
    readonly severity?: string;
    readonly message: string;
}

export interface PolicySummary {
    readonly resourceUrn?: string;
    readonly passed?: readonly string[];
    readonly failed?: readonly string[];
}

/**
 * Reads an event log while it is written: each call returns what came since the last one. Debugging messages are
 * dropped: the SDK writes whole requests into them, with every secret in plain text.
 */
export function eventReader(log: string): () => EngineEvent[] {
    let offset = 0;
    return () => {
        if (!fs.existsSync(log)) {
            return [];
        }
        const unread = fs.readFileSync(log).subarray(offset);
        // A line without its end is still being written.
        const complete = unread.subarray(0, unread.lastIndexOf("\n") + 1);
        offset += complete.length;
        const lines = complete.toString("utf8").split("\n");
        const events = lines.filter((line) => line !== "").map((line) => JSON.parse(line) as EngineEvent);
        return events.filter(({ diagnosticEvent }) => diagnosticEvent?.severity !== "debug");
    };
}

/** The logical name at the end of a URN. */
export const nameOf = (urn: string): string => urn.split("::").at(-1) ?? "";
