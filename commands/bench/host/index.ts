/** Hosts, booted for real with the stack's own files: how soon they serve, and how much. */
import { Lab } from "../../../lab/lab";
import { whyNoMachines } from "../../../lab/needed";
import { HRMS } from "../../../lab/projects";
import { whyMissing } from "../../../system/missing";
import type { Measurement } from "../measurement";
import { benchBoot } from "./boot";
import { benchRequests } from "./requests";

export async function* benchHost(): AsyncGenerator<Measurement> {
    const why = whyNoMachines() ?? whyMissing({ wrk: "wrk" });
    if (why !== undefined) {
        throw new Error(`The benchmark of hosts can't run here: ${why}`);
    }
    // None of the peers reports to Sentry, which takes a share of every page.
    const lab = await Lab.open({ project: HRMS, reportsErrors: false });
    try {
        yield* benchRequests(lab);
        yield* benchBoot(lab);
    } finally {
        await lab.close();
    }
}
