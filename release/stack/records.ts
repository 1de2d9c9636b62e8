/** The records of the release that a stack runs. */
import { BUILD_RECORD, type BuildRecord } from "../build-record";
import type { DeploymentRecord } from "../deploy/record";
import { releaseKeys } from "../publish/places";
import { historyIn } from "./history";
import { pointerOf } from "./pointer";
import type { Stack } from "./stack";

/** How far back the deployment of the release is looked for. */
const MOST = 1000;

export interface ReleaseRecords {
    readonly build: BuildRecord;
    /** The last deployment that brought it to every host. A rollback to it passes fewer gates. */
    readonly deployment: DeploymentRecord | undefined;
}

/** @returns undefined if the stack has no release. @throws Error if its record is gone */
export async function currentRecords({
    name,
    clients,
    releases,
}: Pick<Stack, "name" | "clients" | "releases">): Promise<ReleaseRecords | undefined> {
    const { release } = await pointerOf(name, clients.ssm).read();
    if (release === null) return undefined;
    const key = releaseKeys(release).record;
    const [record, history] = await Promise.all([releases.read(key), historyIn(releases).list(MOST)]);
    if (record === undefined)
        throw new Error(`${releases.bucket} has no ${key}, the record of the release that runs.`);
    return {
        build: BUILD_RECORD.parse(JSON.parse(record.text)),
        deployment: history.find(
            (each) => each.release === release && each.kind === "deploy" && each.outcome === "done",
        ),
    };
}
