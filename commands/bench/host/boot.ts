/**
 * Seconds from a bare Debian's first boot to a healthy host that serves its release, against a host that installs the
 * release's packages from the index when it boots, as Elastic Beanstalk and most guides do: it needs compilers for the
 * database's driver, which come from Debian's mirror, and then what the index has.
 */
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Lab } from "../../../lab/lab";
import { BUILD_PACKAGES, findBuilder, OWN_ARCHITECTURE, RECIPE } from "../../../release/builder";
import { HRMS } from "../../../lab/projects";
import { CHECKOUT } from "../../../system/checkout";
import { progress } from "../../../system/progress";
import { untilServed } from "../../../lab/client";
import { compared, type Measurement } from "../measurement";

const ROUNDS = 3;

/** Prints the seconds of both ways to install, of a release's wheels and from the index. */
const INSTALLS = `
set -eu
cd /build
seconds() { start=$(date +%s%N); "$@" >&2; echo $(( ($(date +%s%N) - start) / 1000000 )); }
python3 -m venv --upgrade-deps tools && tools/bin/pip wheel --quiet --wheel-dir wheels -r app/requirements.txt -r django/requirements.txt
python3 -m venv ours && seconds ours/bin/pip install --quiet --no-cache-dir --no-index --find-links wheels wheels/*.whl
python3 -m venv theirs && seconds theirs/bin/pip install --quiet --no-cache-dir -r app/requirements.txt -r django/requirements.txt
`;

export async function* benchBoot(lab: Lab): AsyncGenerator<Measurement> {
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
        const start = performance.now();
        const host = await lab.launch(`boot-${round}`, { from: "debian" });
        await host.settled();
        await untilServed(lab, "/login/");
        const seconds = (performance.now() - start) / 1000;
        const compilers = performance.now();
        await host.machine.sh(
            `DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends ${BUILD_PACKAGES.join(" ")}`,
        );
        const installing = (performance.now() - compilers) / 1000;
        await host.machine.cutPower();
        const [wheels, index] = await installs();
        ours.push(seconds);
        theirs.push(seconds + installing + index - wheels);
    }
    yield {
        bench: "first boot to healthy, against installing from the index at boot",
        unit: "s",
        ...compared(ours, theirs),
        atMost: 1,
    };
}

async function installs(): Promise<[wheels: number, index: number]> {
    const work = mkdtempSync(join(tmpdir(), "hrms-installs-"));
    try {
        cpSync(RECIPE, join(work, "recipe"), { recursive: true });
        writeFileSync(join(work, "recipe/installs.sh"), INSTALLS);
        cpSync(HRMS, join(work, "app"), { recursive: true });
        cpSync(join(CHECKOUT, "host/root/opt/hrms/django"), join(work, "django"), { recursive: true });
        const builder = await findBuilder({ architecture: OWN_ARCHITECTURE, debianPackages: [] }, progress());
        const { code, stdout, stderr } = await builder.run("installs.sh", work);
        if (code !== 0) {
            throw new Error(stderr);
        }
        const [wheels = NaN, index = NaN] = stdout
            .trim()
            .split("\n")
            .map((line) => Number(line) / 1000);
        return [wheels, index];
    } finally {
        rmSync(work, { recursive: true });
    }
}
