/**
 * Shows the progress of long work: on a terminal, one line that is rewritten; elsewhere, a plain line now and then.
 */
export interface Progress {
    /** Shows what is going on. Call it as often as you like. */
    readonly report: (text: string) => void;
    /** Ends the line and shows the result. */
    readonly done: (text: string) => void;
}

/** Without a terminal, at most one line in this many milliseconds. */
const PLAIN_INTERVAL_MS = 15_000;

export function progress(stream: NodeJS.WriteStream = process.stderr): Progress {
    const start = Date.now();
    const elapsed = (): string => `${Math.round((Date.now() - start) / 1000)} s`;
    let last = 0;
    return {
        report: (text) => {
            if (stream.isTTY) {
                stream.write(`\r\u001b[K${text} (${elapsed()})`.slice(0, stream.columns + 4));
            } else if (Date.now() - last >= PLAIN_INTERVAL_MS) {
                last = Date.now();
                stream.write(`${text} (${elapsed()})\n`);
            }
        },
        done: (text) => stream.write(`${stream.isTTY ? "\r\u001b[K" : ""}${text} (${elapsed()})\n`),
    };
}
