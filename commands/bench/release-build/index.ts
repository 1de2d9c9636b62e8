/** How long `npx hrms release build` takes: of the sample HRMS, and of the same with 30,000 static files more. */
import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { HRMS } from "../../../lab/projects";
import { OWN_ARCHITECTURE, whyNoBuilder } from "../../../release/builder";
import { cacheFolder } from "../../../system/cache";
import { CHECKOUT } from "../../../system/checkout";
import { removeTemporaryFolder, temporaryFolder } from "../../../system/interruption";
import { run } from "../../../system/run";
import { compared, type Measurement } from "../measurement";
import { makeLargeProject } from "./project";

/** What the project promises, in seconds, on two processors. Cold is with a builder, and without anything else in the cache. */
const PROMISES = { hrms: { cold: 180, warm: 30 }, large: { cold: 300, warm: 60 } } as const;

export async function* benchReleaseBuild(): AsyncGenerator<Measurement> {
    const why = whyNoBuilder(OWN_ARCHITECTURE);
    if (why !== undefined) {
        throw new Error(`The benchmark of builds can't run here: ${why}`);
    }
    const folder = temporaryFolder("bench");
    try {
        const large = join(folder, "large");
        makeLargeProject(HRMS, large);
        // Whoever has no builder yet waits for it once, in no promise.
        await build(HRMS, join(folder, "builder"), {});
        for (const [name, app] of Object.entries({ hrms: HRMS, large }) as [
            keyof typeof PROMISES,
            string,
        ][]) {
            const env = { HRMS_CACHE: cacheWithBuilders(join(folder, `cache-${name}`)) };
            for (const [state, promise] of Object.entries(PROMISES[name])) {
                const seconds = await build(app, join(folder, `${name}-${state}`), env);
                const bench = `release build of ${name === "hrms" ? "the sample HRMS" : "30,000 static files"}, ${state}`;
                yield { bench, unit: "s", ...compared([seconds], [promise]), atMost: 1 };
            }
        }
    } finally {
        removeTemporaryFolder(folder);
    }
}

function cacheWithBuilders(folder: string): string {
    mkdirSync(folder);
    for (const kind of ["builders", "uv"].filter((each) => existsSync(cacheFolder(each)))) {
        symlinkSync(cacheFolder(kind), join(folder, kind));
    }
    return folder;
}

/** Returns seconds. */
async function build(app: string, output: string, env: NodeJS.ProcessEnv): Promise<number> {
    const hrms = [join(CHECKOUT, "commands/hrms.js"), "release", "build", "--app", app, "--commit", "folder"];
    const options = ["--output", output, "--architecture", OWN_ARCHITECTURE];
    const start = performance.now();
    const { code, stderr } = await run(process.execPath, [...hrms, ...options], {
        env: { ...process.env, ...env },
        onLine: (line) => {
            console.error(line);
        },
    });
    if (code !== 0) throw new Error(stderr);
    return (performance.now() - start) / 1000;
}
