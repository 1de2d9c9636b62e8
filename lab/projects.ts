/** The sample applications. Neither knows that it runs in a lab. */
import { join } from "node:path";
import type { Host } from "./host";

export const HRMS = join(__dirname, "../test/fixtures/hrms");
export const AWKWARD = join(__dirname, "../test/fixtures/awkward");

/** Password of every user that `manage.py seed` creates. */
export const SEED_PASSWORD = "Canary-Seed-Password-1";

/** Migrates the sample HRMS's database and fills it with employees. */
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
