/** Deploys a release, or goes back to one: the steps under the lock, with a way back and a record. */
import { Fault } from "../fault";
import { HostFailure, HostLost } from "../fleet/fleet";
import { shownNotes } from "../notes";
import { Deployment, Interrupted, short } from "./deployment";
import { brokenOff, commandOf, interrupted, wentBack } from "./messages";
import { settledRelease, type DeploymentRecord, type StepRecord } from "./record";
import { FIRST_TO_GO_BACK, orderOf, STEPS, type Step } from "./steps";
import { goBack } from "./switching";
import type { Held, Request, World } from "./world";

export interface Outcome {
    readonly outcome: DeploymentRecord["outcome"];
    /** What a person needs to know: what happened and what to do, if it did not end well. */
    readonly message: string;
}

/**
 * Never leaves a host without a release that serves: a host switches by itself or not at all.
 * @returns how it ended; only `done` is success
 * @throws Fault if somebody else is deploying to the stack
 */
export async function deploy(request: Request, world: World): Promise<Outcome> {
    const held = await world.lock(`${request.kind} of ${request.release}`);
    try {
        return await new Run(request, world, held).toTheEnd();
    } finally {
        await giveBack(held, world);
    }
}

/** A lock that cannot be given back, because the connection is gone, expires. That must not hide why. */
async function giveBack(held: Held, world: World): Promise<void> {
    try {
        await held.release();
    } catch (error) {
        world.say(`The lock could not be given back, and expires within minutes: ${String(error)}`);
    }
}

class Run {
    private readonly started: Date;
    private readonly steps: StepRecord[] = [];
    private readonly command: string;
    /** The step under way. */
    private step = "lock";

    constructor(
        private readonly request: Request,
        private readonly world: World,
        private readonly held: Held,
    ) {
        this.started = world.now();
        this.command = commandOf(request, world.stack);
    }

    async toTheEnd(): Promise<Outcome> {
        const { held, request, world } = this;
        const from = await world.pointer.read();
        const deployment = new Deployment(request, world, from, held);
        if (await this.isThere(deployment)) {
            return { outcome: "done", message: `Every host runs release ${short(request.release)} already.` };
        }
        try {
            await this.takeSteps(deployment);
        } catch (error) {
            const ended = await this.endBadly(error as Error, deployment);
            await this.keep(deployment, ended);
            return ended;
        }
        const done: Outcome = {
            outcome: "done",
            message: `Every host runs release ${short(request.release)}.`,
        };
        await this.keep(deployment, done);
        return done;
    }

    /** Whether hosts run the release since an earlier deployment. Then there is nothing to do, and nothing to go back to. */
    private async isThere(deployment: Deployment): Promise<boolean> {
        const { from, release } = deployment;
        return (
            from.release === release &&
            settledRelease(await this.world.history.list(MOST_RECORDS)) === release
        );
    }

    private async takeSteps(deployment: Deployment): Promise<void> {
        const { kind } = this.request;
        for (const step of STEPS) {
            this.step = step.name;
            if ((step.only ?? kind) !== kind || step.isNeeded?.(deployment) === false) continue;
            await deployment.checkpoint();
            deployment.hasBegun ||= step.name === FIRST_TO_GO_BACK;
            await this.take(step, deployment);
        }
    }

    private async take(step: Step, deployment: Deployment): Promise<void> {
        const { world, steps } = this;
        const start = world.now().getTime();
        const add = (outcome: StepRecord["outcome"], notes: readonly string[]): void => {
            const seconds = Math.round((world.now().getTime() - start) / 100) / 10;
            steps.push({ step: step.name, outcome, seconds, notes: [...notes] });
        };
        world.say(`${step.does} ...`);
        try {
            const notes = await step.run(deployment);
            add("passed", notes);
            shownNotes(notes).forEach((note) => {
                world.say(`    ${note}`);
            });
        } catch (error) {
            add(error instanceof Interrupted ? "interrupted" : "failed", [(error as Error).message]);
            throw error;
        }
    }

    /** Goes back if hosts may have changed and the release is why. */
    private async endBadly(error: Error, deployment: Deployment): Promise<Outcome> {
        const { command, step } = this;
        const outcome = deployment.hasBegun ? "interrupted" : "stopped";
        if (error instanceof Interrupted) {
            return { outcome, message: interrupted(step, deployment.hasBegun, command, this.world.stack) };
        }
        if (!isAboutTheRelease(error)) {
            return { outcome, message: brokenOff(error, step, command) };
        }
        if (!deployment.hasBegun) {
            return { outcome, message: error.message };
        }
        return this.takeBack(error, deployment);
    }

    private async takeBack(cause: Error, deployment: Deployment): Promise<Outcome> {
        const { command, request, world } = this;
        world.say(`Going back: ${cause.message.split("\n", 1)[0]}`);
        try {
            const way = [...orderOf(request.kind)].reverse();
            const faults = await goBack(deployment, way);
            const message = wentBack(cause, deployment.back, faults, command);
            return { outcome: faults.length === 0 ? "rolled back" : "failed", message };
        } catch (error) {
            const message = `${cause.message}\n${brokenOff(error as Error, "going back", command)}`;
            return { outcome: "interrupted", message };
        }
    }

    /** The record is evidence, not the deployment: that it cannot be written is said, and changes nothing else. */
    private async keep(
        { back, release, request, world }: Deployment,
        { outcome, message }: Outcome,
    ): Promise<void> {
        const { allowDestructive, acrossMigrations, kind } = request;
        const record: DeploymentRecord = {
            format: 1,
            kind,
            release,
            from: back.release,
            who: world.who,
            started: this.started.toISOString(),
            ended: world.now().toISOString(),
            outcome,
            ...(outcome !== "done" && { reason: message }),
            ...(allowDestructive !== undefined && { allowDestructive }),
            ...(acrossMigrations !== undefined && { acrossMigrations }),
            steps: this.steps,
        };
        try {
            await world.history.add(record);
        } catch (error) {
            world.say(`The record of this deployment could not be written: ${(error as Error).message}`);
        }
    }
}

const isAboutTheRelease = (error: Error): boolean =>
    error instanceof Fault || error instanceof HostFailure || error instanceof HostLost;

/** That many in a row that stopped before they had begun hide the one before; then all steps run again. */
const MOST_RECORDS = 10;
