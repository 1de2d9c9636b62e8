/** A host on which a switch of the release is broken off: people are served, and a second run or the next boot puts it right. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LIVENESS_PATH } from "../../../host/bundle";
import { fetchStatus, untilServed } from "../../../lab/client";
import type { Host } from "../../../lab/host";
import { Lab } from "../../../lab/lab";
import { HRMS, prepareHrms } from "../../../lab/projects";
import { changed } from "../../../lab/published";
import type { Release } from "../../../lab/release";
import { until } from "../../../system/until";
import { Traffic } from "../../../lab/users/traffic";
import { Figures } from "./figures";
import { machineSuite } from "./suite";

const BREAK_OFF = readFileSync(join(__dirname, "cases/broken-off.py"), "utf8");
/** Each of some 25 steps takes two switches. */
const KILLING_MS = 1_200_000;
const PEOPLE = 6;

machineSuite("a switch is broken off", () => {
    const figures = new Figures();
    let lab: Lab;
    let host: Host;
    let traffic: Traffic;
    let first: Release;
    let second: Release;

    beforeAll(async () => {
        lab = await Lab.open({ project: HRMS });
        host = await lab.launch("one");
        await host.settled();
        await prepareHrms(host, 20);
        first = lab.release;
        second = changed(first, lab.folder, { "app/second.py": "" });
        await lab.publish(second);
        await host.release("install", second.id);
        await untilServed(lab, "/login/");
        await host.machine.run(["sh", "-c", "cat > /root/broken-off.py"], BREAK_OFF);
        traffic = Traffic.start(lab, PEOPLE);
        await until("people are served", () => traffic.all.requests > 50, 120);
    });
    afterAll(async () => {
        await traffic?.stop();
        figures.print();
        await lab?.close();
    });

    /** Kills a command before the step. Resolves to the step, or undefined if it ran to its end. */
    const breakOff = async (step: string, ...command: string[]): Promise<string | undefined> => {
        const { code, stdout } = await host.machine.run(["python3", "/root/broken-off.py", step, ...command]);
        return code === 0 ? undefined : stdout.trim();
    };
    const activeColours = async (): Promise<string[]> => {
        const states = await host.machine.sh("systemctl is-active hrms-web@blue hrms-web@green || true");
        const [blue, green] = states.split("\n");
        return [...(blue === "inactive" ? [] : ["blue"]), ...(green === "inactive" ? [] : ["green"])];
    };

    test(
        "a switch that is killed before any of its steps: people are served, and a second run completes it",
        async () => {
            const steps: string[] = [];
            const { failed } = await traffic.during(async () => {
                for (let nth = 1; ; nth += 1) {
                    const to = nth % 2 === 1 ? second : first;
                    const step = await breakOff(String(nth), "switch", to.id);
                    if (step === undefined) return;
                    steps.push(step);
                    expect(await host.release("switch", to.id)).toMatchObject({ current: to.id });
                    await until("one colour is left", async () => (await activeColours()).length === 1, 60);
                    expect(await activeColours()).toEqual([(await host.release("status")).colour]);
                }
            });
            figures.add("steps at which a switch was killed", steps.length, "steps");
            expect(failed).toEqual([]);
            expect(steps.length).toBeGreaterThan(15);
        },
        KILLING_MS,
    );

    test("a release that starts has a sixth of the processor time, and a share like any other one once it serves", async () => {
        const { current, colour } = await host.release("status");
        const [to, idle] = [current === first.id ? second : first, colour === "blue" ? "green" : "blue"];
        const weightOf = (which: string): Promise<string> =>
            host.machine.sh(`systemctl show --property=CPUWeight --value hrms-web@${which}`);
        expect(await breakOff(`systemctl start --no-block hrms-web@${idle}`, "switch", to.id)).toBeDefined();
        expect([await weightOf(idle), await weightOf(String(colour))]).toEqual(["20", "[not set]"]);
        expect(await host.release("switch", to.id)).toMatchObject({ current: to.id });
        expect(await weightOf(idle)).toBe("[not set]");
    });

    test(
        "an installation that is killed before any of its steps leaves nothing that counts, and a second run completes it",
        async () => {
            const third = changed(first, lab.folder, { "app/third.py": "" });
            await lab.publish(third);
            const steps: string[] = [];
            for (let nth = 1; ; nth += 1) {
                const step = await breakOff(String(nth), "install", third.id);
                if (step === undefined) break;
                steps.push(step);
                expect((await host.release("status")).installed).not.toContain(third.id);
            }
            figures.add("steps at which an installation was killed", steps.length, "steps");
            expect(steps.length).toBeGreaterThan(8);
            expect((await host.release("status")).installed).toContain(third.id);
            const python = `/srv/hrms/releases/${third.id}/venv/bin/python`;
            expect(
                await host.machine.sh(`${python} -c 'import django, celery, MySQLdb' && echo complete`),
            ).toBe("complete");
        },
        KILLING_MS,
    );

    test("old releases are removed, except the current one, the previous one and one more", async () => {
        for (const name of ["fourth", "fifth"]) {
            const release = changed(first, lab.folder, { [`app/${name}.py`]: "" });
            await lab.publish(release);
            await host.release("install", release.id);
        }
        const { installed, current, previous } = await host.release("status");
        const [newest, ...others] = (installed as string[]).filter((id) => id !== current && id !== previous);
        expect(others.length).toBeGreaterThan(0);
        const { removed } = await host.release("clean");
        expect(removed).toEqual([...others].sort());
        const left = (await host.release("status")).installed as string[];
        expect([...left].sort()).toEqual([current, previous, newest].sort());
    });

    test("a host that loses its power in the middle of a switch boots with the release of the stack", async () => {
        await host.release("switch", first.id);
        await traffic.stop();
        // Nginx uses the new colour, and nothing else is done yet.
        expect(await breakOff(".current.new", "switch", second.id)).toContain(".current.new");
        expect(await host.release("status")).toMatchObject({ current: first.id });
        await host.machine.loseAndRegainPower();
        await until("it serves", async () => (await host.release("status")).serving === true, 180);
        expect(await host.release("status")).toMatchObject({ current: first.id, colour: "blue" });
        expect(await host.machine.sh("cat /srv/hrms/blue/release.env")).toContain(first.id);
        expect(await activeColours()).toEqual(["blue"]);
    });

    test("a host that boots and cannot get the release of the stack serves no other one, until it can", async () => {
        const later = changed(first, lab.folder, { "app/later.py": "" });
        lab.name(later.id, first.id);
        await host.machine.reboot();
        const live = (): number => fetchStatus(lab, `https://${host.address}${LIVENESS_PATH}`);
        await until("the host leaves the load balancer", () => live() === 503, 180);
        expect(await host.release("status")).toMatchObject({ current: null, serving: false });
        expect(await activeColours()).toEqual([]);
        await lab.publish(later);
        await until("it serves", async () => (await host.release("status")).serving === true, 180);
        expect(await host.release("status")).toMatchObject({ current: later.id, previous: first.id });
        expect(live()).toBe(200);
    });
});
