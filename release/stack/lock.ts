/**
 * One deployment at a time in a stack: an object in the releases bucket, written only if nobody else has. It expires unless
 * its owner renews it, so a deployment that was killed blocks the next one for minutes at most.
 */
import { hostname } from "node:os";
import { z } from "zod";
import { LOCK_KEY } from "../../config/deployment";
import { isAlive } from "../../system/interruption";
import { Fault } from "../fault";
import type { Held } from "../deploy/world";
import type { Objects } from "./objects";

/** How long the lock outlives its owner's last sign of life. Longer than any clocks of two machines differ. */
const EXPIRY_MS = 300_000;
const RENEWAL_MS = 60_000;

const LOCK = z.object({
    /** ARN of the credentials. */
    who: z.string(),
    /** Machine and process, so that the next run on the same machine knows whether it still runs. */
    machine: z.string(),
    process: z.number(),
    purpose: z.string(),
    since: z.string(),
    /** Null once it was given back. */
    expires: z.string().nullable(),
});
type Lock = z.infer<typeof LOCK>;

interface Taker {
    readonly who: string;
    readonly now: () => Date;
    /** @defaultValue - of this process */
    readonly machine?: string;
    readonly process?: number;
}

/**
 * Takes the lock.
 * @throws Fault if somebody else has it
 */
export async function takeLock(objects: Objects, purpose: string, taker: Taker): Promise<Held> {
    const { who, now, machine = hostname(), process: pid = process.pid } = taker;
    const mine = (): Lock => ({
        ...{ who, machine, process: pid, purpose, since },
        expires: new Date(now().getTime() + EXPIRY_MS).toISOString(),
    });
    const since = now().toISOString();
    const before = await objects.read(LOCK_KEY);
    if (before !== undefined) {
        const holder = LOCK.parse(JSON.parse(before.text));
        if (isHeld(holder, { machine, now })) throw held(holder);
    }
    const onlyIf = before === undefined ? ("absent" as const) : { version: before.version };
    if (!(await put(objects, mine(), onlyIf))) {
        const winner = await objects.read(LOCK_KEY);
        throw held(winner === undefined ? undefined : LOCK.parse(JSON.parse(winner.text)));
    }
    return hold(objects, mine);
}

const put = (objects: Objects, lock: Lock, onlyIf: "absent" | { version: string }): Promise<boolean> =>
    objects.write(LOCK_KEY, { body: JSON.stringify(lock), contentType: "application/json", onlyIf });

function isHeld(lock: Lock, { machine, now }: { machine: string; now: () => Date }): boolean {
    if (lock.expires === null || Date.parse(lock.expires) <= now().getTime()) return false;
    return lock.machine !== machine || isAlive(lock.process);
}

const held = (holder: Lock | undefined): Fault =>
    new Fault({
        what:
            holder === undefined
                ? "Somebody else has just begun to deploy."
                : `${holder.who} on ${holder.machine} has been deploying since ${holder.since} (${holder.purpose}).`,
        fix:
            "wait for the end. If that process is gone, the lock expires by itself" +
            `${holder?.expires ? ` at ${holder.expires}` : " within minutes"}; then run this again.`,
    });

/** Renews the lock while it is held: a host's step can take an hour. */
function hold(objects: Objects, mine: () => Lock): Held {
    let failure: Error | undefined;
    const renew = async (lock: Lock): Promise<void> => {
        const current = await objects.read(LOCK_KEY);
        const isMine =
            current !== undefined &&
            (({ machine, process, since }) =>
                machine === lock.machine && process === lock.process && since === lock.since)(
                LOCK.parse(JSON.parse(current.text)),
            );
        if (!isMine || !(await put(objects, lock, { version: current.version }))) {
            throw new Error(
                "Somebody else has taken the lock, because this process showed no sign of life for five minutes. " +
                    "See `npx hrms release history`.",
            );
        }
    };
    const timer = setInterval(() => {
        renew(mine()).then(
            () => (failure = undefined),
            (error: unknown) => (failure = error as Error),
        );
    }, RENEWAL_MS).unref();
    return {
        check: async () => {
            // A renewal that failed is tried once more: a network that was away is back, or nothing works anyway.
            if (failure === undefined) return;
            await renew(mine());
            failure = undefined;
        },
        release: async () => {
            clearInterval(timer);
            await renew({ ...mine(), expires: null });
        },
    };
}
