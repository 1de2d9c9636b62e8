/** The cases of a policy are in the file with the same name as the file of its rule. */
import * as fs from "node:fs";
import * as path from "node:path";
import { allPolicies } from "../../policies/all-policies";
import { caseFiles } from "./case-table";

const RULES = path.join(__dirname, "../../policies/rules");
const NAME = /^\s*name: "([a-z\d-]+)",$/gm;

/** The sorted policies of each file that has any. */
function policiesByFile(): Record<string, string[]> {
    const names = new Set(allPolicies.map(({ name }) => name));
    const files = fs.readdirSync(RULES).map((file): [string, string[]] => {
        const text = fs.readFileSync(path.join(RULES, file), "utf8");
        const found = [...text.matchAll(NAME)].map(([, name = ""]) => name);
        return [path.basename(file, ".ts"), found.filter((name) => names.has(name)).sort()];
    });
    return Object.fromEntries(files.filter(([, found]) => found.length > 0));
}

test("each file of rules has a file of cases for the same policies", () => {
    const tested = Object.entries(caseFiles()).map(([file, cases]) => [file, Object.keys(cases).sort()]);
    expect(Object.fromEntries(tested)).toEqual(policiesByFile());
});
