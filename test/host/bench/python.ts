/** Python programs of PyPI that tests run, each in a virtual environment that is kept between checkouts. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, keepFolder } from "../../../tools/cache";
import { command } from "./command";

/** A virtual environment names itself in its programs' first lines: they get the name that it will have. */
const INSTALL = `
set -eu
python3 -m venv "$EMPTY"
"$EMPTY/bin/python" -m pip install --quiet "$@"
grep --files-with-matches --binary-files=without-match --fixed-strings "$EMPTY" "$EMPTY"/bin/* |
    xargs sed -i "s#$EMPTY#$FOLDER#g"
`;

/** Folder of the environment's programs, Python among them. The first call installs them. */
export async function pythonPrograms(requirements: readonly string[]): Promise<string> {
    const recipe = [readFileSync(__filename, "utf8"), ...requirements].join("\n");
    const hash = createHash("sha256").update(recipe).digest("hex").slice(0, 12);
    const folder = join(cacheFolder("python"), hash);
    await keepFolder(folder, (empty) => {
        const places = [`EMPTY=${empty}`, `FOLDER=${folder}`];
        command("env", [...places, "sh", "-c", INSTALL, "install", ...requirements]);
    });
    return join(folder, "bin");
}
