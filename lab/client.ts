import { spawnSync } from "node:child_process";
import { until } from "../system/until";
import type { Lab } from "./lab";
import { ADDRESSES, entering } from "./network";

/** HTTP status of a request from inside the VPC; 0 if there is no answer. */
export function fetchStatus(lab: Lab, url: string, ...options: string[]): number {
    const { stdout } = spawnSync(
        "ip",
        entering(lab.network.cloud, [
            ...["curl", "--silent", "--insecure", "--max-time", "5"],
            ...["--output", "/dev/null", "--write-out", "%{http_code}", ...options, url],
        ]),
        { encoding: "utf8" },
    );
    return Number(stdout);
}

/** Resolves when the load balancer finds a host healthy and serves the page. */
export async function untilServed(lab: Lab, path: string): Promise<void> {
    await until(`the load balancer serves ${path}`, () => visit(lab, path) === 200, 120);
}

/** HTTP status of a page that the load balancer serves; 0 if there is no answer. */
export function visit(lab: Lab, path: string, ...options: string[]): number {
    const { domain } = lab.settings;
    const resolved = ["--resolve", `${domain}:443:${ADDRESSES.loadBalancer}`];
    return fetchStatus(lab, `https://${domain}${path}`, ...resolved, ...options);
}
