/** Cleans up after labs whose process was killed. */
import { randomInt } from "node:crypto";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { command } from "./command";

/** A name for one lab, with the id of its process. Random, because Jest resets counters for each suite of a process. */
export const labId = (): string => `${process.pid}.${randomInt(100_000)}`;

const OWNED = /^hrms-(\d+)\.\d+-/;

const isLeft = (name: string): boolean => {
    const owner = OWNED.exec(name)?.[1];
    return owner !== undefined && !existsSync(`/proc/${owner}`);
};

const namespaces = (): string[] =>
    command("ip", ["netns", "list"])
        .split("\n")
        .map((line) => line.split(" ", 1)[0] ?? "");

/** Removes namespaces and folders of processes that have ended. Their machines and services ended with them. */
export function sweep(): void {
    for (const namespace of namespaces().filter(isLeft)) {
        try {
            command("ip", ["netns", "delete", namespace]);
        } catch (error) {
            // Another lab that starts at the same time may have deleted it.
            if (namespaces().includes(namespace)) {
                throw error;
            }
        }
    }
    for (const folder of readdirSync(tmpdir()).filter(isLeft)) {
        rmSync(join(tmpdir(), folder), { recursive: true, force: true });
    }
}
