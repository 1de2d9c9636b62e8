import { spawnSync } from "node:child_process";

/** Why tests cannot run here, from a table of commands and the Debian packages that bring them. */
export function whyMissing(packages: Readonly<Record<string, string>>): string | undefined {
    const missing = Object.keys(packages).filter((command) => spawnSync("which", [command]).status !== 0);
    if (missing.length === 0) {
        return undefined;
    }
    const wanted = [...new Set(missing.map((command) => packages[command]))].join(" ");
    return `${missing.join(", ")} missing; run: apt-get install --no-install-recommends ${wanted}`;
}

/** A suite; where there is a reason against it, it is skipped with that in its title, and with CI=true an error. */
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
