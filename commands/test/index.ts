import { missingTestPackages } from "../../system/missing";
import { runInTerminal } from "../../system/run";
import { BREADTH } from "./breadth";
import { preparePackages } from "./packages";

/** Which tests: `main` leaves out the breadth, `quick` takes the unit and policy tests that start nothing. */
export type Part = "main" | "breadth" | "quick";

/** Runs Jest with these arguments, in this terminal. Returns its exit code. Arguments, such as a path, choose tests themselves. */
export async function runTests(args: readonly string[], part: Part): Promise<number> {
    // Somebody who runs a few suites works on them: they say what they miss.
    const isWhole = args.length === 0 && part !== "quick";
    if (isWhole) await preparePackages(missingTestPackages());
    const chosen = args.length === 0 || part !== "main" ? PARTS[part] : [];
    return runInTerminal(process.execPath, [require.resolve("jest/bin/jest"), ...args, ...chosen]);
}

/** Suites that start browsers or Checkov or ask the index of packages, which take most of the time of unit and policy tests. */
const SLOW = [
    ...["test/unit/reports/", "test/unit/policies/report/html", "test/policy/equivalents/checkov"],
    ...["test/unit/fit/projects", "test/unit/fit/resolve.test"],
];

const suites = BREADTH.map(({ suite }) => `/${suite}\\.test\\.ts$`);

/** Jest's arguments for each part. */
export const PARTS: Readonly<Record<Part, readonly string[]>> = {
    main: ["--testPathIgnorePatterns", ...suites],
    breadth: ["--testPathPatterns", ...suites],
    quick: ["--selectProjects", "unit", "policy", "--testPathIgnorePatterns", ...SLOW],
};
