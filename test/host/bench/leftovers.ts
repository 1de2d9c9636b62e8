/** What a bench leaves behind where its process was killed: the next one clears it away. */
import { randomInt } from "node:crypto";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { command } from "./command";

/** A name for one bench, which tells whose it is: the process's. Jest counts anew for each suite of a process. */
export const benchId = (): string => `${process.pid}.${randomInt(100_000)}`;

const OWNED = /^hrms-(\d+)\.\d+-/;

const isLeft = (name: string): boolean => {
    const owner = OWNED.exec(name)?.[1];
    return owner !== undefined && !existsSync(`/proc/${owner}`);
};

const namespaces = (): string[] =>
    command("ip", ["netns", "list"])
        .split("\n")
        .map((line) => line.split(" ", 1)[0] ?? "");

/** Removes namespaces and folders whose process is gone. Its machines and services went with it. */
export function sweep(): void {
    for (const namespace of namespaces().filter(isLeft)) {
        try {
            command("ip", ["netns", "delete", namespace]);
        } catch (error) {
            // Another bench that begins at the same time may have been first.
            if (namespaces().includes(namespace)) {
                throw error;
            }
        }
    }
    for (const folder of readdirSync(tmpdir()).filter(isLeft)) {
        rmSync(join(tmpdir(), folder), { recursive: true, force: true });
    }
}
