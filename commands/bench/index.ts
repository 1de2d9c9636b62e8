import { isBroken, type Measurement } from "./measurement";

/** Every benchmark by its name; each is loaded when it runs. */
export const BENCHES: Readonly<Record<string, () => AsyncGenerator<Measurement>>> = {
    preview: () => (require("./preview") as typeof import("./preview")).benchPreview(),
    host: () => (require("./host") as typeof import("./host")).benchHost(),
};

/** Runs the benchmarks and prints a line of JSON for each figure. Returns 1 where a promise is broken. */
export async function bench(names: readonly string[]): Promise<number> {
    let broken = 0;
    for (const name of names) {
        for await (const measurement of BENCHES[name]?.() ?? []) {
            console.log(
                JSON.stringify(measurement, (_, value: unknown) =>
                    typeof value === "number" ? Math.round(value * 100) / 100 : value,
                ),
            );
            broken += isBroken(measurement) ? 1 : 0;
        }
    }
    return broken === 0 ? 0 : 1;
}
