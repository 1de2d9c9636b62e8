/** Rolls out one launch template version to one group of hosts. Pulumi runs it, and fails where it fails. */
import { setTimeout as sleep } from "node:timers/promises";
import { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { alarmsThatAreOn } from "./alarms";
import { rollOut } from "./refresh";
import { readTarget } from "./target";

/** Between two looks at the refresh, in seconds: hosts take minutes. */
const POLL_SECONDS = 15;

/** Of one call. A rollout takes hours; a short outage of the network must not end the watch over it. */
const MAX_ATTEMPTS = 8;

// The SDK would announce on each run which of its later versions need a later Node.js; ours is pinned.
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
