import { setTimeout as sleep } from "node:timers/promises";

/**
 * Seconds until a condition holds, which it does not as long as it throws. Throws with what was waited for, and what it
 * threw last, where it takes more than `patience` seconds.
 */
export async function until(
    what: string,
    holds: () => boolean | Promise<boolean>,
    patience: number,
): Promise<number> {
    const start = performance.now();
    const elapsed = (): number => (performance.now() - start) / 1000;
    let cause: unknown;
    const holdsNow = async (): Promise<boolean> => {
        try {
            return await holds();
        } catch (error) {
            cause = error;
            return false;
        }
    };
    while (!(await holdsNow())) {
        if (elapsed() > patience) {
            throw new Error(`${what}: not within ${patience} s`, { cause });
        }
        await sleep(100);
    }
    return elapsed();
}
