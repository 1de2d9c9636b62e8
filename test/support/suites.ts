import { whyMissing } from "../../system/missing";

/** A suite. With a reason against it, it is skipped and its title says why; with CI=true it fails instead. */
export function suiteUnless(reason: string | undefined, title: string, tests: () => void): void {
    if (reason === undefined) {
        describe(title, tests);
    } else if (process.env.CI === "true") {
        throw new Error(reason);
    } else {
        describe.skip(`${title}, skipped: ${reason}`, tests);
    }
}

/** A suite that needs these commands. */
export function suiteWith(
    packages: Readonly<Record<string, string>>,
    title: string,
    tests: () => void,
): void {
    suiteUnless(whyMissing(packages), title, tests);
}
