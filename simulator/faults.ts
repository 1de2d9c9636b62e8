/**
 * Service errors on demand, for tests of what happens when a provisioning is interrupted. Each variable names type
 * tokens, separated by commas.
 */
const FAIL_CREATE = "HRMS_SIM_FAIL_CREATE";
/** The plugin is killed after AWS has made the resource and before the engine hears of it: the worst moment. */
const KILL_CREATE = "HRMS_SIM_KILL_CREATE";

const concerns = (variable: string, token: string): boolean =>
    (process.env[variable] ?? "").split(",").includes(token);

/** @throws Error when the test asked for a service error */
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
