/** Two hosts change their release while people use the site: no request fails, whatever the release. */
import { setTimeout as sleep } from "node:timers/promises";
import { fetchStatus, untilServed } from "../../../lab/client";
import type { Host } from "../../../lab/host";
import { Lab } from "../../../lab/lab";
import { HRMS, prepareHrms } from "../../../lab/projects";
import { changed } from "../../../lab/published";
import type { Release } from "../../../lab/release";
import { until } from "../../../system/until";
import { badReleases } from "./cases/bad-releases";
import { Traffic } from "../../../lab/users/traffic";
import { Figures } from "./figures";
import { machineSuite } from "./suite";

/** As many as it takes to see one failure in ten thousand. */
const REQUESTS = 10_000;

machineSuite("releases change while people use the site", () => {
    const figures = new Figures();
    let lab: Lab;
    let hosts: [Host, Host];
    let traffic: Traffic;
    let first: Release;
    let second: Release;

    beforeAll(async () => {
        lab = await Lab.open({ project: HRMS });
        hosts = [await lab.launch("one"), await lab.launch("two")];
        await Promise.all(hosts.map((host) => host.settled()));
        await prepareHrms(hosts[0], 50);
        first = lab.release;
        second = changed(first, lab.folder, {
            "app/templates/base.html": (text) => text.replace("<title>", "<title>Second: "),
            "static/second.css": "body { color: green }",
        });
        await lab.publish(second);
        await untilServed(lab, "/login/");
        traffic = Traffic.start(lab);
        await until("people are served", () => traffic.all.requests > 500, 120);
    });
    afterAll(async () => {
        await traffic?.stop();
        figures.print();
        await lab?.close();
    });

    const switchAll = async (to: Release): Promise<number[]> => {
        const seconds: number[] = [];
        for (const host of hosts) {
            const answer = await host.release("switch", to.id);
            expect(answer).toMatchObject({ current: to.id, how: "both" });
            seconds.push(Number(answer.seconds));
        }
        return seconds;
    };
    const runsOf = (key: string): string =>
        lab.database.sql(
            `SELECT runs FROM ${lab.settings.databaseName}.leave_recalculation WHERE \`key\` = '${key}'`,
        );
    const isSettled = async (host: Host, { id }: Release): Promise<boolean> => {
        const { background, ...status } = await host.release("status");
        expect(status).toMatchObject({ current: id, serving: true });
        return Object.values(background as Record<string, string>).every((one) => one === id);
    };

    test("an installed release changes nothing yet, and a second install does nothing", async () => {
        const { failed } = await traffic.during(async () => {
            for (const host of hosts) {
                expect(await host.release("install", second.id)).toEqual({ installed: second.id });
                expect(await host.release("install", second.id)).toEqual({ installed: second.id });
                expect(await host.release("status")).toMatchObject({ current: first.id });
                expect(await host.release("migrations", second.id)).toEqual({
                    pending: [],
                    unapplied_on_rollback: [],
                    destructive: [],
                });
                expect(await host.release("check", second.id)).toEqual({ passed: true, warnings: [] });
            }
        });
        expect(failed).toEqual([]);
    });

    test("a switch and a rollback: no request fails, and a task in progress completes once", async () => {
        const before = await traffic.during(() => sleep(30_000));
        expect(await hosts[0].manage(["recalculate", "20", "during-the-switch"])).toMatchObject({ code: 0 });
        const during = await traffic.during(() => switchAll(second));
        for (const host of hosts) {
            await until("everything runs the second release", () => isSettled(host, second), 90);
        }
        await until("the task is done", () => runsOf("during-the-switch") === "1", 90);
        let seconds: number[] = [];
        const back = await traffic.during(async () => (seconds = await switchAll(first)));
        for (const host of hosts) {
            await until("everything runs the first release", () => isSettled(host, first), 90);
        }
        expect(runsOf("during-the-switch")).toBe("1");
        figures.add("requests before", before.perSecond, "per second");
        figures.add("p99 before", before.p99, "ms");
        figures.add("p99 during the switch", during.p99, "ms");
        figures.add("p99 during the rollback", back.p99, "ms");
        figures.add("rollback of a host, at most", Math.max(...seconds));
        expect([before.failed, during.failed, back.failed]).toEqual([[], [], []]);
    });

    test("static files of the former release stay under the site's own name", async () => {
        const [host] = hosts;
        await host.release("switch", second.id);
        await host.release("switch", first.id);
        const name = ["--header", `Host: ${lab.settings.domain}`];
        expect(fetchStatus(lab, `https://${host.address}/static/second.css`, ...name)).toBe(200);
        expect(fetchStatus(lab, `https://${host.address}/static/third.css`, ...name)).toBe(404);
    });

    badReleases(() => ({ lab, host: hosts[1], release: first, traffic }));

    test("enough people used the site meanwhile, and nobody got an error", () => {
        const { requests, failed, perSecond } = traffic.all;
        figures.add("requests in all", requests, "requests");
        figures.add("requests in all", perSecond, "per second");
        expect(failed).toEqual([]);
        expect(requests).toBeGreaterThan(REQUESTS);
    });
});
