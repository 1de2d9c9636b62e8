/** Reads the engine's events with the policies' verdicts and the resources. */

/** https://github.com/pulumi/pulumi/blob/v3.220.0/sdk/go/common/apitype/events.go */
export interface PolicyEvents {
    /** Seconds since 1970. */
    readonly timestamp?: number;
    readonly resourcePreEvent?: { readonly metadata: StepMetadata; readonly planning?: boolean };
    readonly policyEvent?: PolicyViolation;
    readonly policyAnalyzeSummaryEvent?: PolicySummary;
    readonly policyAnalyzeStackSummaryEvent?: PolicySummary;
}

export interface StepMetadata {
    /** create, update, replace, create-replacement, delete-replaced, delete, same, read, … */
    readonly op: string;
    readonly urn: string;
    readonly type: string;
    /** URN and id of the provider. Empty or absent for a component. */
    readonly provider?: string;
    readonly diffs?: readonly string[];
    /** The resource as it is, and as it will be. */
    readonly old?: StepState;
    readonly new?: StepState;
    readonly keys?: readonly string[];
}

interface StepState {
    readonly inputs?: Readonly<Record<string, unknown>>;
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
 * Reads a whole event log with a JSON object in each line. Throws if a line is not JSON, but does not show the line,
 * because the SDK writes secrets into the log.
 */
export function readEvents(log: string): PolicyEvents[] {
    return log
        .split("\n")
        .filter((line) => line.trim() !== "")
        .map((line, index) => {
            try {
                return JSON.parse(line) as PolicyEvents;
            } catch {
                throw new Error(`Line ${index + 1} of the event log is not JSON.`);
            }
        });
}
