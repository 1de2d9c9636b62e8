import { spawn, type SpawnOptions } from "node:child_process";
import { endsWithUs } from "./interruption";

export interface Finished {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
}

interface RunOptions extends Pick<SpawnOptions, "cwd" | "env"> {
    /** The process is stopped after this many milliseconds. */
    readonly timeoutMs?: number;
    /** Called for each line that the program prints. */
    readonly onLine?: (line: string) => void;
}

/** The last line that a program printed. For most programs, it says why they failed. */
export const lastLine = (text: string): string => text.trim().split("\n").at(-1) ?? "";

/**
 * Runs a program to its end and returns what it printed. The code is 127 if the program does not exist. Never throws.
 * If this process is interrupted, the program ends too.
 */
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
            // In a process group of its own, it gets Ctrl-C once, from us, and not from the terminal as well.
            detached: true,
        });
        endsWithUs(child);
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

/**
 * Runs a program in this terminal and returns its exit code. Rejects if the program does not exist. If this process is
 * interrupted, the program ends too.
 */
export function runInTerminal(
    command: string,
    args: readonly string[],
    options: Pick<SpawnOptions, "cwd" | "env"> = {},
): Promise<number> {
    return new Promise((resolve, reject) => {
        const child = spawn(command, args, { ...options, stdio: "inherit" });
        endsWithUs(child, { inForeground: true });
        child.once("error", reject);
        child.once("close", (code) => {
            resolve(code ?? 1);
        });
    });
}
