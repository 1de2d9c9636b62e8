/** The list of decisions, made from the decisions themselves. */
import * as fs from "node:fs";
import * as path from "node:path";
import { CHECKOUT } from "../../system/checkout";

const FOLDER = path.join(CHECKOUT, "docs", "adr");

/** `# 7. Title`, `Status: accepted, …` and the decision as one quoted sentence. */
const HEAD = /^# (?<number>\d+)\. (?<title>.+)\n\nStatus: (?<status>.+)\n\n> (?<decision>.+)\n/;

/** Throws if the head of a decision differs from docs/adr/template.md. */
export function adrIndex(): string {
    const lines = fs
        .readdirSync(FOLDER)
        .filter((name) => /^\d{4}-.*\.md$/.test(name))
        .sort()
        .map((name) => line(name, fs.readFileSync(path.join(FOLDER, name), "utf8")));
    return [
        "# Decisions",
        "",
        "Made from the decisions by `npx hrms generate`. To record another one, copy [the template](template.md) to the next",
        "number and run the command again.",
        "",
        ...lines,
        "",
    ].join("\n");
}

/** The line of the index about the decision in this file. */
export function line(name: string, text: string): string {
    const { number, title, decision, status } = HEAD.exec(text)?.groups ?? {};
    if (number === undefined || !name.startsWith(`${number.padStart(4, "0")}-`)) {
        throw new Error(
            `docs/adr/${name} must begin with its number and title, its status and one quoted sentence: see docs/adr/template.md.`,
        );
    }
    return `- [${number}. ${title}](${name}) (${status}). ${decision}`;
}
