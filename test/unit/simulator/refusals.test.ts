import { FILES, refusalsOf } from "../../../simulator/registry";
import { casesByFile } from "../../engine/refusals/support";

const idsOf = (list: readonly { readonly id: string }[]): string[] =>
    [...new Set(list.map(({ id }) => id))].sort();

/** The files of the simulated AWS that reject something, under the names of the files with their cases. */
const rejecting = Object.entries(FILES)
    .map(([file, contents]) => ({ file: file.replace(/^aws\//, ""), refusals: refusalsOf(contents) }))
    .filter(({ refusals }) => refusals.length > 0);

test("every file that rejects something has a file of cases with the same name, and there are no other files", () => {
    expect([...casesByFile.keys()].sort()).toEqual(rejecting.map(({ file }) => file).sort());
});

test.each(rejecting)(
    "the cases in refusals/$file.ts cover the refusals of the simulator file with that name",
    (each) => {
        expect(idsOf(casesByFile.get(each.file) ?? [])).toEqual(idsOf(each.refusals));
    },
);
