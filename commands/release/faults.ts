import { adviceOn } from "../../release/deploy/messages";
import { Fault } from "../../release/fault";

/** Runs a command. What people can correct is its message alone, without a stack trace, and exit code 1. */
export async function explained(what: string, work: () => Promise<number>): Promise<number> {
    try {
        return await work();
    } catch (error) {
        const advice = adviceOn(error as Error);
        if (!(error instanceof Fault) && advice.length === 0) throw error;
        console.error(["", what, (error as Error).message, ...advice].join("\n"));
        return 1;
    }
}
