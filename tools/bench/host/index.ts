/** Hosts, booted for real with the stack's own files: how soon they serve, and how much. */
import { Bench } from "../../../test/host/bench/bench";
import { whyNoMachines } from "../../../test/host/bench/needed";
import { HRMS } from "../../../test/host/bench/projects";
import { whyMissing } from "../../../test/support/tools";
import type { Measurement } from "../measurement";
import { benchBoot } from "./boot";
import { benchRequests } from "./requests";

export async function* benchHost(): AsyncGenerator<Measurement> {
    const why = whyNoMachines() ?? whyMissing({ wrk: "wrk" });
    if (why !== undefined) {
        throw new Error(`The benchmark of hosts can't run here: ${why}`);
    }
    // None of the peers reports to Sentry, which takes a share of every page.
    const bench = await Bench.open({ project: HRMS, reportsErrors: false });
    try {
        yield* benchRequests(bench);
        yield* benchBoot(bench);
    } finally {
        await bench.close();
    }
}
