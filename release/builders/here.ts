/** This machine itself, if it is a Debian 13 that is there for builds, such as a container of a CI job. */
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { authorities, authorityVariables } from "../../debian/authorities";
import { run, type Finished } from "../../system/run";
import { Fault } from "../fault";
import { RECIPE, TOOLS, type Builder } from "./contents";

/** Has the name of the builder that this machine is prepared as. */
const MARK = "/opt/hrms-builder";
const DOWNLOADS = "/var/cache/hrms-builder";

/** @throws Fault if packages are missing */
export async function ownBuilder(
    name: string,
    lacks: readonly string[],
): Promise<Omit<Builder, "description">> {
    if (lacks.length > 0) {
        throw new Fault({
            what: `This machine lacks packages of Debian that the build needs: ${lacks.join(", ")}.`,
            fix: `apt-get install --no-install-recommends ${lacks.join(" ")}`,
        });
    }
    if (!existsSync(MARK) || readFileSync(MARK, "utf8") !== name) {
        const { code, stderr } = await run("sh", [join(RECIPE, "prepare.sh")], { env: environment() });
        if (code !== 0) throw new Error(`This machine could not be prepared: ${stderr}`);
        writeFileSync(MARK, name);
    }
    return { run: runHere };
}

/** Nothing else of this process's environment gets to the project. */
const environment = (): NodeJS.ProcessEnv => ({
    PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
    TOOLS,
    ...authorityVariables(authorities()),
});

async function runHere(script: string, work: string): Promise<Finished> {
    mkdirSync(DOWNLOADS, { recursive: true });
    mkdirSync(join(work, "temporary"), { recursive: true });
    // Users of the recipe have to get to the work folder.
    chmodSync(dirname(work), 0o711);
    link(work, "/build");
    try {
        link(DOWNLOADS, "/cache");
        try {
            return await run("sh", ["/build/recipe/run.sh", script], { env: environment() });
        } finally {
            rmSync("/cache");
        }
    } finally {
        rmSync("/build");
    }
}

/** A link is also the lock: two builds at a time would be in each other's way. */
function link(target: string, path: string): void {
    // One that leads nowhere is of a build that was killed.
    if (!existsSync(path)) rmSync(path, { force: true });
    try {
        symlinkSync(target, path);
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
        throw new Fault({
            what: `${path} exists: another build is running here, or this machine is not there for builds alone.`,
            fix: `wait for the other build; if there is none, move ${path} away`,
        });
    }
}
