import type { Deployment } from "./deployment";
import { Fault } from "../fault";

const POLL_SECONDS = 15;

/**
 * Watches the stack's alarms for a while after the last switch. Those that were on before count for nothing.
 * @throws Fault if one goes on
 */
export async function watch(deployment: Deployment): Promise<string[]> {
    const { alarmsBefore, request, world } = deployment;
    for (let waited = 0; ; waited += POLL_SECONDS) {
        const on = (await world.alarmsOn()).filter((name) => !alarmsBefore.includes(name));
        if (on.length > 0) {
            throw new Fault({
                what: `With the release on every host, these alarms went on: ${on.join(", ")}.`,
                fix: "the alarm's text names the page of the runbook (docs/runbook/alarms.md).",
            });
        }
        if (waited >= request.watchSeconds) return [`none went on in ${waited} s`];
        await deployment.checkpoint();
        await world.pause(Math.min(POLL_SECONDS, request.watchSeconds - waited));
    }
}
