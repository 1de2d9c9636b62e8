/** The events that the engine reports while it works: the members that this project reads. */
import * as fs from "node:fs";
import type { PolicyEvents, StepMetadata } from "../policies/report/events";

/** https://github.com/pulumi/pulumi/blob/v3.220.0/sdk/go/common/apitype/events.go */
export interface EngineEvent extends PolicyEvents {
    readonly diagnosticEvent?: { readonly urn?: string; readonly message: string; readonly severity: string };
    readonly resOutputsEvent?: { readonly metadata: StepMetadata; readonly planning?: boolean };
    readonly summaryEvent?: {
        readonly resourceChanges: Readonly<Record<string, number>>;
        readonly durationSeconds: number;
    };
}

/** Bytes before the reader's place that tell whether the log is still the same. Events differ by their numbers and times. */
const TAIL_BYTES = 512;

/**
 * Reads an event log while the engine writes it. Each call returns the events since the last call. Debug messages are
 * dropped, because the SDK writes whole requests into them, with every secret in plain text.
 *
 * A command with a preview of its own, such as `refresh`, begins the log again after the preview. Then so does the
 * reader, wherever it is.
 */
export function eventReader(log: string): () => EngineEvent[] {
    let offset = 0;
    let tail = Buffer.alloc(0);
    return () => {
        if (!fs.existsSync(log)) {
            return [];
        }
        const content = fs.readFileSync(log);
        if (!content.subarray(offset - tail.length, offset).equals(tail)) {
            offset = 0;
        }
        const unread = content.subarray(offset);
        // The engine is still writing a line that has no end.
        const complete = unread.subarray(0, unread.lastIndexOf("\n") + 1);
        offset += complete.length;
        tail = Buffer.from(content.subarray(Math.max(0, offset - TAIL_BYTES), offset));
        const lines = complete.toString("utf8").split("\n");
        const events = lines.filter((line) => line !== "").map((line) => JSON.parse(line) as EngineEvent);
        return events.filter(({ diagnosticEvent }) => diagnosticEvent?.severity !== "debug");
    };
}
