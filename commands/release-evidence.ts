/** What the release that a stack runs proves of the checklist. */
import { releaseEvidence, type ReleaseEvidence } from "../evidence/release";
import { currentRecords } from "../release/stack/records";
import { openStack } from "../release/stack/stack";
import { readStackFile } from "./stack-file";

/** @returns undefined if the stack has no release */
export async function evidenceOfRelease(stack: string): Promise<ReleaseEvidence | undefined> {
    const records = await currentRecords(await openStack(stack, readStackFile(stack).region));
    return records && releaseEvidence(records);
}

/** For people: how many items it proves, and why it does not prove the others. */
export function printedEvidence(evidence: ReleaseEvidence | undefined): string {
    if (evidence === undefined) return "The stack has no release, so none of its gates proves anything.";
    const { proofs, missing } = evidence;
    const open = Object.entries(missing).map(([id, why]) => `    ${id}: ${why}`);
    return [
        `The release proves ${proofs.length} items of the checklist${open.length > 0 ? ", and not these:" : "."}`,
        ...open,
    ].join("\n");
}
