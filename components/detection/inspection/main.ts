/** Has Inspector scan a path of the hosts. Pulumi runs it, and fails if it fails. */
import { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { ensurePath } from "./paths";
import { readPlace } from "./place";

// Without this, the SDK prints on each run which of its later versions need a later Node.js. Ours is pinned.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

async function main(): Promise<void> {
    const { path, region } = readPlace(process.env);
    process.stdout.write(`${await ensurePath(path, new AutoScalingClient({ region }))}\n`);
}

main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
});
