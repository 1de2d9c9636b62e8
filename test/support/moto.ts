/** moto, which answers as AWS's services do, on loopback. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { MOTO_REQUIREMENTS } from "../../lab/cloud";
import { pythonPrograms } from "../../lab/python";
import { until } from "../../system/until";

export interface Moto {
    readonly endpoint: string;
    /** Forgets everything. */
    reset(): Promise<void>;
    stop(): void;
}

/** Starts it, and lets the AWS SDK of this process talk to it. @param port - one that no other suite uses */
export async function startMoto(port: number): Promise<Moto> {
    const programs = await pythonPrograms(MOTO_REQUIREMENTS);
    const endpoint = `http://127.0.0.1:${port}`;
    const process: ChildProcess = spawn(
        join(programs, "moto_server"),
        ["--host", "127.0.0.1", "--port", String(port)],
        { stdio: "ignore" },
    );
    const answers = (): boolean => spawnSync("curl", ["-sf", `${endpoint}/moto-api/data.json`]).status === 0;
    await until("moto answers", answers, 60);
    Object.assign(globalThis.process.env, {
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
        AWS_ENDPOINT_URL: endpoint,
    });
    return {
        endpoint,
        reset: async () => {
            await fetch(`${endpoint}/moto-api/reset`, { method: "POST" });
        },
        stop: () => process.kill(),
    };
}
