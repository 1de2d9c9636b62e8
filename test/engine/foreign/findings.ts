/** Converts the pack's findings to the form of the programs' data. */
import { parseUrn } from "../../../policies/urn";
import type { Verdict } from "../../../policies/report/verdict";
import { claimsOf, type Fault } from "./faults";

/** `policy at Class name`, e.g. `database-not-public at Instance people`. */
export function placeOf({ policy, urn }: Verdict): string {
    const { type, name } = parseUrn(urn);
    return `${policy} at ${type.split(":").at(-1) ?? ""} ${name}`;
}

/** Everything except passes: `level outcome policy at Class name`, sorted and without repetitions. */
export function findingsIn(verdicts: readonly Verdict[]): string[] {
    const open = verdicts.filter(({ outcome }) => outcome !== "passed");
    return unique(open.map((verdict) => `${verdict.level ?? ""} ${verdict.outcome} ${placeOf(verdict)}`));
}

/** What the pack finds in the faulty program but not in the careful one, without deferred values. */
function newIn(faulty: readonly Verdict[], careful: readonly Verdict[]): readonly Verdict[] {
    const counts = ({ outcome, level }: Verdict) =>
        outcome === "failed" || (level === "mandatory" && outcome === "undetermined");
    const known = new Set(
        careful.filter(counts).map((verdict) => `${placeOf(verdict)} ${verdict.message ?? ""}`),
    );
    return faulty.filter(
        (verdict) => counts(verdict) && !known.has(`${placeOf(verdict)} ${verdict.message ?? ""}`),
    );
}

export interface Comparison {
    /** Claims without a finding: `fault: finding`. */
    readonly unfound: readonly string[];
    /** Findings without a claim. */
    readonly unclaimed: readonly string[];
}

/** Compares the pack's findings in a faulty program with the claims of its faults. */
export function compare(
    faults: readonly Fault[],
    faulty: readonly Verdict[],
    careful: readonly Verdict[],
): Comparison {
    const found = newIn(faulty, careful);
    const expected = faults.filter(({ missed }) => !missed);
    const bears = (verdict: Verdict, { finding, words }: { finding: string; words: string }) =>
        placeOf(verdict) === finding && (verdict.message ?? "").includes(words);
    const claims = expected.flatMap(claimsOf);
    return {
        unfound: expected.flatMap((fault) =>
            claimsOf(fault)
                .filter((claim) => !found.some((verdict) => bears(verdict, claim)))
                .map(({ finding, words }) => `${fault.fault}: ${finding}${words && `: ${words}`}`),
        ),
        unclaimed: unique(
            found
                .filter((verdict) => !claims.some((claim) => bears(verdict, claim)))
                .map((verdict) => `${placeOf(verdict)}: ${(verdict.message ?? "").split(". ")[0] ?? ""}`),
        ),
    };
}

const unique = (texts: readonly string[]): string[] => [...new Set(texts)].sort();
