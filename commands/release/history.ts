import type { DeploymentRecord } from "../../release/deploy/record";
import { historyIn } from "../../release/stack/history";
import { openStack } from "../../release/stack/stack";
import { explained } from "./faults";
import { readStackFile } from "../stack-file";
import { table } from "./table";

export interface HistoryOptions {
    readonly stack: string;
    readonly last: number;
    readonly json: boolean;
}

/** Prints the records, the newest first. Returns the exit code. */
export const showHistory = ({ stack, last, json }: HistoryOptions): Promise<number> =>
    explained("The history cannot be read.", async () => {
        const { releases } = await openStack(stack, readStackFile(stack).region);
        const records = await historyIn(releases).list(last);
        console.log(json ? JSON.stringify(records, null, 2) : printed(records));
        return 0;
    });

export function printed(records: readonly DeploymentRecord[]): string {
    if (records.length === 0) return "Nothing was deployed to this stack yet.";
    const rows = records.map(({ started, ended, kind, release, outcome, who, steps }) => [
        started.slice(0, 16).replace("T", " "),
        kind,
        release.slice(0, 12),
        outcome === "done" ? outcome : `${outcome} (${steps.at(-1)?.step ?? "lock"})`,
        `${Math.round((Date.parse(ended) - Date.parse(started)) / 1000)} s`,
        who.replace(/^.*:/, ""),
    ]);
    return table([["UTC", "what", "release", "outcome", "took", "who"], ...rows]);
}
