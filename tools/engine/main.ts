/** Prints the folder of the engine, for scripts and for CI to prepare the cache. */
import { findEngine } from "./index";

findEngine().then(
    ({ folder }) => process.stdout.write(`${folder}\n`),
    (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
        process.exitCode = 1;
    },
);
