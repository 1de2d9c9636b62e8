/** The sample applications, of which neither knows where it runs. */
import { join } from "node:path";
import type { Host } from "./host";

export const HRMS = join(__dirname, "../../fixtures/hrms");
export const AWKWARD = join(__dirname, "../../fixtures/awkward");

/** Of every user that `manage.py seed` makes. */
export const SEED_PASSWORD = "Canary-Seed-Password-1";

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
