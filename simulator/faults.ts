/**
 * Service errors on demand. Tests use them to interrupt an update. Each variable holds type tokens, separated by
 * commas.
 */
const FAIL_CREATE = "HRMS_SIM_FAIL_CREATE";
/** Kills the plugin at the worst moment: AWS has created the resource, and the engine does not know it yet. */
const KILL_CREATE = "HRMS_SIM_KILL_CREATE";

const concerns = (variable: string, token: string): boolean =>
    (process.env[variable] ?? "").split(",").includes(token);

/** @throws Error if the test asks for a service error */
export function failCreate(token: string): void {
    if (concerns(FAIL_CREATE, token)) {
        throw new Error(
            `InternalFailure: the request has failed because of an unknown error (${FAIL_CREATE})`,
        );
    }
}

export function killAfterCreate(token: string): void {
    if (concerns(KILL_CREATE, token)) {
        process.kill(process.pid, "SIGKILL");
    }
}
