/** Finds the processes of a command by an environment variable that they inherit. Linux only. */
import { randomUUID } from "node:crypto";
import * as fs from "node:fs";

const VARIABLE = "HRMS_TEST_MARK";

export interface Mark {
    readonly mark: string;
    /** Add this to the environment of the command. */
    readonly variables: Readonly<Record<string, string>>;
}

export function marked(): Mark {
    const mark = randomUUID();
    return { mark, variables: { [VARIABLE]: mark } };
}

export interface MarkedProcess {
    readonly pid: number;
    readonly command: string;
}

export function survivors(mark: string): MarkedProcess[] {
    return fs.readdirSync("/proc").flatMap((entry) => {
        if (!/^\d+$/.test(entry)) return [];
        try {
            const environment = fs.readFileSync(`/proc/${entry}/environ`, "latin1");
            if (!environment.includes(`${VARIABLE}=${mark}`)) return [];
            const command = fs.readFileSync(`/proc/${entry}/cmdline`, "latin1").replaceAll("\0", " ");
            return [{ pid: Number(entry), command }];
        } catch {
            // The process has ended meanwhile.
            return [];
        }
    });
}

export function endAll(mark: string): void {
    for (const { pid } of survivors(mark)) process.kill(pid, "SIGKILL");
}
