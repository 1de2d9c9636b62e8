import * as fs from "node:fs";

/** The text of a golden file. With `UPDATE=1`, writes what the test made first: read the difference before you commit it. */
export function golden(file: string, made: string): string {
    if (process.env.UPDATE) fs.writeFileSync(file, made);
    return fs.readFileSync(file, "utf8");
}
