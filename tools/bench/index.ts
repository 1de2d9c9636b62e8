import { benchHost } from "./host";
import { isBroken, type Measurement } from "./measurement";
import { benchPreview } from "./preview";

/** Every benchmark by its name. */
export const BENCHES: Readonly<Record<string, () => AsyncGenerator<Measurement>>> = {
    preview: benchPreview,
    host: benchHost,
};

/** Runs the benchmarks and prints a line of JSON for each figure. Returns 1 where a promise is broken. */
export async function bench(names: readonly string[]): Promise<number> {
    const unknown = names.filter((name) => !(name in BENCHES));
    if (unknown.length > 0) {
        throw new Error(
            `There is no benchmark ${unknown.join(", ")}; there are ${Object.keys(BENCHES).join(", ")}.`,
        );
    }
    let broken = 0;
    for (const name of names.length > 0 ? names : Object.keys(BENCHES)) {
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
