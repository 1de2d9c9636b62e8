import { readFileSync } from "node:fs";

export const readable = (path: string): string => readFileSync(path, "utf8");

/** The lines of a list without empty lines and comments. */
export const linesOf = (text: string): string[] =>
    text
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "" && !line.startsWith("#"));
