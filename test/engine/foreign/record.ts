/**
 * `npx tsx test/engine/foreign/record.ts [program…]` records the verdicts on the careful programs after an intended
 * change of the pack, and prints where the findings on the faults differ from the claims in `faults.yaml`.
 * It also updates the table in the pack's README. HRMS_ENGINE_BIN names the folder of the engine.
 */
import * as fs from "node:fs";
import { findingsIn } from "./findings";
import { judgeProgram } from "./judged";
import { PROGRAMS, README, writeExpected } from "./programs";
import { withTable } from "./table";

async function record(names: readonly string[]): Promise<void> {
    for (const program of PROGRAMS.filter(({ name }) => names.length === 0 || names.includes(name))) {
        const { resources, preview, update, faults } = await judgeProgram(program);
        writeExpected(program, { resources, preview: findingsIn(preview), update: findingsIn(update) });
        console.log(`${program.name}: ${resources} resources`);
        for (const finding of faults.unfound) console.log(`  not found: ${finding}`);
        for (const finding of faults.unclaimed) console.log(`  not claimed: ${finding}`);
    }
    fs.writeFileSync(README, withTable(fs.readFileSync(README, "utf8")));
}

record(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
});
