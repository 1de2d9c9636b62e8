/** One line of `npm run bench`. */
export interface Measurement {
    readonly bench: string;
    readonly resources?: number;
    readonly unit: "s" | "ms" | "MB" | "requests" | "requests/s";
    /** The median of the rounds' ratios: each of `figures` over the one of `against` that was taken beside it. */
    readonly ratio: number;
    /** Every raw figure. */
    readonly figures: readonly number[];
    readonly against: readonly number[];
    /** What the project promises of the ratio; nothing where it only informs. */
    readonly atMost?: number;
    readonly atLeast?: number;
}

/** Whether the ratio is not what the project promises. */
export const isBroken = ({ ratio, atMost = Infinity, atLeast = 0 }: Measurement): boolean =>
    !(ratio <= atMost && ratio >= atLeast);

/** The median of the rounds' own ratios: what slows one round of a noisy machine slows both of its runs. */
export function compared(
    figures: readonly number[],
    against: readonly number[],
): Pick<Measurement, "ratio" | "figures" | "against"> {
    return {
        ratio: median(figures.map((value, round) => value / (against[round] ?? NaN))),
        figures,
        against,
    };
}

/** All of them in turn, round after round, so that a machine that slows down slows all alike. */
export async function interleaved<K extends string, T>(
    rounds: number,
    runs: Readonly<Record<K, () => T | Promise<T>>>,
): Promise<Record<K, T[]>> {
    const names = Object.keys(runs) as K[];
    const measured = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<K, T[]>;
    for (let round = 0; round < rounds; round++) {
        for (const name of names) {
            measured[name].push(await runs[name]());
        }
    }
    return measured;
}

export function median(values: readonly number[]): number {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = Math.floor(sorted.length / 2);
    const [low = NaN, high = NaN] =
        sorted.length % 2 === 0 ? [sorted[middle - 1], sorted[middle]] : [sorted[middle], sorted[middle]];
    return (low + high) / 2;
}
