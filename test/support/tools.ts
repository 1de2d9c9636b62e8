import { spawnSync } from "node:child_process";

/**
 * Why tests cannot run here, from a table of commands and the Debian packages that bring them; undefined where they
 * can. With CI=true the reason is an error.
 */
export function whyMissing(packages: Readonly<Record<string, string>>): string | undefined {
    const missing = Object.keys(packages).filter((command) => spawnSync("which", [command]).status !== 0);
    if (missing.length === 0) {
        return undefined;
    }
    const wanted = [...new Set(missing.map((command) => packages[command]))].join(" ");
    const reason = `${missing.join(", ")} missing; run: apt-get install --no-install-recommends ${wanted}`;
    if (process.env.CI === "true") {
        throw new Error(reason);
    }
    return reason;
}

/** A suite that says in its title why it is skipped, where it is. */
export function suiteWith(
    packages: Readonly<Record<string, string>>,
    title: string,
    tests: () => void,
): void {
    const reason = whyMissing(packages);
    if (reason === undefined) {
        describe(title, tests);
    } else {
        describe.skip(`${title}, skipped: ${reason}`, tests);
    }
}
