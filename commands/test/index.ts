import { missingTestPackages } from "../../system/missing";
import { runInTerminal } from "../../system/run";
import { preparePackages } from "./packages";

/** Runs Jest with these arguments, in this terminal. Returns its exit code. */
export async function runTests(args: readonly string[], quick: boolean): Promise<number> {
    // Somebody who runs a part works on it: its suites say what they miss.
    if (args.length === 0 && !quick) await preparePackages(missingTestPackages());
    const jest = [require.resolve("jest/bin/jest"), ...args, ...(quick ? QUICK : [])];
    return runInTerminal(process.execPath, jest);
}

/** Without the suites that start browsers or Checkov or ask the index of packages, which take most of the time. */
const SLOW = [
    ...["test/unit/reports/", "test/unit/policies/report/html", "test/policy/equivalents/checkov"],
    ...["test/unit/commands/fit/projects", "test/unit/commands/fit/resolve.test"],
];

const QUICK = ["--selectProjects", "unit", "policy", "--testPathIgnorePatterns", ...SLOW];
