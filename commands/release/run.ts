/** `npx hrms release deploy` and `rollback`. */
import { deploy } from "../../release/deploy/deploy";
import type { Request, World } from "../../release/deploy/world";
import { Fault } from "../../release/fault";
import { openStack, worldOf } from "../../release/stack/stack";
import { carefully } from "../../system/interruption";
import { explained } from "./faults";
import { readStackFile } from "../stack-file";

export interface RollbackOptions {
    readonly stack: string;
    readonly to?: string;
    readonly acrossMigrations?: string;
    /** Minutes. */
    readonly watch: number;
}

export interface DeployOptions extends Omit<RollbackOptions, "to"> {
    readonly allowDestructive?: string;
}

/** Returns the exit code: 0 if every host runs the release. */
export const runDeploy = (given: string | undefined, options: DeployOptions): Promise<number> =>
    run(options.stack, () => {
        const release = given ?? readStackFile(options.stack).release;
        if (release === undefined) {
            throw new Fault({
                what: `Pulumi.${options.stack}.yaml names no release (hrms:release).`,
                fix: `name one: npx hrms release deploy SHA --stack ${options.stack}`,
            });
        }
        return Promise.resolve({
            ...common("deploy", release, options),
            allowDestructive: options.allowDestructive,
        });
    });

export const runRollback = (options: RollbackOptions): Promise<number> =>
    run(options.stack, async ({ pointer }) => {
        const release = options.to ?? (await pointer.read()).previous;
        if (release === null) {
            throw new Fault({
                what: `Stack ${options.stack} remembers no release before the current one.`,
                fix: `name one: npx hrms release history --stack ${options.stack}, then npx hrms release rollback --to SHA --stack ${options.stack}`,
            });
        }
        return common("rollback", release, options);
    });

const common = (kind: Request["kind"], release: string, options: RollbackOptions): Request => ({
    ...{ kind, release, acrossMigrations: options.acrossMigrations },
    watchSeconds: options.watch * 60,
});

const run = (stack: string, requestFor: (world: World) => Promise<Request>): Promise<number> =>
    explained("Nothing was deployed.", () =>
        carefully(async (isInterrupted) => {
            const file = readStackFile(stack);
            const say = (line: string): void => {
                console.error(line);
            };
            const world = await worldOf(await openStack(stack, file.region), { say, isInterrupted });
            const request = await requestFor(world);
            const { outcome, message } = await deploy(request, world);
            if (outcome !== "done") {
                console.error(`\n${message}`);
                return 1;
            }
            console.log(message);
            if (file.release !== request.release) console.log(settingDiffers(stack, request.release));
            return 0;
        }),
    );

/** Otherwise the next `pulumi up` that changes the setting brings another release. */
const settingDiffers = (stack: string, release: string): string =>
    `Pulumi.${stack}.yaml does not name this release. So that \`pulumi up\` knows it too:\n` +
    `    pulumi config set hrms:release ${release} --stack ${stack}`;
