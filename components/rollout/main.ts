/** Rolls out one launch template version to one group of hosts. Pulumi runs it, and fails if it fails. */
import { setTimeout as sleep } from "node:timers/promises";
import { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { runForPulumi } from "../internal/program";
import { alarmsThatAreOn } from "./alarms";
import { rollOut } from "./refresh";
import { readTarget } from "./target";

/** Seconds between two checks of the refresh. Hosts take minutes. */
const POLL_SECONDS = 15;

/** Attempts for one call. A rollout takes hours, and a short network outage must not stop this program from following it. */
const MAX_ATTEMPTS = 8;

runForPulumi(async () => {
    const target = readTarget(process.env);
    const autoScaling = new AutoScalingClient({ region: target.region, maxAttempts: MAX_ATTEMPTS });
    await rollOut(target, {
        autoScaling,
        alarmsThatAreOn: (names) => alarmsThatAreOn(names, autoScaling),
        say: (line) => process.stdout.write(`${line}\n`),
        pause: () => sleep(POLL_SECONDS * 1000),
    });
});
