/** Runs a command and returns what it prints. Throws with its error output if it fails. */
import { spawnSync } from "node:child_process";

export function command(program: string, args: readonly string[], input?: string): string {
    const { status, signal, error, stdout, stderr } = spawnSync(program, args, {
        encoding: "utf8",
        input,
        maxBuffer: 256 * 1024 * 1024,
    });
    if (status !== 0) {
        const how = error?.message ?? signal ?? `exit ${status}`;
        throw new Error(`${program} ${args.join(" ")}: ${how}\n${stderr || stdout}`);
    }
    return stdout;
}
