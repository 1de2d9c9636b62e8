/** Two hosts: what must happen once in the fleet happens once, even after the host that does it dies. */
import { setTimeout as sleep } from "node:timers/promises";
import { METRICS_NAMESPACE } from "../../../host/bundle";
import { Lab } from "../../../lab/lab";
import type { Host } from "../../../lab/host";
import { until } from "../../../system/until";
import { HRMS, prepareHrms } from "../../../lab/projects";
import { driver } from "./driver";
import { machineSuite } from "./suite";
import { Figures } from "./figures";

const TICK_SECONDS = 3;

machineSuite("a fleet of two", () => {
    const figures = new Figures();
    let lab: Lab;
    let one: Host;
    let two: Host;
    /** The host that is still running. */
    let left: Host;
    beforeAll(async () => {
        lab = await Lab.open({
            project: HRMS,
            settings: { environment: { REMINDER_SECONDS: String(TICK_SECONDS) } },
        });
        one = await lab.launch("one");
        two = await lab.launch("two");
        await Promise.all([one.settled(), two.settled()]);
        await prepareHrms(one, 20);
    });
    afterAll(async () => {
        figures.print();
        await lab?.close();
    });

    driver("mariadb", {
        get lab() {
            return lab;
        },
        get host() {
            return one;
        },
        prepare: () => Promise.resolve(),
    });

    const ticks = (): number =>
        Number(lab.database.sql(`SELECT COUNT(*) FROM ${lab.settings.databaseName}.leave_reminder`));

    const runs = async ({ machine }: Host, program: string): Promise<boolean> =>
        (await machine.run(["pgrep", "-f", `^/srv/hrms/.*/${program} `])).code === 0;

    test("the queue: only one of the hosts counts the waiting tasks", async () => {
        const count = "python -m hrms_host.queue_length";
        const counts = async (): Promise<boolean[]> => [await runs(one, count), await runs(two, count)];
        await until("a host counts", async () => (await counts()).includes(true), 120);
        expect((await counts()).sort()).toEqual([false, true]);
    });

    test("process.tools.background-tasks: each tick of the clock comes once, and ticks continue after the host that sent them died", async () => {
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

    test("the queue: CloudWatch gets the number of waiting tasks from the host that is left", async () => {
        await left.machine.sh("systemctl stop hrms-worker");
        const since = new Date();
        for (const key of ["one", "two", "three"]) {
            expect(await left.manage(["recalculate", "0", key])).toMatchObject({ code: 0 });
        }
        const told = async (): Promise<number> => {
            const { stack, region } = lab.settings;
            const answer = await left.machine.sh(
                `aws cloudwatch get-metric-statistics --region ${region} --namespace ${METRICS_NAMESPACE} \\
                    --metric-name QueueLength --dimensions Name=Stack,Value=${stack} --statistics Maximum --period 60 \\
                    --start-time ${since.toISOString()} --end-time ${new Date().toISOString()} --output json`,
            );
            const { Datapoints } = JSON.parse(answer) as { Datapoints: { Maximum: number }[] };
            return Math.max(...Datapoints.map(({ Maximum }) => Maximum));
        };
        await until("CloudWatch has three tasks", async () => (await told()) >= 3, 150);
        expect(await told()).toBeLessThanOrEqual(Number(lab.cache.ask("-n", "1", "LLEN", "celery")));
        await left.machine.sh("systemctl start hrms-worker");
    });
});
