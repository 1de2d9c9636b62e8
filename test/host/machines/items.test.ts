/** Which items of the checklist the tests on booted hosts name in their titles. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type ChecklistId, saidTwice, wantedEvidence } from "../../../checklist/items";
import { readable } from "./cases/lists";

describe("items of the checklist", () => {
    const files = readdirSync(__dirname, { encoding: "utf8", recursive: true })
        .filter((name) => name.endsWith(".ts"))
        .map((name) => [name, readable(join(__dirname, name))] as const);
    const titles = files
        .flatMap(([, text]) => [...text.matchAll(/\btest(?:\.each\(.*\))?\(\s*"([a-z., -]+?): /g)])
        .map(([, ids = ""]) => ids.split(", "));
    const named = new Set(titles.flat().filter((word) => word.includes(".")));

    test("every file of cases runs in exactly one suite", () => {
        const imported = files
            .filter(([name]) => name.endsWith(".test.ts"))
            .flatMap(([, text]) => [...text.matchAll(/ from "\.\/(cases\/.+)";$/gm)])
            .map(([, file]) => `${file}.ts`);
        const written = files.filter(([, text]) => /^export const \w+ = cases\(/m.test(text));
        expect(imported.filter((name) => written.some(([one]) => one === name)).sort()).toEqual(
            written.map(([name]) => name).sort(),
        );
    });

    test("tests on machines name items that there are", () => {
        expect([...named].filter((id) => !(id in wantedEvidence))).toEqual([]);
    });

    test("each item that wants a host as its evidence is named by a test on one", () => {
        const same = (id: ChecklistId) =>
            saidTwice.find((group) => (group as readonly string[]).includes(id)) ?? [id];
        const open = (Object.keys(wantedEvidence) as ChecklistId[])
            .filter((id) => (wantedEvidence[id] as readonly string[]).includes("host"))
            .filter((id) => !same(id).some((one) => named.has(one)));
        expect(open).toEqual([]);
    });
});
