/** What hosts have logged, as it comes. */
import { FilterLogEventsCommand, type CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";

export interface LogLine {
    /** Milliseconds since 1970. */
    readonly time: number;
    /** Which host, and what on it. */
    readonly stream: string;
    readonly text: string;
}

interface Query {
    readonly group: string;
    /** Only streams whose names contain it. */
    readonly host?: string;
    /** Milliseconds since 1970. */
    readonly from: number;
}

/** The lines since a time, the oldest first. */
export async function* logLines(
    logs: CloudWatchLogsClient,
    { group, host, from }: Query,
): AsyncGenerator<LogLine> {
    let next: string | undefined;
    do {
        const { events = [], nextToken } = await logs.send(
            new FilterLogEventsCommand({ logGroupName: group, startTime: from, nextToken: next }),
        );
        for (const { timestamp = 0, logStreamName = "", message = "" } of events) {
            if (host === undefined || logStreamName.includes(host)) {
                yield { time: timestamp, stream: logStreamName, text: message.trimEnd() };
            }
        }
        next = nextToken;
    } while (next !== undefined);
}

/** Late lines arrive this long after their time. */
const OVERLAP_MS = 30_000;

/** The same without an end. Each line comes once, however late it arrives within half a minute. */
export async function* followLines(
    logs: CloudWatchLogsClient,
    query: Query,
    pause: () => Promise<void>,
): AsyncGenerator<LogLine> {
    let { from } = query;
    let known = new Set<string>();
    for (;;) {
        const recent = new Set<string>();
        for await (const line of logLines(logs, { ...query, from })) {
            const key = `${line.time} ${line.stream} ${line.text}`;
            recent.add(key);
            if (!known.has(key)) yield line;
            from = Math.max(from, line.time - OVERLAP_MS);
        }
        known = recent;
        await pause();
    }
}
