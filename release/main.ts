/** Deploys a release to a stack. Pulumi runs it when hrms:release changes, and fails if it fails. */
import { VARIABLES } from "../components/deployment/target";
import { readVariables, runForPulumi } from "../components/internal/program";
import { carefully } from "../system/interruption";
import { deploy } from "./deploy/deploy";
import { openStack, worldOf } from "./stack/stack";

/** As `npx hrms release deploy` does by default. */
const WATCH_SECONDS = 300;

runForPulumi(() =>
    carefully(async (isInterrupted) => {
        const { region, stack, release } = readVariables(VARIABLES, process.env);
        const say = (line: string): void => {
            process.stdout.write(`${line}\n`);
        };
        const world = await worldOf(await openStack(stack, region), { say, isInterrupted });
        const { outcome, message } = await deploy(
            { kind: "deploy", release, watchSeconds: WATCH_SECONDS },
            world,
        );
        if (outcome !== "done") throw new Error(`${message}\nThen run \`pulumi up\` again.`);
        say(message);
    }),
);
