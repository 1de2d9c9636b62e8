import { readFileSync } from "node:fs";

export const readable = (path: string): string => readFileSync(path, "utf8");

/** Lines of a list that say something: neither empty nor comments. */
export const linesOf = (text: string): string[] =>
    text
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "" && !line.startsWith("#"));
