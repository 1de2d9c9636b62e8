import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Lab } from "../../../../lab/lab";
import type { Machine } from "../../../../lab/machine";
import { SEED_PASSWORD } from "../../../../lab/projects";

export interface Found {
    /** Name of the secret. */
    readonly secret: string;
    readonly place: string;
}

/** Every place on the machine where a secret leaked. The environment file of root is no leak. */
export async function findSecrets(lab: Lab, machine: Machine): Promise<Found[]> {
    const { code, stdout, stderr } = await machine.run(
        ["python3", "-c", readFileSync(join(__dirname, "secrecy.py"), "utf8")],
        JSON.stringify({ ...lab.secrets, personsPassword: SEED_PASSWORD, roleKey: "canary-role-key" }),
    );
    if (code !== 0) {
        throw new Error(stderr);
    }
    return JSON.parse(stdout) as Found[];
}
