/**
 * Cleans up after this process: ends the programs that it runs and removes its temporary folders, which can hold secrets.
 * Ctrl-C ends the programs first, so that they can clean up, and then removes the folders.
 */
import type { ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

const SIGNALS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;
type Signal = keyof typeof SIGNALS;

/** A terminal sends a signal to every process, and npm passes it on: a second signal within this time is the same one. */
const SAME_SIGNAL_MS = 1_000;

interface Running {
    readonly child: ChildProcess;
    /** Whether it is in this process's group, so that a terminal's Ctrl-C reaches it directly. */
    readonly inForeground: boolean;
}

const running = new Set<Running>();
const folders = new Set<string>();
/** Work that ends by itself, at a point where nothing is half done, once it has been interrupted. */
let careful = 0;
let last: number | undefined;
let isPrepared = false;

/** Ends the program when this process is interrupted. */
export function endsWithUs(child: ChildProcess, { inForeground = false } = {}): void {
    prepare();
    const entry = { child, inForeground };
    running.add(entry);
    child.once("close", () => {
        running.delete(entry);
        if (last !== undefined && running.size === 0 && careful === 0) process.exit();
    });
    child.once("error", () => running.delete(entry));
}

/**
 * Does work that must not end anywhere. The first Ctrl-C only makes `isInterrupted` true; the work asks for it where it can
 * stop. The second one ends the process.
 */
export async function carefully<T>(work: (isInterrupted: () => boolean) => Promise<T>): Promise<T> {
    prepare();
    careful++;
    try {
        return await work(() => last !== undefined);
    } finally {
        careful--;
    }
}

/** Creates a folder that only this user can read. It is removed when this process ends, however it ends. */
export function temporaryFolder(purpose: string): string {
    prepare();
    const prefix = path.join(os.tmpdir(), `hrms-${purpose}-`);
    removeLeftovers(prefix);
    const folder = fs.mkdtempSync(`${prefix}${process.pid}-`);
    folders.add(folder);
    return folder;
}

export function removeTemporaryFolder(folder: string): void {
    fs.rmSync(folder, { recursive: true, force: true });
    folders.delete(folder);
}

/** A process that was killed could not remove its folders. The next process does. */
function removeLeftovers(prefix: string): void {
    const parent = path.dirname(prefix);
    for (const name of fs.readdirSync(parent)) {
        if (!name.startsWith(path.basename(prefix))) continue;
        const owner = Number(name.slice(path.basename(prefix).length).split("-")[0]);
        if (Number.isInteger(owner) && owner > 0 && !isAlive(owner)) {
            fs.rmSync(path.join(parent, name), { recursive: true, force: true });
        }
    }
}

/** Whether a process of this machine runs. */
export function isAlive(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return (error as NodeJS.ErrnoException).code === "EPERM";
    }
}

function prepare(): void {
    if (isPrepared) return;
    isPrepared = true;
    process.on("exit", () => {
        folders.forEach(removeTemporaryFolder);
    });
    for (const signal of Object.keys(SIGNALS) as Signal[]) {
        process.on(signal, () => {
            interrupt(signal);
        });
    }
}

/** The first signal lets the programs finish what they have started, as Pulumi does. The next one ends them at once. */
function interrupt(signal: Signal): void {
    if (last !== undefined && Date.now() - last < SAME_SIGNAL_MS) return;
    process.exitCode = 128 + SIGNALS[signal];
    if (running.size === 0 && (careful === 0 || last !== undefined)) process.exit();
    if (last === undefined) {
        console.error(
            "Interrupted: waiting for what has been started to finish. Press Ctrl-C again to stop it at once.",
        );
    }
    last = Date.now();
    for (const { child, inForeground } of running) {
        const heard = inForeground && signal === "SIGINT" && process.stdin.isTTY;
        if (!heard) child.kill(signal);
    }
}
