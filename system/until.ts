import { setTimeout as sleep } from "node:timers/promises";

/**
 * Waits until a condition stops throwing, and returns the seconds that this took. After `patience` seconds, throws an Error
 * that says what it waited for and what the condition threw last.
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
