import { setTimeout as sleep } from "node:timers/promises";

/** Seconds until a condition holds; throws with what was waited for where it takes more than `patience` seconds. */
export async function until(what: string, holds: () => Promise<boolean>, patience: number): Promise<number> {
    const start = performance.now();
    const elapsed = (): number => (performance.now() - start) / 1000;
    while (!(await holds().catch(() => false))) {
        if (elapsed() > patience) {
            throw new Error(`${what}: not within ${patience} s`);
        }
        await sleep(100);
    }
    return elapsed();
}

/** Figures that a suite prints when it ends, each under its name. */
export class Figures {
    private readonly lines: string[] = [];

    add(name: string, value: number, unit = "s"): void {
        this.lines.push(`${name}: ${value.toFixed(1)} ${unit}`);
    }

    print(): void {
        process.stdout.write(this.lines.map((line) => `  ${line}\n`).join(""));
    }
}
