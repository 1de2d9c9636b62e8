/** Has Inspector scan a path of the hosts. Pulumi runs it, and fails if it fails. */
import { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { readVariables, runForPulumi } from "../../internal/program";
import { ensurePath, VARIABLES } from "./paths";

runForPulumi(async () => {
    const { path, region } = readVariables(VARIABLES, process.env);
    process.stdout.write(`${await ensurePath(path, new AutoScalingClient({ region }))}\n`);
});
