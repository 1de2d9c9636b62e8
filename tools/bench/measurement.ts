/** One line of `npm run bench`. */
export interface Measurement {
    readonly bench: string;
    readonly resources?: number;
    /** The median of the rounds' ratios: each of `seconds` over the one of `against` that ran beside it. */
    readonly ratio: number;
    /** Every raw figure. */
    readonly seconds: readonly number[];
    readonly against: readonly number[];
    /** The largest ratio that the project promises; none where it only informs. */
    readonly bound?: number;
}

export function median(values: readonly number[]): number {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = Math.floor(sorted.length / 2);
    const [low = NaN, high = NaN] =
        sorted.length % 2 === 0 ? [sorted[middle - 1], sorted[middle]] : [sorted[middle], sorted[middle]];
    return (low + high) / 2;
}
