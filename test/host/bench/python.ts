/** Python programs of PyPI that tests run, each in a virtual environment that is kept between checkouts. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { cacheFolder, keepFolder } from "../../../tools/cache";
import { command } from "./command";

/**
 * The Python that has these packages. Their programs run by `-m`, as their own first lines name another folder. The
 * first call installs them.
 */
export async function pythonWith(requirements: readonly string[]): Promise<string> {
    const hash = createHash("sha256").update(requirements.join("\n")).digest("hex").slice(0, 12);
    const folder = join(cacheFolder("python"), hash);
    await keepFolder(folder, (empty) => {
        command("python3", ["-m", "venv", empty]);
        command(join(empty, "bin/python"), ["-m", "pip", "install", "--quiet", ...requirements]);
    });
    return join(folder, "bin/python");
}
