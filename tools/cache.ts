import { homedir } from "node:os";
import * as path from "node:path";

/** Where downloads and builds of a kind are kept between checkouts; `HRMS_CACHE` puts all of them elsewhere. */
export function cacheFolder(kind: string, env: NodeJS.ProcessEnv = process.env): string {
    const base = env.XDG_CACHE_HOME ?? path.join(homedir(), ".cache");
    return path.join(env.HRMS_CACHE ?? path.join(base, "django-hrms-on-aws"), kind);
}
