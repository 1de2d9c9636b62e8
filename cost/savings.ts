/**
 * Ways to spend less, as changes of settings, each with what is given up. What one saves is found by planning the stack with the
 * changed settings.
 */
import { counterparts } from "../config/instance-types";
import type { Line } from "./estimate";
import type { PriceId } from "./catalog";

/** The settings of a stack, with their defaults, by short names. */
export type Chosen = Readonly<Record<string, unknown>>;

export interface Saving {
    readonly name: string;
    readonly tradeOff: string;
    /** The settings that change, by short names; null removes one. Undefined where there is nothing to change. */
    readonly changes: (chosen: Chosen) => Readonly<Record<string, unknown>> | undefined;
}

const saving = (name: string, tradeOff: string, changes: Saving["changes"]): Saving => ({
    name,
    tradeOff,
    changes,
});

/** A change of one setting, where the stack has another value. */
const to =
    (name: string, value: unknown): Saving["changes"] =>
    (chosen) =>
        chosen[name] === value ? undefined : { [name]: value };

/** A change of one setting, where the stack has the value `from`. */
const from =
    (name: string, before: unknown, value: unknown): Saving["changes"] =>
    (chosen) =>
        chosen[name] === before ? { [name]: value } : undefined;

/** From machines that always give their full speed to burstable ones. */
const burstable =
    (name: string, type: string): Saving["changes"] =>
    (chosen) =>
        /(^|\.)t\d/.test(String(chosen[name])) ? undefined : { [name]: type };

const elsewhere = (name: string): Saving["changes"] =>
    from(name, "here", "elsewhere: a team watches all accounts");

const HOSTS = ["webInstanceType", "workerInstanceType"];

export const SAVINGS: readonly Saving[] = [
    saving(
        "Small nodes for cache and queue",
        "0.5 to 1.4 GB of memory instead of 6.4 GB, and less speed once the credits are used up",
        burstable("cacheNodeType", "cache.t4g.small"),
    ),
    saving(
        "One group for cache and queue",
        "a full cache delays background tasks; nothing is evicted any more",
        from("cacheSeparateQueue", true, false),
    ),
    saving(
        "No replica of cache and queue",
        "people log in again and tasks are lost if a node fails, and pages fail until it is back",
        (chosen) => (Number(chosen.cacheReplicas) > 0 ? { cacheReplicas: 0 } : undefined),
    ),
    saving(
        "Valkey instead of Redis",
        "another name for the same protocol; going back replaces the cache",
        to("cacheEngine", "valkey"),
    ),
    saving(
        "A smaller database",
        "4 GB of memory, and less speed once the credits are used up",
        burstable("databaseInstanceClass", "db.t4g.medium"),
    ),
    saving(
        "A database in one zone",
        "a failure or maintenance takes the HRMS down for minutes to hours",
        from("databaseMultiAz", true, false),
    ),
    saving("Smaller hosts", "4 GB of memory, and less speed once the credits are used up", (chosen) =>
        chosen.architecture === "arm64" && HOSTS.some((name) => !String(chosen[name]).startsWith("t"))
            ? Object.fromEntries(HOSTS.map((name) => [name, "t4g.medium"]))
            : undefined,
    ),
    saving("Graviton hosts", "packages with parts in C must exist for arm64", graviton),
    saving("Background tasks on the web hosts", "long tasks slow pages down", (chosen) =>
        Number(chosen.workerMaxHosts) > 0 ? { workerMinHosts: 0, workerMaxHosts: 0 } : undefined,
    ),
    saving(
        "One NAT gateway",
        "if its zone fails, hosts in the others cannot reach AWS or the Internet",
        from("nat", "regional", "single"),
    ),
    saving(
        "A NAT instance",
        "an instance that you keep up; while it is down, hosts cannot reach AWS or the Internet",
        (chosen) => (["regional", "single"].includes(String(chosen.nat)) ? { nat: "instance" } : undefined),
    ),
    saving(
        "Two zones",
        "half of the hosts are lost with a zone, instead of a third",
        from("availabilityZones", 3, 2),
    ),
    saving("Logs for 90 days", "older incidents cannot be looked into", (chosen) =>
        Number(chosen.logRetentionDays) > 90 ? { logRetentionDays: 90 } : undefined,
    ),
    saving(
        "No copy of backups in a second region",
        "the loss of a region loses all data",
        ({ backupRegion }) => (backupRegion === undefined ? undefined : { backupRegion: null }),
    ),
    saving(
        "No GuardDuty",
        "nobody notices intruders, unless another account watches this one",
        elsewhere("guardDuty"),
    ),
    saving("No Inspector", "nobody notices packages with known vulnerabilities", elsewhere("inspector")),
    saving("No Security Hub", "nobody notices settings that are not safe any more", elsewhere("securityHub")),
];

function graviton(chosen: Chosen): Readonly<Record<string, unknown>> | undefined {
    if (chosen.architecture !== "x86_64") return undefined;
    const types = HOSTS.map((name) => [name, counterparts(String(chosen[name]), "arm64")[0]]);
    return { architecture: "arm64", ...(Object.fromEntries(types) as Chosen) };
}

export interface Commitment {
    readonly name: string;
    readonly tradeOff: string;
    /** Saved in a month, in US dollars. */
    readonly usd: number;
}

const COMMITMENTS: readonly (readonly [name: string, machine: RegExp, price: PriceId])[] = [
    ["Compute Savings Plan for the hosts, 1 year, nothing upfront", /^host\//, "commitment/host"],
    ["Reserved database, 1 year, nothing upfront", /^database\/.*\.large$/, "commitment/database"],
    ["Reserved cache nodes, 1 year, nothing upfront", /^(redis|valkey)\//, "commitment/cache"],
];

/** What promises to pay for a year save. */
export const commitments = (lines: readonly Line[], share: (id: PriceId) => number): Commitment[] =>
    COMMITMENTS.map(([name, machine, price]) => ({
        name,
        tradeOff: "you pay for the year, also for what you no longer run",
        usd: lines
            .filter((line) => machine.test(line.price))
            .reduce((sum, { usd }) => sum + usd * (1 - share(price)), 0),
    })).filter(({ usd }) => usd > 0);
