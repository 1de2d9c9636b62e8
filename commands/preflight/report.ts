/** The results of preflight for people. */
import type { Result } from "../../preflight";
import { SUBJECTS, type Subject } from "../../preflight/kinds";

const MARKS: Readonly<Record<Result["severity"], string>> = {
    blocks: "BLOCKS ",
    warns: "warns  ",
    unknown: "unknown",
    ok: "ok     ",
};

/** What a fix of the account's own check begins with. */
const LEAD = /^(Fix|For example): /;

const counted = (count: number, one: string, many = `${one}s`): string =>
    `${count} ${count === 1 ? one : many}`;

/** @param all - whether what is well is shown too */
export function describe(results: readonly Result[], stack: string, all: boolean): string {
    const subjects = Object.keys(SUBJECTS) as Subject[];
    const sections = subjects.flatMap((subject) => {
        const own = results.filter(
            (result) => result.subject === subject && (all || result.severity !== "ok"),
        );
        return own.length === 0 ? [] : [[SUBJECTS[subject], ...own.flatMap(lines), ""].join("\n")];
    });
    return [...sections, summary(results, stack)].join("\n");
}

const INDENT = " ".repeat(11);

function lines({ severity, what, why, fix }: Result): string[] {
    return [
        `  ${MARKS[severity]}  ${indented(what)}`,
        ...(why === undefined ? [] : [`${INDENT}${why}`]),
        ...(fix === undefined ? [] : [`${INDENT}${LEAD.test(fix) ? fix : `Fix: ${fix}`}`]),
    ];
}

const indented = (text: string): string => text.trim().replaceAll("\n", `\n${INDENT}`);

function summary(results: readonly Result[], stack: string): string {
    const count = (severity: Result["severity"]): number =>
        results.filter((result) => result.severity === severity).length;
    const [blocking, warnings, unknown, ok] = [
        count("blocks"),
        count("warns"),
        count("unknown"),
        count("ok"),
    ];
    const rest = [
        ...(warnings > 0 ? [counted(warnings, "warning")] : []),
        ...(unknown > 0 ? [`${unknown} not known`] : []),
        `${ok} well`,
    ].join(", ");
    return blocking > 0
        ? `${counted(blocking, "obstacle stops", "obstacles stop")} pulumi up of stack ${stack}; ${rest}. Nothing was changed.`
        : `Nothing that was asked stops pulumi up of stack ${stack}; ${rest}. Nothing was changed.`;
}
