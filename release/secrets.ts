/** What detect-secrets found in a project, against what the project's baseline allows. */
import { z } from "zod";

const FINDINGS = z.object({
    results: z.record(
        z.string(),
        z.array(
            z.object({
                type: z.string(),
                hashed_secret: z.string(),
                line_number: z.number().optional(),
                /** In a baseline, what a person said with `detect-secrets audit`. */
                is_secret: z.boolean().optional(),
            }),
        ),
    ),
});

/** The project's allow list: https://github.com/Yelp/detect-secrets */
export const BASELINE = ".secrets.baseline";

export interface Exposed {
    readonly file: string;
    /** 0 is the whole file. */
    readonly line: number;
    /** Such as "Secret Keyword". */
    readonly type: string;
}

/** Tests log in with passwords that open nothing. Keys of a known form count there as well. */
const TESTS = /(^|\/)(tests?|testing|conftest|test_[^/]*|[^/]*_test)(\.py$|\/)/;
const isTestPassword = ({ file, type }: Exposed): boolean => type === "Secret Keyword" && TESTS.test(file);

/**
 * Findings that the baseline does not have, or that somebody has marked as real secrets in it.
 * @throws SyntaxError or ZodError if one of them is not the output of detect-secrets
 */
export function exposed(found: string, baseline: string | undefined): Exposed[] {
    const allowed = new Set(
        baseline === undefined
            ? []
            : entries(baseline)
                  .filter((entry) => entry.is_secret !== true)
                  .map(identity),
    );
    return entries(found)
        .filter((entry) => !allowed.has(identity(entry)))
        .map(({ file, line_number: line = 0, type }) => ({ file, line, type }))
        .filter((entry) => !isTestPassword(entry))
        .sort((one, other) => one.file.localeCompare(other.file, "en") || one.line - other.line);
}

const entries = (text: string) =>
    Object.entries(FINDINGS.parse(JSON.parse(text)).results).flatMap(([file, found]) =>
        found.map((entry) => ({ ...entry, file: file.replace(/^\.\//, "") })),
    );

const identity = ({ file, hashed_secret: hash }: { file: string; hashed_secret: string }): string =>
    `${file} ${hash}`;
