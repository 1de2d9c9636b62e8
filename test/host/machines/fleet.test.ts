/** Two hosts at once: what must happen once in the fleet does, also when the host that did it dies. */
import { setTimeout as sleep } from "node:timers/promises";
import { Bench } from "../bench/bench";
import type { Host } from "../bench/host";
import { until } from "../../support/until";
import { HRMS, prepareHrms } from "../bench/projects";
import { machineSuite } from "./suite";
import { Figures } from "./figures";

const TICK_SECONDS = 3;

machineSuite("a fleet of two", () => {
    const figures = new Figures();
    let bench: Bench;
    let one: Host;
    let two: Host;
    beforeAll(async () => {
        bench = await Bench.open({ project: HRMS, variables: { REMINDER_SECONDS: String(TICK_SECONDS) } });
        one = await bench.launch("one");
        two = await bench.launch("two");
        await Promise.all([one.settled(), two.settled()]);
        await prepareHrms(one, 20);
    });
    afterAll(async () => {
        figures.print();
        await bench?.close();
    });

    const ticks = (): number =>
        Number(bench.database.sql(`SELECT COUNT(*) FROM ${bench.settings.databaseName}.leave_reminder`));

    test("process.tools.background-tasks: each tick of the clock comes once, and again after the host that gave it died", async () => {
        await until("the first tick", () => Promise.resolve(ticks() > 0), 180);
        const before = ticks();
        await sleep(8 * TICK_SECONDS * 1000);
        const counted = ticks() - before;
        expect(counted).toBeGreaterThanOrEqual(5);
        expect(counted).toBeLessThanOrEqual(11);

        const beats = async ({ machine }: Host): Promise<boolean> =>
            (await machine.run(["pgrep", "-f", "^/srv/hrms/.*/celery .* beat "])).code === 0;
        const first = await beats(one);
        expect(await beats(two)).toBe(!first);
        await (first ? one : two).machine.cutPower();
        const dead = ticks();
        figures.add(
            "host with the beat dead to the next tick",
            await until("a tick", () => Promise.resolve(ticks() > dead + 1), 180),
        );
    });
});
