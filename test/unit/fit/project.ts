/** Projects for the tests: the clean one, changed in one thing. */
import * as fs from "node:fs";
import * as path from "node:path";
import { CHECKOUT } from "../../../system/checkout";
import { removeTemporaryFolder, temporaryFolder } from "../../../system/interruption";
import { placeOf } from "../../../fit/print";
import type { Finding } from "../../../fit/rule";

export const FIXTURES = path.join(CHECKOUT, "test/fixtures");
const CLEAN = path.join(FIXTURES, "fit/clean");

/** A file's new content, lines after its own ones, or null for no file. */
export type Change =
    string | Buffer | { readonly more: string } | { readonly swap: readonly [string, string] } | null;
export type Changes = Readonly<Record<string, Change>>;

/** Hands over the clean project with the changes, in a folder of its own, outside of any repository. */
export async function withProject<T>(changes: Changes, use: (folder: string) => Promise<T>): Promise<T> {
    const folder = temporaryFolder("fit-test");
    try {
        fs.cpSync(CLEAN, folder, { recursive: true });
        for (const [name, change] of Object.entries(changes)) apply(path.join(folder, name), change);
        return await use(folder);
    } finally {
        removeTemporaryFolder(folder);
    }
}

function apply(file: string, change: Change): void {
    if (change === null) {
        fs.rmSync(file);
        return;
    }
    fs.mkdirSync(path.dirname(file), { recursive: true });
    if (typeof change === "string" || Buffer.isBuffer(change)) {
        fs.writeFileSync(file, change);
    } else if ("more" in change) {
        fs.appendFileSync(file, change.more);
    } else {
        const before = fs.readFileSync(file, "utf8");
        const after = before.replace(...change.swap);
        if (after === before) throw new Error(`${file} does not contain ${change.swap[0]}`);
        fs.writeFileSync(file, after);
    }
}

/** `severity id file:line`, as the tables of the tests have it. */
export const short = ({ severity, id, ...place }: Finding): string => `${severity} ${id} ${placeOf(place)}`;
