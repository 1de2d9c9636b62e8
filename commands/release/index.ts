/** `npx hrms release build --app PATH`: builds a release and says where it is. */
import { buildRelease } from "../../release/build";
import type { BuilderKind } from "../../release/builders/choice";
import type { KeptLock } from "../../release/kept-lock";
import type { BuildSettings } from "../../release/state";
import { explained } from "./faults";

export interface BuildArguments extends Partial<Omit<BuildSettings, "architecture">> {
    readonly app: string;
    readonly commit: string;
    readonly output: string;
    readonly architecture: BuildSettings["architecture"];
    readonly environment: Readonly<Record<string, string>>;
    readonly skipTests?: string;
    readonly group: readonly string[];
    readonly lock?: KeptLock;
    readonly allowVulnerability: Readonly<Record<string, string>>;
    readonly requireVulnerabilityCheck?: boolean;
    readonly osvUrl: string;
    readonly builder?: BuilderKind;
    readonly index: boolean;
}

/** Where static files are while nobody knows the stack. They refer to one another by relative addresses. */
const STATIC_URL = "/static/";

/** Returns the exit code: 1 if there is no release. */
export function releaseBuild({
    app,
    commit,
    output,
    architecture,
    environment,
    skipTests,
    group: groups,
    lock,
    allowVulnerability: allowed,
    requireVulnerabilityCheck: isRequired = false,
    osvUrl: url,
    builder,
    index,
    ...settings
}: BuildArguments): Promise<number> {
    return explained("No release was built.", async () => {
        const { id, archive, record } = await buildRelease(
            {
                folder: app,
                revision: commit,
                architecture,
                settings,
                environment,
                staticUrl: STATIC_URL,
                builder,
                groups,
                lock,
                vulnerabilities: { url, allowed, isRequired },
                without: skipTests === undefined ? {} : { tests: skipTests },
                index,
            },
            output,
            console.error,
        );
        console.log(`\nRelease ${id}\n    ${archive}\n    ${record}`);
        return 0;
    });
}
