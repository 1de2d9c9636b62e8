/**
 * Dependencies that hang instead of refusing connections, with people on the site and a load balancer that terminates
 * hosts. `npx hrms bench hangs` has every way to hang, longer, and the stack's own intervals.
 */
import { HEALTH_CHECK } from "../../../../components/edge";
import { brokenPromises, giveUpSeconds, Hangs, NOTICE_SECONDS, type HangCase } from "../../../../lab/hangs";
import { Figures } from "../figures";
import { cases, type ReleasedHost } from "../shared";

/**
 * The stack's check at a fifth of its interval. Threshold and timeout are the stack's own: a check is given as much time,
 * and as many must fail. Failing for 14 s is enough instead of 50 s, so a host that survives this check survives the stack's
 * for as long as the outage lasts here.
 */
export const FREQUENT_CHECK = { ...HEALTH_CHECK, interval: 3 };
/** The load balancer could give up the host, and people ask for pages once the host knows of the outage. */
const OUTAGE_SECONDS = Math.max(giveUpSeconds(FREQUENT_CHECK), NOTICE_SECONDS) + 10;

const CASES: readonly HangCase[] = [
    { dependency: "database", way: "silent" },
    { dependency: "database", way: "flapping" },
    { dependency: "cache", way: "frozen" },
];

export const hangs = cases("a host whose dependencies hang", (shared: ReleasedHost) => {
    const figures = new Figures();
    let people: Hangs;

    beforeAll(async () => {
        await shared.prepare();
        people = await Hangs.start(shared.lab, shared.host);
    });
    afterAll(async () => {
        figures.print();
        await people.stop();
    });

    test.each(CASES)(
        "the $dependency is $way: no host is terminated, and pages that do not need it are served",
        async (hang) => {
            const measured = await people.measure(hang, OUTAGE_SECONDS);
            const name = `${hang.dependency} ${hang.way}`;
            figures.add(`${name}: end to everybody served`, measured.recovery);
            figures.add(`${name}: slowest answer`, measured.slowest);
            // Few, because a slow machine serves few; one of eight people alone would be too few.
            expect(measured.plain).toBeGreaterThan(8);
            expect({ ...measured, broken: brokenPromises(measured) }).toMatchObject({ broken: [] });
        },
    );
});
