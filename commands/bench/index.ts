import { jsonLines, type Line } from "./line";

export interface BenchOptions {
    /** How long each outage lasts. */
    readonly seconds: number;
}

/** Every benchmark by its name; each is loaded when it runs. */
export const BENCHES: Readonly<Record<string, (options: BenchOptions) => AsyncGenerator<Line>>> = {
    preview: () => jsonLines((require("./preview") as typeof import("./preview")).benchPreview()),
    host: () => jsonLines((require("./host") as typeof import("./host")).benchHost()),
    "release-build": () =>
        jsonLines((require("./release-build") as typeof import("./release-build")).benchReleaseBuild()),
    release: () => jsonLines((require("./release") as typeof import("./release")).benchRelease()),
    hangs: ({ seconds }) => (require("./hangs") as typeof import("./hangs")).benchHangs(seconds),
};

/** Runs the benchmarks and prints their figures. Returns 1 where a promise is broken. */
export async function bench(names: readonly string[], options: BenchOptions): Promise<number> {
    let broken = 0;
    for (const name of names) {
        for await (const { text, isBroken } of BENCHES[name]?.(options) ?? []) {
            console.log(text);
            broken += isBroken ? 1 : 0;
        }
    }
    return broken === 0 ? 0 : 1;
}
