import { openStack, worldOf } from "../../release/stack/stack";
import { statusOf, type HostStatus, type Status } from "../../release/stack/status";
import { explained } from "./faults";
import { readStackFile } from "../stack-file";
import { table } from "./table";

export interface StatusOptions {
    readonly stack: string;
    readonly json: boolean;
}

/** Prints the status. Returns the exit code: 1 if something is not as it should be. */
export const showStatus = ({ stack, json }: StatusOptions): Promise<number> =>
    explained("The status cannot be found out.", async () => {
        const { region, release = null } = readStackFile(stack);
        const terminal = { say: () => undefined, isInterrupted: () => false };
        const { pointer, fleet } = await worldOf(await openStack(stack, region), terminal);
        const status = await statusOf(release, await pointer.read(), fleet);
        console.log(json ? JSON.stringify(status, null, 2) : printed(status));
        return status.faults.length === 0 ? 0 : 1;
    });

const short = (release: string | null): string => release?.slice(0, 12) ?? "none";

export function printed({ setting, parameter, hosts, faults }: Status): string {
    const rows = hosts.map((host) => [
        host.id,
        host.role,
        stateOf(host),
        short(host.release),
        short(host.previous),
        Object.keys(host.background).join(" "),
    ]);
    return [
        `Stack's release   ${parameter.release ?? "none"}`,
        `before it         ${parameter.previous ?? "none"}`,
        `hrms:release      ${setting ?? "none"}`,
        "",
        table([["host", "role", "state", "release", "before it", "background work"], ...rows]),
        ...faults.map((fault) => `! ${fault}`),
    ].join("\n");
}

const stateOf = ({ state, serving, role, colour, fault }: HostStatus): string => {
    if (state !== "serving") return state;
    if (fault !== undefined) return "unknown";
    if (role === "worker") return "working";
    return serving ? `serving (${colour ?? "no colour"})` : "not serving";
};
