/**
 * What people get from a host whose database or cache hangs, in every way, with a load balancer that terminates hosts by
 * the stack's own numbers. Prints a table.
 */
import { HEALTH_CHECK } from "../../components/edge";
import { brokenPromises, giveUpSeconds, HANG_CASES, Hangs } from "../../lab/hangs";
import { Lab } from "../../lab/lab";
import { whyNoMachines } from "../../lab/needed";
import { HRMS, prepareHrms } from "../../lab/projects";
import type { Line } from "./line";

const HEADINGS = ["outage", "hosts terminated", "plain pages not served", "slowest answer", "recovery"];

/** `seconds` is how long each outage lasts. Throws if no load balancer could give up a host in that time. */
export async function* benchHangs(seconds: number): AsyncGenerator<Line> {
    const atLeast = giveUpSeconds(HEALTH_CHECK);
    if (seconds <= atLeast) {
        throw new Error(
            `Outages of ${seconds} s show nothing: the load balancer needs ${atLeast} s to give up a host. Choose a longer time.`,
        );
    }
    const why = whyNoMachines();
    if (why !== undefined) {
        throw new Error(`The benchmark of outages can't run here: ${why}`);
    }
    const lab = await Lab.open({ project: HRMS, healthCheck: HEALTH_CHECK });
    try {
        const host = await lab.launch("hangs");
        await host.settled();
        await prepareHrms(host);
        const people = await Hangs.start(lab, host);
        yield* [HEADINGS, HEADINGS.map(() => "---")].map((cells) => row(cells));
        for (const hang of HANG_CASES) {
            const measured = await people.measure(hang, seconds);
            const { terminated, plain, plainNotServed, slowest, recovery } = measured;
            const broken = brokenPromises(measured);
            const cells = [
                `${hang.dependency} ${hang.way}, ${seconds} s`,
                String(terminated),
                `${plainNotServed} of ${plain}`,
                `${slowest.toFixed(1)} s`,
                `${recovery.toFixed(1)} s`,
            ];
            yield row(cells, broken);
        }
        await people.stop();
    } finally {
        await lab.close();
    }
}

const row = (cells: readonly string[], broken: readonly string[] = []): Line => ({
    text: [`| ${cells.join(" | ")} |`, ...broken].join("\n"),
    isBroken: broken.length > 0,
});
