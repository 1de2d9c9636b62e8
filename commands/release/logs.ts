import { setTimeout as sleep } from "node:timers/promises";
import { followLines, logLines, type LogLine } from "../../release/stack/logs";
import { openStack } from "../../release/stack/stack";
import { readStackFile } from "../stack-file";

export interface LogsOptions {
    readonly stack: string;
    readonly log: "application" | "nginx" | "system";
    readonly host?: string;
    readonly minutes: number;
    readonly follow: boolean;
}

const POLL_MS = 3000;

/** Prints the lines, and with `follow` those that come, until Ctrl-C. */
export async function showLogs({ stack, log, host, minutes, follow }: LogsOptions): Promise<void> {
    const { clients, facts } = await openStack(stack, readStackFile(stack).region);
    const query = { group: facts.logGroups[log], host, from: Date.now() - minutes * 60_000 };
    const lines = follow
        ? followLines(clients.logs, query, () => sleep(POLL_MS))
        : logLines(clients.logs, query);
    for await (const line of lines) {
        console.log(printed(line));
    }
}

export const printed = ({ time, stream, text }: LogLine): string =>
    `${new Date(time).toISOString()} ${stream}: ${text}`;
