import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { StackResource } from "../../../engine/deployment";
import type { StepMetadata } from "../../../policies/report/events";
import type { EngineEvent } from "../../../engine/events";
import { exported } from "../../../engine/stack";
import { openSimulatedStack, type SimulatedStack } from "../../../simulator/stack";

/** Pulumi records the source line of each promise, which takes a quarter of a preview's time. */
const SHORT_TRACES = { NODE_OPTIONS: "--stack-trace-limit=2" };

/** The program of this checkout on a new simulated account. Call `remove` when done. */
export function openStack(
    stack: "prod" | "starter",
    config: Record<string, unknown> = {},
    { checkpoints = false, engine = process.env.HRMS_ENGINE_BIN ?? "" } = {},
): Promise<SimulatedStack> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), `hrms-${stack}-`));
    return openSimulatedStack({
        folder,
        stack,
        config,
        checkpoints,
        variables: SHORT_TRACES,
        engine,
    });
}

/** The resources in the Pulumi state, with secrets as they are in the state. */
export async function resourcesOf({
    pulumi,
}: Pick<SimulatedStack, "pulumi">): Promise<readonly StackResource[]> {
    return (await exported(pulumi)).deployment.resources;
}

/** The engine's operations or plans, without unchanged resources. */
export function changes(events: readonly EngineEvent[]): StepMetadata[] {
    return events
        .flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? [])
        .filter(({ op }) => op !== "same" && op !== "read");
}

export function errors(events: readonly EngineEvent[]): string[] {
    return events.flatMap(({ diagnosticEvent: event }) =>
        event?.severity === "error" ? [event.message] : [],
    );
}
