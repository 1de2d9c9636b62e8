/** The hosts of a stack, and how to run a command on one of them: all that a deployment knows about machines. */
import type { HostRole } from "../../config/tuning";

/**
 * - `serving`: in service.
 * - `starting`: boots, and joins by itself with the release that the stack's parameter names.
 * - `leaving`: drains and ends; nothing can be changed there any more.
 */
export type HostState = "serving" | "starting" | "leaving";

export interface Host {
    /** An EC2 instance's id, or the name of a machine. */
    readonly id: string;
    readonly role: HostRole;
    readonly state: HostState;
}

export interface Fleet {
    /** The hosts that there are now. Ask again before each use: hosts come and go. */
    hosts(): Promise<readonly Host[]>;
    /**
     * Runs `/opt/hrms/bin/release` with these arguments, and returns what its last line says, unchecked.
     * @param tell gets the lines that it prints on its way
     * @throws HostFailure if the command failed
     * @throws HostLost if nobody can say how it ended, because the host ended or does not answer
     */
    run(host: Host, args: readonly string[], tell: (line: string) => void): Promise<unknown>;
}

/** The host's command ended and says why it failed. */
export class HostFailure extends Error {
    constructor(
        readonly host: Host,
        /** What happened, without a secret. */
        readonly failed: string,
        /** What to do. */
        readonly fix: string,
    ) {
        super(`${host.id}: ${failed}\nFix: ${fix}`);
    }
}

/** The host did not say how its command ended. The command may still run there. */
export class HostLost extends Error {
    constructor(
        readonly host: Host,
        readonly why: string,
    ) {
        super(`${host.id} does not answer: ${why}`);
    }
}
