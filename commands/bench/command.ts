import { Argument, Command } from "commander";
import { oneOf } from "../arguments";
import { bench, BENCHES } from ".";

const NAMES = Object.keys(BENCHES);
const benchmark = oneOf("benchmark", NAMES);

export const command = new Command("bench")
    .description("run the benchmarks; prints one line of JSON for each figure")
    .addArgument(
        new Argument("[names...]", `which benchmarks to run: ${NAMES.join(", ")}; all by default`).argParser(
            (name: string, before: string[] | undefined) => [...(before ?? []), benchmark(name)],
        ),
    )
    .action(async (names: string[] | undefined) => {
        process.exitCode = await bench(names ?? NAMES);
    });
