/** Brings hosts onto a release, one by one, and back. */
import type { HostRole } from "../../config/tuning";
import { ask } from "../fleet/commands";
import { HostFailure, HostLost, type Host } from "../fleet/fleet";
import { short, type Deployment } from "./deployment";

/**
 * Workers first. Celery throws away a task whose name it does not know, so whoever takes tasks must know them before anybody
 * sends them. On the way back, those who send go first.
 */
export const FORWARD: readonly HostRole[] = ["worker", "web"];
export const BACKWARD: readonly HostRole[] = ["web", "worker"];

/** How long to wait at the end for hosts that boot: a host is set up within 900 s (components/hosts/group.ts), or replaced. */
const BOOT_SECONDS = 1200;
const POLL_SECONDS = 15;

/** Switches every host, including those that come into service meanwhile. Returns what to note. */
export async function switchAll(deployment: Deployment, order: readonly HostRole[]): Promise<string[]> {
    const { world, release } = deployment;
    const done = new Set<string>();
    const notes: string[] = [];
    let waited = 0;
    for (;;) {
        const hosts = await world.fleet.hosts();
        const next = inOrder(hosts, order).find(({ id, state }) => state === "serving" && !done.has(id));
        const starting = hosts.filter(({ state }) => state === "starting");
        if (next !== undefined) {
            await deployment.checkpoint();
            if (!deployment.installedOn.has(next.id)) await installOn(deployment, next);
            notes.push(await switchOne(deployment, next, release));
            done.add(next.id);
        } else if (starting.length === 0) {
            return notes;
        } else if (waited >= BOOT_SECONDS) {
            return [
                ...notes,
                `still starting, with this release: ${starting.map(({ id }) => id).join(", ")}`,
            ];
        } else {
            if (waited === 0)
                world.say(`    waiting for ${starting.map(({ id }) => id).join(", ")} to start`);
            await deployment.checkpoint();
            await world.pause(POLL_SECONDS);
            waited += POLL_SECONDS;
        }
    }
}

const inOrder = (hosts: readonly Host[], order: readonly HostRole[]): readonly Host[] =>
    order.flatMap((role) => hosts.filter((host) => host.role === role));

/** @returns whether it is installed there; false if the host has ended meanwhile */
export async function installOn(deployment: Deployment, host: Host): Promise<boolean> {
    const { world, release, installedOn } = deployment;
    return unlessGone(deployment, host, false, async () => {
        await ask(world.fleet, host, "install", release, deployment.teller(host));
        installedOn.add(host.id);
        return true;
    });
}

async function switchOne(deployment: Deployment, host: Host, release: string): Promise<string> {
    const { world } = deployment;
    return unlessGone(deployment, host, `${host.id} (${host.role}) has ended meanwhile`, async () => {
        const { seconds, how } = await ask(world.fleet, host, "switch", release, deployment.teller(host));
        const turns = how === "turns" ? ", in turns: two releases do not fit into its memory" : "";
        return `${host.id} (${host.role}): ${seconds} s${turns}`;
    });
}

/** A host that its group ends in the middle fails nothing: the one in its place boots with the parameter's release. */
async function unlessGone<T>(
    deployment: Deployment,
    host: Host,
    ifGone: T,
    work: () => Promise<T>,
): Promise<T> {
    try {
        return await work();
    } catch (error) {
        if (error instanceof HostLost && (await deployment.hasLeft(host))) return ifGone;
        throw error;
    }
}

/**
 * Takes the hosts that run this deployment's release back to the one that each had before, then the parameter, then those
 * that have booted meanwhile. Does all that it can, and returns what it could not do.
 */
export async function goBack(deployment: Deployment, order: readonly HostRole[]): Promise<string[]> {
    const { world, back } = deployment;
    const before = await hostsBack(deployment, order);
    await world.pointer.write(back);
    const after = await hostsBack(deployment, order);
    return [...new Set([...before, ...after])];
}

async function hostsBack(deployment: Deployment, order: readonly HostRole[]): Promise<string[]> {
    const { world, release } = deployment;
    const faults: string[] = [];
    for (const host of inOrder(await deployment.serving(), order)) {
        try {
            const { current, previous } = await ask(world.fleet, host, "status");
            const back = previous ?? deployment.back.release;
            if (current !== release || back === null || back === release) continue;
            world.say(`    ${host.id}: back to ${short(back)}`);
            await switchOne(deployment, host, back);
        } catch (error) {
            if (!(error instanceof HostFailure || error instanceof HostLost)) throw error;
            if (await deployment.hasLeft(host)) continue;
            faults.push(error.message);
        }
    }
    return faults;
}
