import { evidenceOfRelease, printedEvidence } from "../release-evidence";
import { explained } from "./faults";

export interface EvidenceOptions {
    readonly stack: string;
    readonly json: boolean;
}

/** Prints what the running release proves of the checklist, and why it does not prove the rest. Returns the exit code. */
export const showEvidence = ({ stack, json }: EvidenceOptions): Promise<number> =>
    explained("The release's records cannot be read.", async () => {
        const evidence = await evidenceOfRelease(stack);
        console.log(json ? JSON.stringify(evidence ?? null, null, 2) : printedEvidence(evidence));
        return 0;
    });
