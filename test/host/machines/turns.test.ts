/** A host whose memory has no room for two releases: the new one begins with one process, and requests wait for it. */
import { dirname } from "node:path";
import { MIB_PER_WORKER, tune } from "../../../config/tuning";
import { untilServed } from "../../../lab/client";
import type { Host } from "../../../lab/host";
import { Lab } from "../../../lab/lab";
import { hrms } from "../../../lab/operator";
import { HRMS, prepareHrms } from "../../../lab/projects";
import { changed } from "../../../lab/published";
import { Traffic } from "../../../lab/users/traffic";
import { until } from "../../../system/until";
import { Figures } from "./figures";
import { machineSuite } from "./suite";

const SMALL = "t4g.small";
/** Fewer than on two larger hosts. */
const PEOPLE = 16;

/** Prints how many processes of Gunicorn's both colours there are, the two first ones aside, ten times a second. */
const COUNT = `
while [ ! -e /run/counted ]; do
    n=0
    for colour in blue green; do
        first=$(systemctl show --property=MainPID --value hrms-web@$colour)
        [ "$first" = 0 ] || n=$((n + $(pgrep --count --parent "$first" || true)))
    done
    echo "$n"
    sleep 0.1
done | sort -n | uniq
`;

machineSuite("a release on a host that is too small for two", () => {
    const figures = new Figures();
    const { workers, webMemoryMib, memory } = tune(SMALL, "web", true);
    let lab: Lab;
    let host: Host;
    let traffic: Traffic;

    beforeAll(async () => {
        lab = await Lab.open({ project: HRMS, settings: { webInstanceType: SMALL } });
        host = await lab.launch("small");
        await host.settled();
        await prepareHrms(host, 20);
        await untilServed(lab, "/login/");
        traffic = Traffic.start(lab, PEOPLE);
        await until("people are served", () => traffic.all.requests > 100, 120);
    });
    afterAll(async () => {
        await traffic?.stop();
        figures.print();
        await lab?.close();
    });

    const firstOf = (colour: string): Promise<string> =>
        host.machine.sh(`systemctl show --property=MainPID --value hrms-web@${colour}`);
    const workersOf = async (colour: string): Promise<number> =>
        Number(await host.machine.sh(`pgrep --count --parent ${await firstOf(colour)}`));
    const release = (...args: string[]) => hrms(lab, ["release", ...args, "--stack", "prod"]).ended;

    test("a deployment in turns: requests wait and do not fail, memory is never short, and people are told", async () => {
        expect(memory).toBe("turns");
        const second = changed(lab.release, lab.folder, { "app/second.py": "" });
        const published = await release("publish", second.id, "--from", dirname(second.archive));
        expect(published.code === 0 ? "" : published.stderr).toBe("");
        const counting = host.machine.sh(COUNT);
        const before = traffic.all;
        let said = "";
        const during = await traffic.during(async () => {
            const { code, stderr } = await release("deploy", second.id, "--watch", "0");
            said = stderr;
            expect(code === 0 ? "" : stderr).toBe("");
        });
        await host.machine.sh("touch /run/counted");
        const counts = (await counting).split("\n").map(Number);

        expect(during.failed).toEqual([]);
        expect(during.requests).toBeGreaterThan(50);
        expect(said).toMatch(
            new RegExp(
                `${host.instance} \\(web\\): [\\d.]+ s, in turns: two releases do not fit into its memory`,
            ),
        );
        // One of the new release beside all of the old one, and never more than there is memory for.
        expect(Math.max(...counts)).toBe(workers + 1);
        expect((workers + 1) * MIB_PER_WORKER).toBeLessThanOrEqual(webMemoryMib);
        figures.add("p99 before", before.p99, "ms");
        figures.add("p99 during the deployment in turns", during.p99, "ms");
    });

    test("then it has all of its processes, and a second run changes nothing", async () => {
        const { current, colour } = await host.release("status");
        expect(colour).toBe("green");
        expect(await workersOf("green")).toBe(workers);
        const before = await firstOf("green");
        expect(await host.release("switch", String(current))).toMatchObject({ current, how: "turns" });
        expect(await firstOf("green")).toBe(before);
    });

    test("a release that starts a thread as it loads serves too, and each process loads it for itself", async () => {
        const threads = changed(lab.release, lab.folder, {
            "app/hrms/wsgi.py": (text) =>
                `${text}\nimport threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()\n`,
        });
        await lab.publish(threads);
        await host.release("install", threads.id);
        const { failed } = await traffic.during(async () => {
            expect(await host.release("switch", threads.id)).toMatchObject({
                current: threads.id,
                how: "turns",
            });
        });
        expect(failed).toEqual([]);
        expect(await host.journal("hrms-web@blue")).toContain("so each process loads it for itself");
        expect(await workersOf("blue")).toBe(workers);
    });

    test("a release that does not start in turns leaves all processes of the old one", async () => {
        const bad = changed(lab.release, lab.folder, {
            "app/hrms/wsgi.py": 'raise RuntimeError("no licence")\n',
        });
        await lab.publish(bad);
        await host.release("install", bad.id);
        const { failed } = await traffic.during(async () => {
            const answer = await host.release("switch", bad.id);
            expect(answer.failed).toMatch(
                /^The new release does not serve, so the old one still does: it crashed/,
            );
        });
        expect(failed).toEqual([]);
        expect(await workersOf("blue")).toBe(workers);
    });
});
