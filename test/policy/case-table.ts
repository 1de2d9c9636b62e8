/** The cases of every policy. Each file in `cases/` has the name of a file in `policies/rules/`. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { CaseTable } from "./case";

const FOLDER = path.join(__dirname, "cases");

/** The tables of cases by the name of their file without its extension. */
export function caseFiles(): Readonly<Record<string, CaseTable>> {
    const names = fs.readdirSync(FOLDER).map((file) => path.basename(file, ".ts"));
    return Object.fromEntries(names.map((name) => [name, tableIn(path.join(FOLDER, name))]));
}

/** The cases by policy. */
export function caseTable(): CaseTable {
    return Object.fromEntries(Object.values(caseFiles()).flatMap((cases) => Object.entries(cases)));
}

function tableIn(file: string): CaseTable {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- jest collects tests synchronously, so this can't await an import
    const { cases } = require(file) as { readonly cases: CaseTable };
    return cases;
}
