/** What a deployment uses of the world, in interfaces so narrow that tests can stand in for each. */
import type { Fleet } from "../fleet/fleet";
import type { DeploymentRecord } from "./record";

/** The value of the stack's release parameter: which release booting hosts take, and which one was before it. */
export interface Pointer {
    readonly release: string | null;
    readonly previous: string | null;
}

/** What is held while one deployment works on a stack. */
export interface Held {
    /** @throws Error if somebody else has taken the lock meanwhile, because this process was stopped for too long */
    check(): Promise<void>;
    /** Gives it back. */
    release(): Promise<void>;
}

export interface World {
    readonly stack: string;
    readonly fleet: Fleet;
    /** Names of the groups whose hosts are being replaced now (instance refresh). */
    readonly refreshes: () => Promise<readonly string[]>;
    readonly releases: {
        /**
         * Makes sure that the release was published to this stack and signed by its key.
         * @returns what it found, for people
         * @throws Fault if it was not
         */
        verify(release: string): Promise<string>;
        /** How many static files the release has, and the names of those that are not served. */
        staticFiles(
            release: string,
        ): Promise<{ readonly count: number; readonly missing: readonly string[] }>;
    };
    readonly pointer: {
        read(): Promise<Pointer>;
        write(value: Pointer): Promise<void>;
    };
    /**
     * Takes a snapshot of the database and waits for it. A second call with the same label within an hour finds that of the
     * first.
     * @param label - a part of its name: letters, digits and single hyphens, at most 30
     * @returns its name
     */
    readonly snapshot: (label: string) => Promise<string>;
    /** Names of the watched alarms that are on. */
    readonly alarmsOn: () => Promise<readonly string[]>;
    /** @throws Fault if somebody else has it: who, since when, and what to do */
    readonly lock: (purpose: string) => Promise<Held>;
    readonly history: {
        /** The newest first. @param most - how many at most */
        list(most: number): Promise<readonly DeploymentRecord[]>;
        add(record: DeploymentRecord): Promise<void>;
    };
    /** Who deploys: the ARN of the credentials. */
    readonly who: string;
    readonly now: () => Date;
    readonly pause: (seconds: number) => Promise<void>;
    readonly say: (line: string) => void;
    /** Whether the person has asked to stop. */
    readonly isInterrupted: () => boolean;
}

export interface Request {
    readonly kind: "deploy" | "rollback";
    /** SHA-256 of the archive. */
    readonly release: string;
    /** Why its migrations may run although they can break the release that runs. @defaultValue - they may not */
    readonly allowDestructive?: string;
    /** Why it may run although the database has migrations that it does not know. @defaultValue - it may not */
    readonly acrossMigrations?: string;
    /** How long alarms are watched once every host has the release. */
    readonly watchSeconds: number;
}
