/** Rolls out one launch template version to one group of hosts. Pulumi runs it, and fails if it fails. */
import { setTimeout as sleep } from "node:timers/promises";
import { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { alarmsThatAreOn } from "./alarms";
import { rollOut } from "./refresh";
import { readTarget } from "./target";

/** Seconds between two checks of the refresh. Hosts take minutes. */
const POLL_SECONDS = 15;

/** Attempts for one call. A rollout takes hours, and a short network outage must not stop this program from following it. */
const MAX_ATTEMPTS = 8;

// Without this, the SDK prints on each run which of its later versions need a later Node.js. Ours is pinned.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

async function main(): Promise<void> {
    const target = readTarget(process.env);
    const autoScaling = new AutoScalingClient({ region: target.region, maxAttempts: MAX_ATTEMPTS });
    await rollOut(target, {
        autoScaling,
        alarmsThatAreOn: (names) => alarmsThatAreOn(names, autoScaling),
        say: (line) => process.stdout.write(`${line}\n`),
        pause: () => sleep(POLL_SECONDS * 1000),
    });
}

main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
});
