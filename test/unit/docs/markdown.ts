/** As much of Markdown as documents of this repository are checked for. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { CHECKOUT } from "../../../system/checkout";

const markdownIn = (folder: string): string[] =>
    readdirSync(join(CHECKOUT, folder))
        .filter((name) => name.endsWith(".md"))
        .map((name) => join(folder, name));

/** What people read first to last; from the repository's root. */
export const DOCUMENTS: readonly string[] = [
    "README.md",
    "CONTRIBUTING.md",
    ...["docs", "docs/adr", "docs/runbook"].flatMap(markdownIn),
];

export interface Heading {
    readonly level: number;
    readonly text: string;
    /** What a link to it ends with, as GitHub makes it. */
    readonly anchor: string;
}

export interface Link {
    /** Path of the file linked to, from the repository's root. */
    readonly file: string;
    /** Heading within it; empty where the file as a whole is meant. */
    readonly anchor: string;
}

export interface Document {
    /** From the repository's root. */
    readonly path: string;
    readonly headings: readonly Heading[];
    /** Links within the repository, those to places within the document included. */
    readonly links: readonly Link[];
    /** Text of all code, fenced and inline. */
    readonly code: readonly string[];
}

const FENCE = /^ *(```+).*\n([\s\S]*?)^ *\1 *$/gm;
const INLINE_CODE = /`([^`]+)`/g;
const HEADING = /^(#{1,6}) +(.+?) *$/gm;
const LINK = /\]\(([^)\s]+)\)/g;
const WITH_SCHEME = /^[a-z]+:/;

/** Reads a document; the path is from the repository's root. */
export const readDocument = (path: string): Document =>
    parseDocument(path, readFileSync(join(CHECKOUT, path), "utf8"));

export function parseDocument(path: string, text: string): Document {
    const prose = text.replaceAll(FENCE, "");
    const targets = [...prose.replaceAll(INLINE_CODE, "").matchAll(LINK)].map(([, target = ""]) => target);
    return {
        path,
        headings: headingsOf(prose),
        links: targets.filter((target) => !WITH_SCHEME.test(target)).map((target) => linkFrom(path, target)),
        code: [
            ...[...text.matchAll(FENCE)].map(([, , code = ""]) => code),
            ...[...prose.matchAll(INLINE_CODE)].map(([, code = ""]) => code),
        ],
    };
}

function linkFrom(path: string, target: string): Link {
    const [file = "", anchor = ""] = target.split("#");
    return { file: file === "" ? path : relative(CHECKOUT, join(CHECKOUT, dirname(path), file)), anchor };
}

/** Two headings of the same text get different anchors: the later one is numbered. */
function headingsOf(prose: string): Heading[] {
    const seen = new Map<string, number>();
    return [...prose.matchAll(HEADING)].map(([, marks = "", text = ""]) => {
        const plain = anchorOf(text);
        const before = seen.get(plain) ?? 0;
        seen.set(plain, before + 1);
        return { level: marks.length, text, anchor: before === 0 ? plain : `${plain}-${before}` };
    });
}

/** https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#section-links */
const anchorOf = (heading: string): string =>
    heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, "")
        .replaceAll(" ", "-");
