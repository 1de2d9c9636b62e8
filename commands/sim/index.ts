import { findEngine } from "../../engine";
import { openLastingStack } from "../../simulator/stack";
import { runInTerminal } from "../../system/run";

/** Runs the pulumi command on the stack in the simulated AWS, in this terminal. Returns its exit code. */
export async function simulate(command: readonly string[], stack: string, fresh: boolean): Promise<number> {
    const { folder: engine } = await findEngine();
    if (fresh) (await openLastingStack(stack, engine)).remove();
    const { project, env } = await openLastingStack(stack, engine);
    return runInTerminal("pulumi", [...command, "--stack", stack], { cwd: project, env });
}
