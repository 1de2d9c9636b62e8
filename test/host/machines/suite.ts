/** What the tests on booted hosts share. */
import { join } from "node:path";
import { suiteUnless, whyMissing } from "../../support/tools";
import type { Host } from "../bench/host";

/** The sample applications, of which neither knows where it runs. */
export const HRMS = join(__dirname, "../../fixtures/hrms");
export const AWKWARD = join(__dirname, "../../fixtures/awkward");

/** Of every user that `manage.py seed` makes. */
export const SEED_PASSWORD = "Canary-Seed-Password-1";

const NEEDED = {
    "systemd-nspawn": "systemd-container",
    mmdebstrap: "mmdebstrap",
    dnsmasq: "dnsmasq-base",
    mariadbd: "mariadb-server",
    "redis-server": "redis-server",
    openssl: "openssl",
    python3: "python3-venv",
    ip: "iproute2",
    curl: "curl",
    ssh: "openssh-client",
};

/** A suite that boots machines: on Linux, as root, and elsewhere skipped with the reason in its title. */
export function machineSuite(title: string, tests: () => void): void {
    const isRootOnLinux = process.getuid?.() === 0 && process.platform === "linux";
    suiteUnless(isRootOnLinux ? whyMissing(NEEDED) : "booting machines takes root on Linux", title, tests);
}

/** Brings the sample HRMS's tables and people into the database. */
export async function prepareHrms(host: Host, employees = 200): Promise<void> {
    for (const ran of [
        await host.migrate(),
        await host.manage(["seed", "--employees", String(employees)], { SEED_PASSWORD }),
    ]) {
        if (ran.code !== 0) {
            throw new Error(`${ran.stdout}${ran.stderr}`);
        }
    }
}
