/**
 * Dependencies that hang instead of refusing connections, with people on the site and a load balancer that terminates
 * hosts: what people get during such an outage, and how soon everything works after it.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../system/until";
import type { HealthCheck } from "./cloud/protocol";
import { untilServed } from "./client";
import type { Host } from "./host";
import type { Lab } from "./lab";
import { OUTAGES, type Dependency, type Way } from "./outages";
import { Users } from "./users";

/** Shows a form, and reads neither the database nor the cache. */
const PLAIN = "/login/";
/** Reads the session from the cache or the database. */
const NEEDY = "/employees/";
const UNKNOWN_SESSION = `__Secure-sessionid=${"c".repeat(32)}`;
const PEOPLE = 16;

/** bin/watch needs two failed rounds, and connections that were open then end. */
export const NOTICE_SECONDS = 15;
/** Within which everybody must get an answer at once again. */
const RECOVERY_SECONDS = 20;
const RECOVERY_PATIENCE_SECONDS = 60;
/** What a host answers: the page, the way to the login, or that it is busy. Other statuses are the load balancer's. */
const ANSWERS: readonly number[] = [200, 302, 503];

/** The longest time in which a load balancer gives up a host, in seconds. */
export const giveUpSeconds = ({ interval, timeout, unhealthyThreshold }: HealthCheck): number =>
    unhealthyThreshold * interval + timeout;

export interface HangCase {
    readonly dependency: Dependency;
    readonly way: Way;
}

/** Every way to hang, for both dependencies. */
export const HANG_CASES: readonly HangCase[] = (["database", "cache"] as const).flatMap((dependency) =>
    (Object.keys(OUTAGES) as Way[]).map((way) => ({ dependency, way })),
);

export interface HangFigures {
    /** Times that the load balancer gave up the host. */
    readonly terminated: number;
    /** Plain pages that people asked for once the host could know of the outage, and those of them that failed. */
    readonly plain: number;
    readonly plainNotServed: number;
    /** Seconds of the slowest answer during the outage. */
    readonly slowest: number;
    /** Statuses that people got and the host never answers with; 0 is no answer. */
    readonly strange: readonly number[];
    /** Seconds from the end of the outage until everybody gets an answer at once. */
    readonly recovery: number;
}

/** People on the site of a host that serves the sample HRMS. */
export class Hangs {
    private constructor(
        private readonly lab: Lab,
        private readonly host: Host,
        private readonly users: Users,
    ) {}

    static async start(lab: Lab, host: Host): Promise<Hangs> {
        await untilServed(lab, PLAIN);
        const pages = [{ path: PLAIN }, { path: NEEDY, cookie: UNKNOWN_SESSION }];
        return new Hangs(lab, host, Users.start(lab, { count: PEOPLE, pages }));
    }

    stop(): Promise<void> {
        return this.users.stop();
    }

    /** Lets a dependency hang for so long. Throws if the site does not recover within a minute. */
    async measure({ dependency, way }: HangCase, seconds: number): Promise<HangFigures> {
        await this.recovery();
        const terminated = this.lab.cloud.terminated.length;
        const from = Date.now();
        const end = await OUTAGES[way](this.lab, this.host, dependency);
        await sleep(seconds * 1000);
        const to = Date.now();
        await end();
        const recovery = await this.recovery();
        const plain = this.users.between(from + NOTICE_SECONDS * 1000, to - 1000, PLAIN);
        const all = this.users.between(from, to);
        return {
            terminated: this.lab.cloud.terminated.length - terminated,
            plain: plain.length,
            plainNotServed: plain.filter(({ status }) => status !== 200).length,
            slowest: Math.max(...all.map((answer) => answer.seconds)),
            strange: [...new Set(all.map(({ status }) => status))].filter(
                (status) => !ANSWERS.includes(status),
            ),
            recovery,
        };
    }

    private recovery(): Promise<number> {
        const since = Date.now();
        return until(
            "everybody is served at once",
            () => {
                const latest = this.users.between(since, Infinity).slice(-PEOPLE);
                return (
                    latest.length === PEOPLE &&
                    latest.every(({ status, seconds }) => status < 400 && seconds < 2)
                );
            },
            RECOVERY_PATIENCE_SECONDS,
        );
    }
}

/** What the host promises and did not keep, in words. */
export function brokenPromises({
    terminated,
    plain,
    plainNotServed,
    strange,
    recovery,
}: HangFigures): string[] {
    const broken: Readonly<Record<string, boolean>> = {
        "The load balancer terminated the host.": terminated > 0,
        "Nobody got a page that does not need the dependency.": plain === plainNotServed,
        "Pages that do not need the dependency failed.": plainNotServed > 0,
        [`People got ${strange.join(", ")}.`]: strange.length > 0,
        [`Recovery took more than ${RECOVERY_SECONDS} s.`]: recovery > RECOVERY_SECONDS,
    };
    return Object.keys(broken).filter((promise) => broken[promise]);
}
