import { isBroken, type Measurement } from "./measurement";

/** What a benchmark prints, and whether it breaks a promise of the project. */
export interface Line {
    readonly text: string;
    readonly isBroken: boolean;
}

/** A line of JSON for each figure. */
export async function* jsonLines(measurements: AsyncIterable<Measurement>): AsyncGenerator<Line> {
    for await (const measurement of measurements) {
        const text = JSON.stringify(measurement, (_, value: unknown) =>
            typeof value === "number" ? Math.round(value * 100) / 100 : value,
        );
        yield { text, isBroken: isBroken(measurement) };
    }
}
