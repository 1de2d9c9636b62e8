/** Runs `pulumi` on one stack and reads the engine's events while it runs. */
import * as path from "node:path";
import { eventReader, type EngineEvent } from "./events";
import { removeTemporaryFolder, temporaryFolder } from "../system/interruption";
import { run, type Finished } from "../system/run";

export interface PulumiRun extends Finished {
    readonly events: readonly EngineEvent[];
}

export interface PulumiOptions {
    readonly env?: Readonly<Record<string, string>>;
    /** Called for each event when the engine reports it. */
    readonly onEvent?: (event: EngineEvent) => void;
}

/** Runs `pulumi` with these arguments on the stack. Returns the engine's events if the command has an event log. */
export type Pulumi = (args: readonly string[], options?: PulumiOptions) => Promise<PulumiRun>;

interface StackToRun {
    /** Name of the stack. */
    readonly stack: string;
    /** Folder of Pulumi.yaml. */
    readonly project: string;
    readonly env: NodeJS.ProcessEnv;
}

/** The commands that take an event log. */
const OPERATIONS = ["preview", "up", "destroy", "refresh"];

export function pulumiOn({ stack, project, env }: StackToRun): Pulumi {
    return async (args, { env: extra = {}, onEvent } = {}) => {
        // The engine writes secrets into its log. Only this user can read the log's folder, and it is removed afterwards.
        const folder = temporaryFolder("events");
        const log = path.join(folder, "events.jsonl");
        const listening = listen(log, onEvent);
        const logging = OPERATIONS.includes(args[0] ?? "") ? ["--event-log", log] : [];
        try {
            const finished = await run(
                "pulumi",
                [...args, "--stack", stack, "--non-interactive", "--color", "never", ...logging],
                { cwd: project, env: { ...env, PULUMI_DEBUG_COMMANDS: "true", ...extra } },
            );
            return { ...finished, events: listening.stop() };
        } finally {
            listening.stop();
            removeTemporaryFolder(folder);
        }
    };
}

/** Passes on the events of a log as the engine adds them, until `stop` is called. */
function listen(
    log: string,
    onEvent: (event: EngineEvent) => void = () => undefined,
): { stop: () => EngineEvent[] } {
    const next = eventReader(log);
    const heard: EngineEvent[] = [];
    const hear = (): void => {
        for (const event of next()) {
            heard.push(event);
            onEvent(event);
        }
    };
    const timer = setInterval(hear, 500);
    return {
        stop: () => {
            clearInterval(timer);
            hear();
            return heard;
        },
    };
}
