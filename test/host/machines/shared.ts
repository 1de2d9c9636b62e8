/** Suites that share a booted host: the groups that boot one, and the cases that they are made of. */
import type { Host } from "../../../lab/host";
import { Lab, type LabArgs, type LaunchArgs } from "../../../lab/lab";
import { prepareHrms, prepareProject } from "../../../lab/projects";

/** A lab and one host in it, which all cases of a group share. Read them in a hook or a test, not earlier. */
export interface SharedHost {
    readonly lab: Lab;
    readonly host: Host;
}

/** A shared host that serves the sample HRMS. */
export interface ReleasedHost extends SharedHost {
    /** Brings the HRMS's tables and people into the database. Only the first call does anything. */
    prepare(): Promise<void>;
}

/** Cases of a group, to call inside it. */
export const cases =
    <Shared extends SharedHost>(title: string, tests: (shared: Shared) => void) =>
    (shared: Shared): void => {
        describe(title, () => {
            tests(shared);
        });
    };

/** Opens a lab with one settled host before the first test of the suite that calls this, and closes it after the last. */
export function shareHost(args: LabArgs, name: string, launch?: LaunchArgs): ReleasedHost {
    let lab: Lab | undefined;
    let host: Host | undefined;
    let prepared: Promise<void> | undefined;
    beforeAll(async () => {
        lab = await Lab.open(args);
        host = await lab.launch(name, launch);
        await host.settled();
    });
    afterAll(() => lab?.close());
    return {
        get lab() {
            return booted(lab);
        },
        get host() {
            return booted(host);
        },
        prepare() {
            return (prepared ??= prepareHrms(this.host));
        },
    };
}

/** The same for any project, whose tables and superuser are there before the first test. */
export function shareProject(args: LabArgs): SharedHost {
    const shared = shareHost(args, "web");
    beforeAll(() => prepareProject(shared.host));
    return shared;
}

function booted<Thing>(thing: Thing | undefined): Thing {
    if (thing === undefined) {
        throw new Error("the shared host did not boot; the first error of this suite says why");
    }
    return thing;
}
