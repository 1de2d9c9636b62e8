import { spawnSync } from "node:child_process";
import { until } from "../../support/until";
import type { Bench } from "../bench/bench";
import { ADDRESSES, entering } from "../bench/network";

/** Status of an answer to somebody inside the VPC; 0 where there is none. */
export function fetchStatus(bench: Bench, url: string, ...options: string[]): number {
    const { stdout } = spawnSync(
        "ip",
        entering(bench.network.cloud, [
            ...["curl", "--silent", "--insecure", "--max-time", "5"],
            ...["--output", "/dev/null", "--write-out", "%{http_code}", ...options, url],
        ]),
        { encoding: "utf8" },
    );
    return Number(stdout);
}

/** Resolves when the load balancer finds the host healthy, and people get its pages. */
export async function untilServed(bench: Bench, path: string): Promise<void> {
    await until(`the load balancer serves ${path}`, () => visit(bench, path) === 200, 120);
}

/** Status of an answer of the load balancer, to somebody in the internet. */
export function visit(bench: Bench, path: string, ...options: string[]): number {
    const { domain } = bench.settings;
    const resolved = ["--resolve", `${domain}:443:${ADDRESSES.loadBalancer}`];
    return fetchStatus(bench, `https://${domain}${path}`, ...resolved, ...options);
}
