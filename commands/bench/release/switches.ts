/** What people notice while two hosts change their release and go back, and how long a host takes to go back. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Host, ReleaseAnswer } from "../../../lab/host";
import type { Lab } from "../../../lab/lab";
import { changed } from "../../../lab/published";
import type { Release } from "../../../lab/release";
import { Traffic, type Served } from "../../../lab/users/traffic";
import { until } from "../../../system/until";
import { compared, interleaved, type Measurement } from "../measurement";

const ROUNDS = 3;
const BEFORE_MS = 20_000;
/** What is promised: times as long as before, and seconds. */
const SLOWER = 2;
const ROLLBACK_SECONDS = 5;
const LEAST_PER_SECOND = 50;

export async function* benchSwitches(lab: Lab, first: Release): AsyncGenerator<Measurement> {
    const { hosts } = lab;
    const second = changed(first, lab.folder, { "app/second.py": "" });
    await lab.publish(second);
    for (const host of hosts) await answered(host, "install", second.id);
    await changeAll(hosts, first);
    await untilSettled(hosts, first);
    const traffic = Traffic.start(lab);
    try {
        await until("people are served", () => traffic.all.requests > 500, 120);
        const rollbacks: number[][] = [];
        const during = async (
            to: Release,
            change: (hosts: readonly Host[], to: Release) => Promise<unknown>,
        ): Promise<Served> => {
            const served = await traffic.during(() => change(hosts, to));
            await untilSettled(hosts, to);
            return served;
        };
        const rounds = await interleaved<"before" | "switch" | "rollback", Served>(ROUNDS, {
            before: () => traffic.during(() => sleep(BEFORE_MS)),
            switch: () => during(second, changeAll),
            rollback: () => during(first, async (...to) => rollbacks.push(await changeAll(...to))),
        });
        const p99 = (name: keyof typeof rounds): number[] => rounds[name].map((served) => served.p99);
        for (const name of ["switch", "rollback"] as const) {
            const bench = `99 of 100 requests during a ${name}, over before`;
            yield { bench, unit: "ms", ...compared(p99(name), p99("before")), atMost: SLOWER };
        }
        const slowest = rollbacks.map((seconds) => Math.max(...seconds));
        const bench = `rollback of the slower of ${hosts.length} hosts, over ${ROLLBACK_SECONDS} s`;
        yield { bench, unit: "s", ...againstAll(slowest, ROLLBACK_SECONDS), atMost: 1 };
        const perSecond = rounds.before.map((served) => served.perSecond);
        const load = `requests before, over ${LEAST_PER_SECOND} a second`;
        yield { bench: load, unit: "requests/s", ...againstAll(perSecond, LEAST_PER_SECOND), atLeast: 1 };
        const { failed, requests } = traffic.all;
        const none = "requests that failed, of all";
        yield { bench: none, unit: "requests", ...compared([failed.length], [requests]), atMost: 0 };
    } finally {
        await traffic.stop();
    }
}

const againstAll = (figures: readonly number[], promised: number) =>
    compared(
        figures,
        figures.map(() => promised),
    );

/** Returns the seconds that each host took. */
async function changeAll(hosts: readonly Host[], { id }: Release): Promise<number[]> {
    const seconds: number[] = [];
    for (const host of hosts) {
        seconds.push(Number((await answered(host, "switch", id)).seconds));
    }
    return seconds;
}

/** Waits until what works in the background runs the release too, which nobody waits for in a deployment. */
async function untilSettled(hosts: readonly Host[], { id }: Release): Promise<void> {
    for (const host of hosts) {
        await until(
            "everything runs the release",
            async () => {
                const { background } = await answered(host, "status");
                return Object.values(background as Record<string, string>).every((one) => one === id);
            },
            120,
        );
    }
}

async function answered(host: Host, ...command: readonly string[]): Promise<ReleaseAnswer> {
    const answer = await host.release(...command);
    if (answer.failed !== undefined) {
        throw new Error(`release ${command.join(" ")}: ${answer.failed}. ${answer.fix}`);
    }
    return answer;
}
