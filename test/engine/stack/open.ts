import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { StackResource } from "../../../tools/deployment";
import type { EngineEvent, StepMetadata } from "../../../tools/events";
import { exported } from "../../../tools/policies/judged";
import { openSimulatedStack, type SimulatedStack } from "../../../tools/simulated-stack";

/** For each promise Pulumi writes down where it was made, by the source's lines: a quarter of a preview's time. */
const SHORT_TRACES = { NODE_OPTIONS: "--stack-trace-limit=2" };

/** The program of this checkout on an empty simulated account of its own. Call `remove` when done. */
export function openStack(
    stack: "prod" | "starter",
    config: Record<string, unknown> = {},
    { checkpoints = false } = {},
): Promise<SimulatedStack> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), `hrms-${stack}-`));
    return openSimulatedStack({
        folder,
        stack,
        config,
        checkpoints,
        variables: SHORT_TRACES,
        engine: process.env.HRMS_ENGINE_BIN ?? "",
    });
}

/** The resources in the Pulumi state, secrets as the state holds them. */
export async function resourcesOf({
    pulumi,
}: Pick<SimulatedStack, "pulumi">): Promise<readonly StackResource[]> {
    return (await exported(pulumi)).deployment.resources;
}

/** What the engine did or plans, without what stays the same. */
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
