/** A release that changes on booted hosts: how long it takes, what people notice meanwhile, and how long the way back is. */
import { statSync } from "node:fs";
import { command } from "../../../lab/command";
import { Lab } from "../../../lab/lab";
import { whyNoMachines } from "../../../lab/needed";
import { HRMS } from "../../../lab/projects";
import { buildRelease, type Release } from "../../../lab/release";
import { compared, type Measurement } from "../measurement";
import { benchDeployments } from "./deployments";
import { benchSwitches } from "./switches";

export async function* benchRelease(): AsyncGenerator<Measurement> {
    const why = whyNoMachines();
    if (why !== undefined) {
        throw new Error(`The benchmark of releases can't run here: ${why}`);
    }
    const lab = await Lab.open({});
    try {
        const first = await buildRelease({
            folder: HRMS,
            settingsModule: lab.settings.settingsModule,
            staticUrl: `https://${lab.names.static}/`,
        });
        yield size(first);
        yield* benchDeployments(lab, first, () => benchSwitches(lab, first));
    } finally {
        await lab.close();
    }
}

const MB = 1_000_000;

/** What a host fetches, over what it unpacks. */
function size({ archive }: Release): Measurement {
    const packed = statSync(archive).size;
    const unpacked = Number(
        command("sh", ["-c", 'gzip --decompress --stdout "$1" | wc --bytes', "sh", archive]),
    );
    return {
        bench: "size of a release, over unpacked",
        unit: "MB",
        ...compared([packed / MB], [unpacked / MB]),
    };
}
