/**
 * Progress of long work: one line that is rewritten on a terminal, a plain line now and then elsewhere.
 */
export interface Progress {
    /** Says what is going on; may be called as often as one likes. */
    readonly report: (text: string) => void;
    /** Ends the line and says how it ended. */
    readonly done: (text: string) => void;
}

/** Where there is no terminal, a line in this many milliseconds is enough. */
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
