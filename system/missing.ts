/** What a machine lacks: commands, and the Debian packages that bring them. */
import { spawnSync } from "node:child_process";
import { benchmarks, tests } from "./debian-packages.json";

/** Each package, with a shell command that succeeds if the machine has what the package brings. */
const KNOWN: Readonly<Record<string, string>> = { ...tests, ...benchmarks };

/** The packages that the tests need and this machine lacks. */
export const missingTestPackages = (): string[] =>
    Object.entries(tests).flatMap(([name, check]) =>
        spawnSync("sh", ["-c", check]).status === 0 ? [] : [name],
    );

export const installCommand = (packages: readonly string[]): string =>
    `apt-get install --no-install-recommends ${packages.join(" ")}`;

/**
 * Says which commands are missing and how to install them, from a table of commands and their Debian packages.
 * @throws Error if a package is not in `debian-packages.json`, because `npm test` would not install it
 */
export function whyMissing(packages: Readonly<Record<string, string>>): string | undefined {
    const unlisted = Object.values(packages).filter((name) => !(name in KNOWN));
    if (unlisted.length > 0) {
        throw new Error(`Add ${unlisted.join(", ")} to system/debian-packages.json.`);
    }
    const missing = Object.keys(packages).filter((command) => spawnSync("which", [command]).status !== 0);
    if (missing.length === 0) {
        return undefined;
    }
    const wanted = [...new Set(missing.flatMap((command) => packages[command] ?? []))];
    return `${missing.join(", ")} missing; run: ${installCommand(wanted)}`;
}
