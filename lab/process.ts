/** Long-running programs of a test. They end with it, whatever happens. */
import { spawn, type ChildProcess, type StdioOptions } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { entering } from "./network";

export interface Service {
    readonly namespace: string;
    readonly program: readonly [string, ...string[]];
    /** File for its output. */
    readonly log: string;
    readonly env?: NodeJS.ProcessEnv;
    /** Whether to open a channel for `process.send`. */
    readonly channel?: boolean;
}

/** Starts a program inside a namespace. It is killed when this process ends. */
export function startService({ namespace, program, log, env = {}, channel = false }: Service): ChildProcess {
    // Directly into the file: nobody reads a pipe while this process waits for a synchronous command.
    const file = openSync(log, "a");
    const stdio: StdioOptions = ["ignore", file, file, ...(channel ? (["ipc"] as const) : [])];
    const child = spawn("setpriv", ["--pdeathsig", "KILL", "ip", ...entering(namespace, program)], {
        stdio,
        env: { ...process.env, ...env },
    });
    closeSync(file);
    return child;
}

export async function stopService(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, "exit");
        child.kill(signal);
        await ended;
    }
}
