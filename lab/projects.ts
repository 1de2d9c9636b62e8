/** The sample applications. None of them knows that it runs in a lab. */
import { join } from "node:path";
import type { Host } from "./host";
import type { Ran } from "./machine";

const fixture = (name: string): string => join(__dirname, "../test/fixtures", name);

export const HRMS = fixture("hrms");
export const AWKWARD = fixture("awkward");
export const SEPARATE = fixture("separate");
export const EVERYDAY = fixture("everyday");

/** Password of every user that `manage.py seed` creates, and of the superuser `admin`. */
export const SEED_PASSWORD = "Canary-Seed-Password-1";

/** Migrates the sample HRMS's database and fills it with employees. */
export async function prepareHrms(host: Host, employees = 200): Promise<void> {
    succeeded(await host.migrate());
    succeeded(await host.manage(["seed", "--employees", String(employees)], { SEED_PASSWORD }));
}

/** Migrates any project's database and adds the superuser `admin`. */
export async function prepareProject(host: Host): Promise<void> {
    const names = ["--username", "admin", "--email", "admin@example.com"];
    succeeded(await host.migrate());
    succeeded(
        await host.manage(["createsuperuser", "--noinput", ...names], {
            DJANGO_SUPERUSER_PASSWORD: SEED_PASSWORD,
        }),
    );
}

function succeeded({ code, stdout, stderr }: Ran): void {
    if (code !== 0) {
        throw new Error(`${stdout}${stderr}`);
    }
}
