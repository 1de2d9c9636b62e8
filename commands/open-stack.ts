import * as path from "node:path";
import { findEngine } from "../engine";
import { pulumiOn } from "../engine/pulumi";
import type { Stack } from "../engine/stack";
import { openLastingStack } from "../simulator/stack";
import { CHECKOUT } from "../system/checkout";

/** Opens the stack in its account, or the stack of the same name on the simulated AWS. */
export async function openStack(name: string, simulated: boolean): Promise<Stack> {
    const engine = await findEngine();
    const { version } = engine;
    if (simulated) {
        return { name, engine: version, ...(await openLastingStack(name, engine.folder)) };
    }
    const env = { ...process.env, PATH: [engine.folder, process.env.PATH].join(path.delimiter) };
    return {
        name,
        engine: version,
        project: CHECKOUT,
        pulumi: pulumiOn({ stack: name, project: CHECKOUT, env }),
    };
}
