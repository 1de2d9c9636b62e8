/** Findings as text for a terminal, and as JSON for programs. */
import { styleText } from "node:util";
import type { Finding, Severity } from "./rule";
import { SEVERITIES } from "./rule";

export interface Result {
    readonly findings: readonly Finding[];
    /** What the project is made of, in words. */
    readonly summary: readonly string[];
    /** Commands that give the stack the settings that the project needs. */
    readonly settings: readonly string[];
}

/** More places of one finding are counted, not listed. */
const MOST_PLACES = 5;
const WIDTH = 100;

const HEADINGS: Readonly<Record<Severity, string>> = {
    error: "Errors",
    warning: "Warnings",
    info: "Good to know",
};
const COLOURS = { error: "red", warning: "yellow", info: "cyan" } as const;

export type Style = (format: "bold" | "dim" | "red" | "yellow" | "cyan" | "green", text: string) => string;
export const PLAIN: Style = (_, text) => text;
export const COLOURED: Style = (format, text) => styleText(format, text);

/** The whole report. */
export function report({ findings, summary, settings }: Result, style: Style): string {
    const blocks = SEVERITIES.flatMap((severity) => {
        const own = findings.filter((finding) => finding.severity === severity);
        if (own.length === 0) return [];
        const heading = style("bold", style(COLOURS[severity], HEADINGS[severity]));
        return [heading, ...grouped(own).map((group) => block(group, style))];
    });
    const commands =
        settings.length === 0
            ? []
            : [[style("bold", "Settings that fit"), ...indented(settings, 2)].join("\n")];
    const found = [style("bold", "What is there"), ...indented(summary, 2)].join("\n");
    return [found, ...blocks, ...commands, verdict(findings, style)].join("\n\n");
}

/** Whether the project will not run. */
export const hasErrors = ({ findings }: Pick<Result, "findings">): boolean =>
    findings.some(({ severity }) => severity === "error");

/** One line: how many there are of each severity, and what that means. */
export function verdict(findings: readonly Finding[], style: Style = PLAIN): string {
    const count = (severity: Severity): number =>
        grouped(findings.filter((finding) => finding.severity === severity)).length;
    const counted = (severity: Severity, word: string): string[] => {
        const many = count(severity);
        return many === 0 ? [] : [`${many} ${word}${many === 1 ? "" : "s"}`];
    };
    const counts = [...counted("error", "error"), ...counted("warning", "warning")].join(", ");
    const errors = count("error");
    if (errors > 0) {
        const rest = errors === 1 ? "the error is corrected" : "the errors are corrected";
        return style("bold", style("red", `${counts}: it will not run until ${rest}.`));
    }
    const outcome =
        counts === ""
            ? "It will run."
            : `${counts}: it will run, but what they name needs a change or a setting.`;
    return style("bold", style("green", outcome));
}

/** Findings that differ in their place only, or in what is there. */
function grouped(findings: readonly Finding[]): Finding[][] {
    const groups = new Map<string, Finding[]>();
    for (const finding of findings) {
        const key = JSON.stringify([finding.id, finding.consequence]);
        groups.set(key, [...(groups.get(key) ?? []), finding]);
    }
    return [...groups.values()];
}

function block(group: readonly Finding[], style: Style): string {
    const [first] = group;
    if (first === undefined) return "";
    const shown = group.slice(0, MOST_PLACES);
    const width = Math.min(50, Math.max(...shown.map((finding) => placeOf(finding).length)));
    const fixes = [...new Set(group.map(({ fix }) => fix))];
    const rest = group.length - shown.length;
    return [
        ...shown.map((finding) => `  ${style("bold", placeOf(finding).padEnd(width))}  ${finding.what}`),
        ...(rest > 0 ? [`  ${style("dim", `and ${rest} more (--json lists all)`)}`] : []),
        ...wrapped(first.consequence, 4),
        ...fixes.slice(0, MOST_PLACES).flatMap((fix) => fixLines(fix, 4)),
        `    ${style("dim", first.id)}`,
    ].join("\n");
}

/** As compilers and editors write it. */
export const placeOf = ({ file, line }: Pick<Finding, "file" | "line">): string =>
    `${file === "" ? "." : file}${line > 0 ? `:${line}` : ""}`;

const indented = (lines: readonly string[], by: number): string[] =>
    lines.map((line) => " ".repeat(by) + line);

/** What a command in a fix starts with. */
const COMMAND = /(^|[:,] )((?:pulumi|python|git|sed|pip|uv|iconv|echo|pipenv|npx) )/;

/** Words in lines of at most {@link WIDTH} characters. A command stays on a line of its own, so that it can be pasted. */
function wrapped(text: string, by: number): string[] {
    const lines = [""];
    for (const word of text.split(" ")) {
        const line = lines.at(-1) ?? "";
        if (line !== "" && line.length + word.length + 1 > WIDTH - by) lines.push(word);
        else lines[lines.length - 1] = line === "" ? word : `${line} ${word}`;
    }
    return indented(lines, by);
}

function fixLines(fix: string, by: number): string[] {
    const found = COMMAND.exec(fix);
    if (found === null) return wrapped(`Fix: ${fix}`, by);
    const start = found.index + (found[1] ?? "").length;
    const command = fix.slice(start);
    if (start === 0) return indented([`Fix: ${command}`], by);
    return [...wrapped(`Fix: ${fix.slice(0, start).trimEnd()}`, by), ...indented([command], by + 2)];
}
