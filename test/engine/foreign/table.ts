/** The table of the foreign programs for the pack's README, from their data. The tests compare the data with the engine. */
import { expectedOf, faultsOf, type Program, PROGRAMS } from "./programs";

const BEGIN = "<!-- made by `npx tsx test/engine/foreign/record.ts`: begin -->";
const END = "<!-- end of the programs -->";

/** The README with the current table between its two marks. */
export function withTable(readme: string): string {
    const begin = readme.indexOf(BEGIN);
    const end = readme.indexOf(END);
    if (begin < 0 || end < begin) {
        throw new Error(`policies/README.md has lost its marks: ${BEGIN} … ${END}`);
    }
    return [readme.slice(0, begin) + BEGIN, "", foreignTable(), "", readme.slice(end)].join("\n");
}

const HEAD = ["Program", "Resources", "Findings that stop it", "Advice", "Faults seeded", "Found"];

function foreignTable(): string {
    return [HEAD, HEAD.map(() => "---"), ...PROGRAMS.map(rowOf)]
        .map((cells) => `| ${cells.join(" | ")} |`)
        .join("\n");
}

function rowOf(program: Program): readonly (string | number)[] {
    const { resources, preview, update } = expectedOf(program);
    const all = [...new Set([...preview, ...update])];
    const count = (pattern: RegExp) => all.filter((finding) => pattern.test(finding)).length;
    const faults = faultsOf(program);
    return [
        program.name,
        resources,
        count(/^mandatory /),
        // Without deferred values and without deviations.
        count(/^advisory failed /),
        faults.length,
        faults.filter(({ missed }) => !missed).length,
    ];
}
