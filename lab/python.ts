/** Python programs from PyPI, each in a virtual environment that all checkouts share. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { cacheFolder, keepFolder } from "../system/cache";
import { command } from "./command";

/** The first line of each program contains the environment's path, so it is changed to the final one. */
const INSTALL = `
set -eu
python3 -m venv "$EMPTY"
"$EMPTY/bin/python" -m pip install --quiet "$@"
grep --files-with-matches --binary-files=without-match --fixed-strings "$EMPTY" "$EMPTY"/bin/* |
    xargs sed -i "s#$EMPTY#$FOLDER#g"
`;

/** Folder of the environment's programs, including Python. The first call installs them. */
export async function pythonPrograms(requirements: readonly string[]): Promise<string> {
    const recipe = [INSTALL, ...requirements].join("\n");
    const hash = createHash("sha256").update(recipe).digest("hex").slice(0, 12);
    const folder = join(cacheFolder("python"), hash);
    await keepFolder(folder, (empty) => {
        const places = [`EMPTY=${empty}`, `FOLDER=${folder}`];
        command("env", [...places, "sh", "-c", INSTALL, "install", ...requirements]);
    });
    return join(folder, "bin");
}
