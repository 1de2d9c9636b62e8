/** Python programs of PyPI that tests run, each in a virtual environment that is kept between checkouts. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "../../../tools/cache";
import { command } from "./command";

/** Folder of the environment's programs. The first call installs them. */
export function pythonPrograms(requirements: readonly string[]): string {
    const hash = createHash("sha256").update(requirements.join("\n")).digest("hex").slice(0, 12);
    const folder = join(cacheFolder("python"), hash);
    const done = join(folder, "installed");
    if (!existsSync(done)) {
        rmSync(folder, { recursive: true, force: true });
        mkdirSync(cacheFolder("python"), { recursive: true });
        command("python3", ["-m", "venv", folder]);
        command(join(folder, "bin/pip"), ["install", "--quiet", ...requirements]);
        writeFileSync(done, "");
    }
    return join(folder, "bin");
}
