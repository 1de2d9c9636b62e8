import { spawn, type SpawnOptions } from "node:child_process";

export interface Finished {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
}

interface RunOptions extends Pick<SpawnOptions, "cwd" | "env"> {
    /** The process is ended after so many milliseconds. */
    readonly timeoutMs?: number;
    /** Called for each line as it is printed. */
    readonly onLine?: (line: string) => void;
}

/** What a program said last, which with most is why it failed. */
export const lastLine = (text: string): string => text.trim().split("\n").at(-1) ?? "";

/** Runs a program to its end and returns what it printed; a program that is missing is code 127. Never throws. */
export function run(
    command: string,
    args: readonly string[],
    { onLine, timeoutMs, ...options }: RunOptions = {},
): Promise<Finished> {
    return new Promise((resolve) => {
        const child = spawn(command, args, {
            ...options,
            stdio: ["ignore", "pipe", "pipe"],
            timeout: timeoutMs,
        });
        const printed = { stdout: "", stderr: "" };
        for (const name of ["stdout", "stderr"] as const) {
            let rest = "";
            child[name].setEncoding("utf8").on("data", (chunk: string) => {
                printed[name] += chunk;
                const lines = (rest + chunk).split("\n");
                rest = lines.pop() ?? "";
                lines.forEach((line) => onLine?.(line));
            });
        }
        child.on("error", (error) => {
            resolve({ ...printed, code: 127, stderr: printed.stderr + error.message });
        });
        child.on("close", (code, signal) => {
            const ended = signal === null ? "" : `\nended by ${signal}`;
            resolve({ ...printed, code: code ?? 1, stderr: printed.stderr + ended });
        });
    });
}
