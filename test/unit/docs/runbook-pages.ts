/** The pages of the runbook, and which test rehearses each of their sections. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument, type Document } from "./markdown";
import { CHECKOUT } from "../../../system/checkout";

const FOLDER = "docs/runbook";

/** What comes before an incident: no section of this page is a procedure. */
const ENTRANCE = join(FOLDER, "README.md");

export interface Section {
    /** `alarms.md#website-down` */
    readonly place: string;
    readonly rehearsals: readonly Rehearsal[];
    /** Why no test rehearses it, as the section itself says. */
    readonly notRehearsed: string | undefined;
}

export interface Rehearsal {
    /** From the repository's root. */
    readonly file: string;
    /** How the title of the test begins. */
    readonly title: string;
}

const REHEARSED = /\[[^\]]+\]\((?<link>[^)]+(?:\.test)?\.ts)\), "(?<title>[^"]+)"/g;
const NOT_REHEARSED = /^Not rehearsed by a test: (.+)$/m;

export const PAGES: readonly { readonly text: string; readonly document: Document }[] = readdirSync(
    join(CHECKOUT, FOLDER),
).map((name) => {
    const path = join(FOLDER, name);
    const text = readFileSync(join(CHECKOUT, path), "utf8");
    return { text, document: parseDocument(path, text) };
});

/** Sections of level 2 that say what to do. */
export const procedures = (): Section[] =>
    PAGES.filter(({ document }) => document.path !== ENTRANCE).flatMap(({ text, document }) =>
        sectionsOf(document.path, text),
    );

export function sectionsOf(path: string, text: string): Section[] {
    const anchors = parseDocument(path, text).headings.filter(({ level }) => level === 2);
    const bodies = text
        .replaceAll(/^ *```[\s\S]*?^ *```$/gm, "")
        .split(/^## .*$/m)
        .slice(1);
    return bodies.map((body, index) => ({
        place: `${path.replace(`${FOLDER}/`, "")}#${anchors[index]?.anchor ?? ""}`,
        rehearsals: rehearsalsOf(path, body),
        notRehearsed: NOT_REHEARSED.exec(body)?.[1],
    }));
}

function rehearsalsOf(path: string, body: string): Rehearsal[] {
    const [, said = ""] = /^Rehearsed: ([\s\S]+)/m.exec(body) ?? [];
    return [...said.matchAll(REHEARSED)].map(({ groups }) => ({
        file: join(path, "..", groups?.link ?? ""),
        title: groups?.title ?? "",
    }));
}
