/** Load on one address, by wrk: as many people as there are connections, each asking again as soon as it is answered. */
import { join } from "node:path";
import { command } from "../../../lab/command";
import { entering } from "../../../lab/network";

/** More than any of the setups has processes or threads, so that there is always somebody waiting. */
const CONNECTIONS = 16;

export interface Load {
    readonly namespace: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly seconds: number;
}

export interface Served {
    readonly requestsPerSecond: number;
    /** Milliseconds within which 99 of 100 requests were answered. */
    readonly p99: number;
}

/** Throws where a single request was refused or broke. */
export function load({ namespace, url, headers, seconds }: Load): Served {
    const options = Object.entries(headers).flatMap(([name, value]) => ["--header", `${name}: ${value}`]);
    const said = command(
        "ip",
        entering(namespace, [
            ...["wrk", "--threads", "1", "--connections", String(CONNECTIONS)],
            ...["--duration", `${seconds}s`, "--timeout", "10s"],
            ...["--script", join(__dirname, "load.lua"), ...options, url],
        ]),
    );
    const { requests, duration, p99, refused, broken } = JSON.parse(
        said.trim().split("\n").at(-1) ?? "",
    ) as Record<"requests" | "duration" | "p99" | "refused" | "broken", number>;
    if (requests === 0 || refused + broken > 0) {
        throw new Error(`${url}: of ${requests} requests ${refused} were refused and ${broken} broke`);
    }
    return { requestsPerSecond: requests / (duration / 1e6), p99: p99 / 1000 };
}
