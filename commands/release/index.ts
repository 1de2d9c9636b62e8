/** `npx hrms release build --app PATH`: builds a release and says where it is. */
import { buildRelease } from "../../release/build";
import { Fault } from "../../release/fault";
import type { BuildSettings } from "../../release/state";

export interface BuildArguments extends Partial<Omit<BuildSettings, "architecture">> {
    readonly app: string;
    readonly commit: string;
    readonly output: string;
    readonly architecture: BuildSettings["architecture"];
    readonly environment: Readonly<Record<string, string>>;
    readonly skipTests?: string;
    readonly index: boolean;
}

/** Where static files are while nobody knows the stack. They refer to one another by relative addresses. */
const STATIC_URL = "/static/";

/** Returns the exit code: 1 if there is no release. */
export async function releaseBuild({
    app,
    commit,
    output,
    architecture,
    environment,
    skipTests,
    index,
    ...settings
}: BuildArguments): Promise<number> {
    try {
        const { id, archive, record } = await buildRelease(
            {
                folder: app,
                revision: commit,
                architecture,
                settings,
                environment,
                staticUrl: STATIC_URL,
                without: skipTests === undefined ? {} : { tests: skipTests },
                index,
            },
            output,
            console.error,
        );
        console.log(`\nRelease ${id}\n    ${archive}\n    ${record}`);
        return 0;
    } catch (error) {
        if (!(error instanceof Fault)) throw error;
        console.error(`\nNo release was built.\n${error.message}`);
        return 1;
    }
}
