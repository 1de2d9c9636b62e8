/** Runs the pack on programs that are not ours, first without faults and then with faults. */
import * as fs from "node:fs";
import { findingsIn } from "./findings";
import { judgeProgram, type Result } from "./judged";
import { expectedOf, PROGRAMS, README } from "./programs";
import { withTable } from "./table";

describe.each(PROGRAMS)("$name", (program) => {
    const expected = expectedOf(program);
    let result: Result;

    beforeAll(async () => {
        result = await judgeProgram(program);
    });

    test("has exactly the expected findings in a first preview", () => {
        expect(findingsIn(result.preview)).toEqual(expected.preview);
        expect(result.resources).toBe(expected.resources);
    });

    test("has exactly the expected findings after the update", () => {
        expect(findingsIn(result.update)).toEqual(expected.update);
    });

    test("has all of its faults found, and nothing else", () => {
        expect(result.faults).toEqual({ unfound: [], unclaimed: [] });
    });
});

test("the pack's README has the current table of these programs", () => {
    const readme = fs.readFileSync(README, "utf8");
    expect(readme).toBe(withTable(readme));
});
