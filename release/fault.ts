/** A reason why a release cannot be built, and what to do about it. */
export interface FaultArgs {
    /** What is wrong, and where. Never a secret's value. */
    readonly what: string;
    /** What to do; "" if `what` says it. */
    readonly fix: string;
}

export class Fault extends Error {
    constructor({ what, fix }: FaultArgs) {
        super(fix === "" ? what : `${what}\nFix: ${fix}`);
    }
}
