import * as fs from "node:fs";
import * as path from "node:path";
import { RefusalCase } from "./case";

const FOLDER = path.join(__dirname, "..");

const files = fs
    .readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !/^support\/|\.test\.ts$/.test(file))
    .map((file) => file.slice(0, -".ts".length))
    .sort();

const casesOf = (file: string): readonly RefusalCase[] =>
    // New files need no registration.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    (require(path.join(FOLDER, file)) as { readonly cases: readonly RefusalCase[] }).cases;

/** The cases of each file in this folder, by path. The files mirror those in `simulator/aws/`. */
export const casesByFile: ReadonlyMap<string, readonly RefusalCase[]> = new Map(
    files.map((file) => [file, casesOf(file)]),
);

export const allCases: readonly RefusalCase[] = [...casesByFile.values()].flat();
