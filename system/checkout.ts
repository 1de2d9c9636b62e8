import * as fs from "node:fs";
import * as path from "node:path";

/** The folder of this checkout. */
export const CHECKOUT = path.resolve(__dirname, "..");

/** Names of the stacks that have a settings file, `Pulumi.<stack>.yaml`. */
export const stackNames = (): string[] =>
    fs
        .readdirSync(CHECKOUT)
        .flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? [])
        .sort();
