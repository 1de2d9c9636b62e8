/** Front ends of a project that Node builds. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { Fault } from "./fault";

/** What a builder needs for them, of Debian. */
export const NODE_PACKAGES = ["nodejs", "npm"];

const PACKAGE = z.object({ scripts: z.record(z.string(), z.string()).default({}) });

/**
 * Folders whose package.json has a script `build`, as paths in the project; "." is the project itself. Those below another
 * one are its parts.
 * @throws Fault for one without package-lock.json, or whose package.json cannot be read
 */
export function frontEnds(app: string): string[] {
    const folders = readdirSync(app, { recursive: true, encoding: "utf8" })
        .filter((path) => /(^|\/)package\.json$/.test(path) && !path.split("/").includes("node_modules"))
        .map(dirname)
        .filter((folder) => hasBuild(join(app, folder, "package.json"), folder))
        .sort();
    const outer = folders.filter(
        (folder) => !folders.some((other) => other !== folder && isBelow(folder, other)),
    );
    for (const folder of outer) {
        if (!existsSync(join(app, folder, "package-lock.json"))) {
            throw new Fault({
                what: `${join(folder, "package.json")} has a script "build", and no package-lock.json is beside it.`,
                fix: `commit the file that this makes: (cd ${folder} && npm install --package-lock-only)`,
            });
        }
    }
    return outer;
}

const isBelow = (folder: string, other: string): boolean => other === "." || folder.startsWith(`${other}/`);

function hasBuild(file: string, folder: string): boolean {
    try {
        return PACKAGE.parse(JSON.parse(readFileSync(file, "utf8"))).scripts.build !== undefined;
    } catch (error) {
        if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
        throw new Fault({
            what: `${join(folder, "package.json")} is no package.json that npm can read: ${error.message}`,
            fix: "",
        });
    }
}
