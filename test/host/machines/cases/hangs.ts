/**
 * Dependencies that hang instead of refusing connections, with people on the site and a load balancer that terminates
 * hosts by the stack's own numbers.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { HEALTH_CHECK } from "../../../../components/edge";
import type { Host } from "../../../../lab/host";
import type { Lab } from "../../../../lab/lab";
import { OUTAGES, type Dependency } from "../../../../lab/outages";
import { untilServed } from "../../../../lab/client";
import { Users } from "../../../../lab/users";
import { until } from "../../../../system/until";
import { Figures } from "../figures";
import { cases, type ReleasedHost } from "../shared";

/** Longer than the load balancer takes to give up a host. */
const OUTAGE_SECONDS = (HEALTH_CHECK.unhealthyThreshold + 1) * HEALTH_CHECK.interval;
/** bin/watch needs two failed rounds, and connections that were open then end. */
const NOTICE_SECONDS = 15;
/** Shows a form, and reads neither the database nor the cache. */
const PLAIN = "/login/";
/** Reads the session from the cache or the database. */
const NEEDY = "/employees/";
const UNKNOWN_SESSION = `__Secure-sessionid=${"c".repeat(32)}`;

const CASES: readonly [Dependency, keyof typeof OUTAGES][] = [
    ["database", "frozen"],
    ["database", "silent"],
    ["database", "flapping"],
    ["cache", "frozen"],
];

export const hangs = cases("a host whose dependencies hang", (shared: ReleasedHost) => {
    const figures = new Figures();
    let lab: Lab;
    let host: Host;
    let users: Users;

    beforeAll(async () => {
        ({ lab, host } = shared);
        await shared.prepare();
        await untilServed(lab, PLAIN);
        users = Users.start(lab, { pages: [{ path: PLAIN }, { path: NEEDY, cookie: UNKNOWN_SESSION }] });
    });
    afterAll(async () => {
        figures.print();
        await users.stop();
    });

    /** Resolves to the seconds until everybody gets an answer at once again. */
    async function recovery(): Promise<number> {
        const since = Date.now();
        return until(
            "everybody is served again",
            () => {
                const latest = users.between(since, Infinity).slice(-16);
                return (
                    latest.length === 16 && latest.every(({ status, seconds }) => status < 400 && seconds < 2)
                );
            },
            60,
        );
    }

    test.each(CASES)(
        "the %s is %s: no host is terminated, and pages that do not need it are served",
        async (dependency, how) => {
            await recovery();
            const from = Date.now();
            const end = await OUTAGES[how](lab, host, dependency);
            await sleep(OUTAGE_SECONDS * 1000);
            const to = Date.now();
            await end();
            const seconds = await recovery();
            figures.add(`${dependency} ${how}: end to everybody served`, seconds);

            const plain = users.between(from + NOTICE_SECONDS * 1000, to - 1000, PLAIN);
            const all = users.between(from, to);
            figures.add(
                `${dependency} ${how}: slowest answer`,
                Math.max(...all.map((answer) => answer.seconds)),
            );
            const failed = plain.filter(({ status }) => status !== 200);
            figures.add(
                `${dependency} ${how}: plain pages not served`,
                (100 * failed.length) / plain.length,
                "%",
            );
            expect(lab.cloud.terminated).toEqual([]);
            expect(plain.length).toBeGreaterThan(100);
            expect(failed).toEqual([]);
            // Whoever is turned away hears so, and by the host itself.
            expect(
                [...new Set(all.map(({ status }) => status))].filter(
                    (status) => ![200, 302, 503].includes(status),
                ),
            ).toEqual([]);
            expect(seconds).toBeLessThan(20);
        },
    );
});
