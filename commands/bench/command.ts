import { Argument, Command, InvalidArgumentError } from "commander";
import { oneOf } from "../arguments";
import { bench, BENCHES, type BenchOptions } from ".";

const NAMES = Object.keys(BENCHES);
const benchmark = oneOf("benchmark", NAMES);

function wholeSeconds(text: string): number {
    if (!/^[1-9]\d*$/.test(text)) {
        throw new InvalidArgumentError("Write a whole number of seconds, such as 90.");
    }
    return Number(text);
}

export const command = new Command("bench")
    .description("run the benchmarks; prints one line of JSON for each figure, and a table for hangs")
    .addArgument(
        new Argument("[names...]", `which benchmarks to run: ${NAMES.join(", ")}; all by default`).argParser(
            (name: string, before: string[] | undefined) => [...(before ?? []), benchmark(name)],
        ),
    )
    .option("--seconds <seconds>", "how long each outage of hangs lasts", wholeSeconds, 90)
    .action(async (names: string[] | undefined, options: BenchOptions) => {
        process.exitCode = await bench(names ?? NAMES, options);
    });
