import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Bench } from "../bench/bench";
import type { Machine } from "../bench/machine";
import { SEED_PASSWORD } from "../bench/projects";

export interface Found {
    /** Name of the secret. */
    readonly secret: string;
    readonly place: string;
}

/** Where on the machine secrets lie that should not; its root's own environment file aside. */
export async function findSecrets(bench: Bench, machine: Machine): Promise<Found[]> {
    const { code, stdout, stderr } = await machine.run(
        ["python3", "-c", readFileSync(join(__dirname, "secrecy.py"), "utf8")],
        JSON.stringify({ ...bench.secrets, personsPassword: SEED_PASSWORD, roleKey: "canary-role-key" }),
    );
    if (code !== 0) {
        throw new Error(stderr);
    }
    return JSON.parse(stdout) as Found[];
}
