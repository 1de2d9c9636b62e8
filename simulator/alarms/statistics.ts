/** The statistics of CloudWatch, computed from what was reported in a period. */
import type { Point } from "./state";

/** A value, and how often it was reported. */
export type Sample = readonly [value: number, count: number];

/** The percentile of a statistic such as `p99`, from 0 to 1; undefined for any other statistic. */
export function percentileOf(statistic: string): number | undefined {
    const percent = /^p(\d+(?:\.\d+)?)$/.exec(statistic)?.[1];
    return percent === undefined ? undefined : Number(percent) / 100;
}

/**
 * Whether CloudWatch takes the samples for too few for a percentile: below 10 / (1 - percentile) from the median on, below
 * 10 / percentile under it. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/percentiles-with-low-samples.html
 */
export const isTooFew = (percentile: number, samples: readonly Sample[]): boolean =>
    // Rounded, because 1 - 0.9 is a little less than 0.1.
    countOf(samples) < Math.round(10 / (percentile < 0.5 ? percentile : 1 - percentile));

/** Names are those of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html */
export function statisticOf(statistic: string, samples: readonly Sample[]): Point {
    const simple = SIMPLE[statistic];
    const percentile = percentileOf(statistic);
    const [, from, to] = /^TC\(([\d.]*):([\d.]*)\)$/.exec(statistic) ?? [];
    if (!simple && percentile === undefined && from === undefined) {
        throw new Error(`the replay does not know the statistic ${statistic}`);
    }
    if (countOf(samples) === 0) {
        return undefined;
    }
    if (simple) {
        return simple(samples);
    }
    return percentile === undefined ? between(samples, from, to) : valueAt(percentile, samples);
}

const SIMPLE: Readonly<Record<string, (samples: readonly Sample[]) => number>> = {
    Sum: sum,
    SampleCount: countOf,
    Average: (samples) => sum(samples) / countOf(samples),
    Minimum: (samples) => Math.min(...samples.map(([value]) => value)),
    Maximum: (samples) => Math.max(...samples.map(([value]) => value)),
};

function sum(samples: readonly Sample[]): number {
    return samples.reduce((total, [value, count]) => total + value * count, 0);
}

function countOf(samples: readonly Sample[]): number {
    return samples.reduce((total, [, count]) => total + count, 0);
}

/** A trimmed count: how many samples are above the first bound, and not above the second one. */
const between = (samples: readonly Sample[], from = "", to = ""): number =>
    countOf(
        samples.filter(
            ([value]) => (from === "" || value > Number(from)) && (to === "" || value <= Number(to)),
        ),
    );

function valueAt(percentile: number, samples: readonly Sample[]): number {
    const sorted = [...samples].sort(([one], [other]) => one - other);
    let below = 0;
    const found = sorted.find(([, count]) => (below += count) >= percentile * countOf(samples));
    return (found ?? sorted.at(-1) ?? [0])[0];
}
