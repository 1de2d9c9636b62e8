/** Two hosts at once: what must happen once in the fleet does, also when the host that did it dies. */
import { setTimeout as sleep } from "node:timers/promises";
import { METRICS_NAMESPACE } from "../../../host/bundle";
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
    /** The one that outlives the other. */
    let left: Host;
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

    const runs = async ({ machine }: Host, program: string): Promise<boolean> =>
        (await machine.run(["pgrep", "-f", `^/srv/hrms/.*/${program} `])).code === 0;

    test("the queue: one of the hosts counts what waits", async () => {
        const count = "python -m hrms_host.queue_length";
        const counts = async (): Promise<boolean[]> => [await runs(one, count), await runs(two, count)];
        await until("a host counts", async () => (await counts()).includes(true), 120);
        expect((await counts()).sort()).toEqual([false, true]);
    });

    test("process.tools.background-tasks: each tick of the clock comes once, and again after the host that gave it died", async () => {
        await until("the first tick", () => ticks() > 0, 180);
        const before = ticks();
        await sleep(8 * TICK_SECONDS * 1000);
        const counted = ticks() - before;
        expect(counted).toBeGreaterThanOrEqual(5);
        expect(counted).toBeLessThanOrEqual(11);

        const first = await runs(one, "celery .* beat");
        expect(await runs(two, "celery .* beat")).toBe(!first);
        const [dying, living] = first ? [one, two] : [two, one];
        left = living;
        await dying.machine.cutPower();
        const dead = ticks();
        figures.add(
            "host with the beat dead to the next tick",
            await until("a tick", () => ticks() > dead + 1, 180),
        );
    });

    test("the queue: CloudWatch is told how many tasks wait, whichever host is left", async () => {
        await left.machine.sh("systemctl stop hrms-worker");
        const since = new Date();
        for (const key of ["one", "two", "three"]) {
            expect(await left.manage(["recalculate", "0", key])).toMatchObject({ code: 0 });
        }
        const told = async (): Promise<number> => {
            const { stack, region } = bench.settings;
            const answer = await left.machine.sh(
                `aws cloudwatch get-metric-statistics --region ${region} --namespace ${METRICS_NAMESPACE} \\
                    --metric-name QueueLength --dimensions Name=Stack,Value=${stack} --statistics Maximum --period 60 \\
                    --start-time ${since.toISOString()} --end-time ${new Date().toISOString()} --output json`,
            );
            const { Datapoints } = JSON.parse(answer) as { Datapoints: { Maximum: number }[] };
            return Math.max(...Datapoints.map(({ Maximum }) => Maximum));
        };
        await until("CloudWatch knows of three tasks", async () => (await told()) >= 3, 150);
        expect(await told()).toBeLessThanOrEqual(Number(bench.cache.ask("-n", "1", "LLEN", "celery")));
        await left.machine.sh("systemctl start hrms-worker");
    });
});
