/** Faults that people make in such programs. Each one is an edit of the program's source, as in a review. */

/** One entry of a program's `faults.yaml`. */
export interface Fault {
    /** The mistake as a sentence. */
    readonly fault: string;
    /** Text that is in the source exactly once. */
    readonly replace: string;
    /** The text after the edit. */
    readonly with: string;
    /**
     * When it shows: in a preview, or only after the update, because it is in a document with values from AWS.
     * @defaultValue preview
     */
    readonly after?: "update";
    /** What finds it: `policy at Class name`, followed by a colon and words of the message if one policy finds several. */
    readonly found: readonly string[];
    /** The pack does not find it yet. */
    readonly missed?: true;
}

/** The source with these faults. Throws if one does not apply, because a missing fault proves nothing. */
export function withFaults(source: string, faults: readonly Fault[]): string {
    return faults.reduce((text, fault) => {
        const [before, after, ...more] = text.split(fault.replace);
        if (before === undefined || after === undefined || more.length > 0) {
            throw new Error(`${fault.fault}: the text to replace is not in the program exactly once`);
        }
        return before + fault.with + after;
    }, source);
}

/** The part of a fault's finding that the test compares. `messageOf` returns the words of its message. */
export interface Claim {
    readonly finding: string;
    readonly words: string;
}

export function claimsOf({ found }: Fault): Claim[] {
    return found.map((text) => {
        const [finding = "", ...words] = text.split(": ");
        return { finding, words: words.join(": ") };
    });
}
