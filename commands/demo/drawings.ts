/** The drawings in `docs/`: provisions each stack on the simulated AWS and draws what came of it. */
import * as fs from "node:fs";
import * as path from "node:path";
import { findEngine } from "../../engine";
import { exported } from "../../engine/stack";
import { perform, STEPS } from "../../engine/steps";
import { draw } from "../../reports/drawing";
import { openSimulatedStack } from "../../simulator/stack";
import { CHECKOUT } from "../../system/checkout";
import { temporaryFolder } from "../../system/interruption";

/** Stack → file, relative to the root of the checkout. */
export const DRAWINGS = {
    prod: "docs/architecture.svg",
    starter: "docs/architecture-starter.svg",
} as const;

/** Returns the exit code. A stack that cannot be provisioned leaves its drawing as it is. */
export async function writeDrawings(): Promise<number> {
    const { folder: engine } = await findEngine();
    for (const [name, file] of Object.entries(DRAWINGS)) {
        console.log(`Stack ${name}`);
        const stack = await openSimulatedStack({ folder: temporaryFolder("drawing"), stack: name, engine });
        try {
            if ((await perform(stack.pulumi, STEPS.up)).code !== 0) return 1;
            fs.writeFileSync(path.join(CHECKOUT, file), draw(await exported(stack.pulumi)));
        } finally {
            stack.remove();
        }
    }
    console.log(`Written: ${Object.values(DRAWINGS).join(", ")}`);
    return 0;
}
