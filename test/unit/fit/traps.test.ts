/** Each trap of real projects is found at its place, and nothing else is. */
import { judge } from "../../../fit";
import { readProject } from "../../../fit/facts";
import { RULES } from "../../../fit/rules";
import { short, withProject } from "./project";
import { TRAPS } from "./traps";

test.each(TRAPS)("%s", async (_, changes, findings) => {
    const found = await withProject(changes, async (folder) => judge(await readProject(folder)).findings);
    expect(found.map(short)).toEqual(findings);
});

/** Rules about what only the index of packages knows: resolve.test.ts has their cases. */
const BY_THE_INDEX = [
    "no-wheel",
    "from-source",
    "no-such-version",
    "no-such-package",
    "requirements-conflict",
    "host-conflict",
    "not-resolved",
];

test("every rule has a trap", () => {
    const sprung = new Set(
        TRAPS.flatMap(([, , findings]) => findings.map((finding) => finding.split(" ")[1])),
    );
    expect(RULES.map(({ id }) => id).filter((id) => !sprung.has(id) && !BY_THE_INDEX.includes(id))).toEqual(
        [],
    );
});
