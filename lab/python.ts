/** Python programs from PyPI, each in a virtual environment that all checkouts share. uv makes them in half of pip's time. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { cacheFolder, keepFolder } from "../system/cache";
import { UV_VERSION } from "../system/uv";
import { command } from "./command";

/** What uv chooses where requirements are ranges: https://docs.astral.sh/uv/concepts/resolution/ */
export type Resolution = "highest" | "lowest-direct";

interface Choice {
    /** @defaultValue "highest" */
    readonly resolution?: Resolution;
    /** Versions of Python, the preferred one first. @defaultValue python3 of the PATH */
    readonly pythons?: readonly string[];
}

const INSTALL_UV = `
set -eu
python3 -m venv "$EMPTY"
"$EMPTY/bin/python" -m pip install --quiet "$@"
`;

/** Relocatable, because the folder is renamed when it is complete. */
const INSTALL = `
set -eu
for python in $PYTHONS; do
    ! "$UV" venv --quiet --relocatable --python "$python" "$EMPTY" 2>/dev/null || break
done
"$UV" pip install --quiet --compile-bytecode --python "$EMPTY/bin/python" --resolution "$RESOLUTION" "$@"
`;

/** Folder of the environment's programs, including Python. The first call installs them. */
export async function pythonPrograms(
    requirements: readonly string[],
    { resolution = "highest", pythons = ["python3"] }: Choice = {},
): Promise<string> {
    const uv = join(await environment(INSTALL_UV, {}, [`uv==${UV_VERSION}`]), "uv");
    const variables = { UV: uv, RESOLUTION: resolution, PYTHONS: pythons.join(" ") };
    return environment(INSTALL, variables, requirements);
}

async function environment(
    install: string,
    variables: Readonly<Record<string, string>>,
    requirements: readonly string[],
): Promise<string> {
    const recipe = [install, JSON.stringify(variables), ...requirements].join("\n");
    const hash = createHash("sha256").update(recipe).digest("hex").slice(0, 12);
    const folder = join(cacheFolder("python"), hash);
    await keepFolder(folder, (empty) => {
        const given = Object.entries({ ...variables, EMPTY: empty }).map(
            ([name, value]) => `${name}=${value}`,
        );
        command("env", [...given, "sh", "-c", install, "install", ...requirements]);
    });
    return join(folder, "bin");
}
