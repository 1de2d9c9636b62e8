/** Which release each host of a stack runs, and which one it should. */
import { ask } from "../fleet/commands";
import { HostFailure, HostLost, type Fleet, type Host } from "../fleet/fleet";
import type { Pointer } from "../deploy/world";

export interface HostStatus extends Host {
    /** Null for a host without a release, and for one that could not be asked. */
    readonly release: string | null;
    readonly previous: string | null;
    readonly serving: boolean;
    readonly colour: "blue" | "green" | null;
    /** The release of each unit of background work; null for one that does not run. */
    readonly background: Readonly<Record<string, string | null>>;
    /** Why it could not be asked. */
    readonly fault?: string;
}

export interface Status {
    /** hrms:release of the stack's file. */
    readonly setting: string | null;
    /** What hosts that boot take. */
    readonly parameter: Pointer;
    readonly hosts: readonly HostStatus[];
    /** What is not as it should be, in sentences. */
    readonly faults: readonly string[];
}

export async function statusOf(setting: string | null, parameter: Pointer, fleet: Fleet): Promise<Status> {
    const hosts = await Promise.all((await fleet.hosts()).map((host) => statusOfHost(host, fleet)));
    return { setting, parameter, hosts, faults: faultsIn(setting, parameter, hosts) };
}

async function statusOfHost(host: Host, fleet: Fleet): Promise<HostStatus> {
    const unknown = { ...host, release: null, previous: null, serving: false, colour: null, background: {} };
    if (host.state !== "serving") return unknown;
    try {
        const { current, previous, serving, colour, background } = await ask(fleet, host, "status");
        return { ...host, release: current, previous, serving, colour, background };
    } catch (error) {
        if (!(error instanceof HostFailure || error instanceof HostLost)) throw error;
        return { ...unknown, fault: error.message };
    }
}

function faultsIn(setting: string | null, { release }: Pointer, hosts: readonly HostStatus[]): string[] {
    const serving = hosts.filter(({ state }) => state === "serving");
    return [
        ...(setting === release
            ? []
            : ["hrms:release in the stack's file is another release than the stack's"]),
        ...serving.flatMap(({ fault }) => (fault === undefined ? [] : [fault])),
        ...serving
            .filter(({ fault, release: own }) => fault === undefined && own !== release)
            .map(({ id }) => `${id} runs another release than the stack's`),
        ...serving
            .filter(
                ({ fault, role, serving }) =>
                    release !== null && fault === undefined && role === "web" && !serving,
            )
            .map(({ id }) => `${id} does not serve`),
        ...serving.flatMap(({ id, background, release: own }) =>
            Object.entries(background)
                .filter(([, unit]) => unit !== own)
                .map(([name, unit]) =>
                    unit === null
                        ? `${name} on ${id} does not run`
                        : `${name} on ${id} runs another release than the host`,
                ),
        ),
    ];
}
