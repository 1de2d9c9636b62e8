/** How long `npx hrms release deploy` takes, by the number of hosts: they change one after the other. */
import { dirname } from "node:path";
import { untilServed } from "../../../lab/client";
import type { Lab } from "../../../lab/lab";
import { hrms } from "../../../lab/operator";
import { changed } from "../../../lab/published";
import type { Release } from "../../../lab/release";
import { compared, type Measurement } from "../measurement";

/** Two web hosts are the least in production. Four share this machine's processors, which real ones do not. */
const HOSTS = [1, 2, 4];

/**
 * Launches hosts until there are as many as the benchmark wants, and deploys a release to them each time. `between` is
 * measured while there are two.
 */
export async function* benchDeployments(
    lab: Lab,
    first: Release,
    between: () => AsyncGenerator<Measurement>,
): AsyncGenerator<Measurement> {
    let alone: number | undefined;
    for (const count of HOSTS) {
        await launch(lab, count);
        if (alone === undefined) {
            await deploy(lab, first);
            await untilServed(lab, "/login/");
        }
        const next = changed(first, lab.folder, { [`app/for_${count}_hosts.py`]: "" });
        const seconds = await deploy(lab, next);
        alone ??= seconds;
        yield {
            bench: `release deploy to ${count} hosts, over 1`,
            unit: "s",
            ...compared([seconds], [alone]),
        };
        if (count === 2) yield* between();
    }
}

async function launch(lab: Lab, count: number): Promise<void> {
    const names = Array.from(
        { length: count - lab.hosts.length },
        (_, index) => `host-${lab.hosts.length + index}`,
    );
    const hosts = await Promise.all(names.map((name) => lab.launch(name)));
    await Promise.all(hosts.map((host) => host.settled()));
}

/** Returns the seconds from the command to its end, without those in which it would watch alarms. */
async function deploy(lab: Lab, { id, archive }: Release): Promise<number> {
    await typed(lab, "publish", id, "--from", dirname(archive));
    return typed(lab, "deploy", id, "--watch", "0");
}

async function typed(lab: Lab, ...args: readonly string[]): Promise<number> {
    const start = performance.now();
    const { code, stderr } = await hrms(lab, ["release", ...args, "--stack", lab.settings.stack]).ended;
    if (code !== 0) {
        throw new Error(`release ${args.join(" ")}: ${stderr}`);
    }
    return (performance.now() - start) / 1000;
}
