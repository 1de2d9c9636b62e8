/** Production faults on a serving host: nothing is lost, and the host recovers without help within seconds. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { LIVENESS_PATH } from "../../../../host/bundle";
import type { Lab } from "../../../../lab/lab";
import type { Host } from "../../../../lab/host";
import { Authority } from "../../../../lab/authority";
import { until } from "../../../../system/until";
import { fetchStatus, visit } from "../../../../lab/client";
import { cases, type ReleasedHost } from "../shared";
import { Figures } from "../figures";

/** host/root/opt/hrms/django/hrms_host/settings/tasks.py */
const VISIBILITY_SECONDS = 3600;

interface SentryEvent {
    readonly release?: string;
    readonly environment?: string;
    readonly request?: { readonly method: string; readonly url: string };
    readonly exception?: { readonly values: readonly { readonly type: string }[] };
}

/** The events in Sentry's envelopes. Every second line of an envelope is a header. */
const eventsIn = (envelopes: string): SentryEvent[] =>
    envelopes
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .map((line) => JSON.parse(line) as SentryEvent);

export const faults = cases("a host heals", (shared: ReleasedHost) => {
    const figures = new Figures();
    let lab: Lab;
    let host: Host;

    const page = (): number => visit(lab, "/login/");
    const ready = (): number => fetchStatus(lab, `https://${host.address}/health/ready`);
    const serves = (): boolean => page() === 200 && ready() === 200;
    const runsOf = (key: string): string =>
        lab.database.sql(
            `SELECT runs FROM ${lab.settings.databaseName}.leave_recalculation WHERE \`key\` = '${key}'`,
        );
    const enqueue = async (seconds: number, key: string): Promise<void> => {
        const { code, stdout, stderr } = await host.manage(["recalculate", String(seconds), key]);
        expect([code, stdout + stderr]).toEqual([0, expect.any(String)]);
    };

    beforeAll(async () => {
        ({ lab, host } = shared);
        await shared.prepare();
        await until("serves", serves, 120);
    });
    afterAll(() => {
        figures.print();
    });

    test.each(["nginx", "hrms-web@blue", "hrms-worker", "hrms-beat", "hrms-queue-length"])(
        "process.services.running: %s restarts after it is killed",
        async (unit) => {
            const pid = () => host.machine.sh(`systemctl show ${unit} --property=MainPID --value`);
            const before = await pid();
            await host.machine.sh(`kill -KILL ${before}`);
            const seconds = await until(
                `${unit} runs again`,
                async () =>
                    !["0", before].includes(await pid()) &&
                    (await host.machine.sh(`systemctl is-active ${unit} || true`)) === "active" &&
                    serves(),
                120,
            );
            figures.add(`${unit} killed to serving again`, seconds);
        },
    );

    test("without the database the host stays healthy and not ready, and pages return with the database", async () => {
        await lab.database.stop("SIGKILL");
        expect(fetchStatus(lab, `https://${host.address}${LIVENESS_PATH}`)).toBe(200);
        await until("not ready", () => ready() === 503, 60);
        await lab.database.start();
        figures.add("database back to serving", await until("serves", serves, 120));
    });

    test("monitoring.application.error-tracking: Sentry gets a failed page with its release and cause, and nothing about the user", async () => {
        await lab.database.stop("SIGKILL");
        const session = "c".repeat(32);
        const cookie = ["--cookie", `__Secure-sessionid=${session}`, "--user-agent", "canary-agent"];
        expect(visit(lab, "/employees/?name=canary-query", ...cookie)).toBe(503);
        await until(
            "Sentry has the event",
            () => lab.cloud.reported.some((text) => text.includes("/employees/")),
            60,
        );
        await lab.database.start();
        await until("serves", serves, 120);

        const told = lab.cloud.reported.join("\n");
        const [event] = eventsIn(told).filter(({ request }) => request?.url?.includes("/employees/"));
        expect(event).toMatchObject({
            environment: lab.settings.stack,
            release: await host.machine.sh("basename $(readlink /srv/hrms/current)"),
            request: { method: "GET", url: `https://${lab.settings.domain}/employees/` },
        });
        expect(event?.exception?.values.at(-1)?.type).toBe("OperationalError");
        const { secretKey, databasePassword, cacheToken } = lab.secrets;
        for (const word of [session, "canary", "198.51.100.7", secretKey, databasePassword, cacheToken]) {
            expect(told).not.toContain(word);
        }
    });

    test("without the cache pages are served, and tasks wait for the queue and run once", async () => {
        await lab.cache.stop();
        await until("pages without a cache", () => page() === 200, 60);
        expect(ready()).toBe(503);
        await lab.cache.start();
        figures.add("cache back to serving", await until("serves", serves, 120));
        await enqueue(0, "after-cache");
        figures.add(
            "cache back to a task done",
            await until("the task is done", () => runsOf("after-cache") === "1", 120),
        );
    });

    const received = async (): Promise<number> =>
        (await host.journal("hrms-worker")).split("\n").filter((line) => /recalculate.* received/.test(line))
            .length;
    const workerPid = (): Promise<string> =>
        host.machine.sh("systemctl show hrms-worker --property=MainPID --value");
    /** Starts a task. Resolves when it runs. */
    const begin = async (key: string, seconds = 8): Promise<void> => {
        const before = await received();
        await enqueue(seconds, key);
        await until("the task has begun", async () => (await received()) > before, 120);
        expect(runsOf(key)).toBe("");
    };
    /** Resolves when the task and a later one are done. A repeated task would have run before the later one. */
    const isDoneOnce = async (key: string): Promise<void> => {
        await until("the task is done", () => runsOf(key) === "1", 120);
        await enqueue(0, `after-${key}`);
        await until("the next one is done", () => runsOf(`after-${key}`) === "1", 120);
        expect(runsOf(key)).toBe("1");
    };

    test("process.tools.queue-workers: a worker that is restarted in the middle of a task runs it exactly once", async () => {
        await begin("restarted");
        await host.machine.sh("systemctl restart hrms-worker");
        await isDoneOnce("restarted");
    });

    test("new secrets are fetched while a long task runs: pages return at once, and the task finishes once", async () => {
        const rotated = `canary-rotated-${"r".repeat(50)}`;
        const keyOf = (unit: string): Promise<string> =>
            host.machine.sh(
                `tr '\\0' '\\n' < /proc/$(systemctl show ${unit} --property=MainPID --value)/environ | sed -n 's/^DJANGO_SECRET_KEY=//p'`,
            );
        await begin("refreshed", 45);
        lab.cloud.seed({ secrets: { secretKey: { value: rotated } } });
        await host.machine.sh("/opt/hrms/bin/refresh");
        figures.add("refresh to serving", await until("serves", serves, 30));
        expect(runsOf("refreshed")).toBe("");
        expect(await keyOf("hrms-web@blue")).toBe(rotated);
        await isDoneOnce("refreshed");
    });

    test("a task whose process is killed is run again, once", async () => {
        await begin("task-killed");
        await host.machine.sh(`kill -KILL $(pgrep --parent ${await workerPid()})`);
        await isDoneOnce("task-killed");
    });

    test("a task whose worker is killed is run again after the visibility timeout, once", async () => {
        await begin("worker-killed");
        const before = await workerPid();
        await host.machine.sh(`kill -KILL ${before}`);
        await until(
            "the worker is back",
            async () =>
                !["0", before].includes(await workerPid()) &&
                (await host.machine.sh("systemctl is-active hrms-worker")) === "active",
            60,
        );
        expect(runsOf("worker-killed")).toBe("");
        // Skips the hour after which another worker gets an unacknowledged task.
        const broker = ["-n", "1"];
        const [task = ""] = lab.cache.ask(...broker, "ZRANGE", "unacked_index", "0", "-1").split("\n");
        expect(task).not.toBe("");
        lab.cache.ask(...broker, "ZINCRBY", "unacked_index", String(-VISIBILITY_SECONDS), task);
        await isDoneOnce("worker-killed");
    });

    test.each(["hrms-web@blue", "hrms-worker"])(
        "%s: a process that takes too much memory dies alone",
        async (unit) => {
            const show = (name: string): Promise<string> =>
                host.machine.sh(`systemctl show ${unit} --property=${name} --value`);
            const before = await show("MainPID");
            // Both colours of Gunicorn share a limit.
            const limited = unit === "hrms-worker" ? unit : "hrms-web.slice";
            const limit = await host.machine.sh(`systemctl show ${limited} --property=MemoryMax --value`);
            expect(Number(limit)).toBeGreaterThan(0);
            // With a memory controller the kernel kills a process that leaks. Without one, as on machines whose
            // controllers are still of version 1, a process is killed as the kernel would.
            const controllers = await host.machine.sh("cat /sys/fs/cgroup/cgroup.controllers");
            const isEnforced = controllers.split(" ").includes("memory");
            figures.add(`${unit}: MemoryMax enforced here`, Number(isEnforced), "of 1");
            const children = async (): Promise<string[]> =>
                (await host.machine.sh(`pgrep --parent ${before}`)).split("\n");
            const [victim = ""] = await children();
            if (isEnforced) {
                await host.machine.sh(`systemctl set-property --runtime ${limited} MemoryMax=900M`);
                const group = `/sys/fs/cgroup${await show("ControlGroup")}/cgroup.procs`;
                const leak = `echo $$ > ${group} && exec python3 -c 'x = b"x" * (2 << 30)'`;
                expect((await host.machine.run(["sh", "-c", leak])).code).not.toBe(0);
                await host.machine.sh(`systemctl set-property --runtime ${limited} MemoryMax=${limit}`);
            } else {
                await host.machine.sh(`kill -KILL ${victim}`);
                await until(
                    "another process replaces it",
                    async () => !(await children()).includes(victim),
                    60,
                );
            }
            expect(await show("OOMPolicy")).toBe("continue");
            expect(await show("MainPID")).toBe(before);
            expect(await show("ActiveState")).toBe("active");
            expect(page()).toBe(200);
        },
    );

    test("with a full disk pages are served, and uploads fail until there is room", async () => {
        const upload = join(lab.folder, "upload");
        writeFileSync(upload, Buffer.alloc(5 * 1024 * 1024));
        // Django rejects it with 403, because it has no CSRF token, as soon as it arrives.
        const send = (): number => visit(lab, "/login/", "--form", `file=@${upload}`);
        expect(send()).toBe(403);
        await host.machine.sh("dd if=/dev/zero of=/var/fill bs=1M 2>/dev/null || true");
        expect(await host.machine.sh("df --output=avail / | tail -1")).toMatch(/^\s*0$/);
        expect(page()).toBe(200);
        expect(send()).toBe(500);
        await host.machine.sh("rm /var/fill");
        figures.add("space back to serving", await until("serves", serves, 120));
        expect(send()).toBe(403);
        expect(await host.machine.sh("systemctl --failed --no-legend")).toBe("");
    });

    test.each([
        ["from another authority", true],
        ["for another name", false],
    ])(
        "security.database.restricted-access: a database with a certificate %s is rejected",
        async (_, stranger) => {
            const authority = stranger ? new Authority(lab.folder, "stranger") : lab.authority;
            const files = {
                certificate: join(lab.folder, "wrong.pem"),
                key: join(lab.folder, "wrong.key"),
            };
            authority.certify(
                stranger ? lab.names.database : "other.example.com",
                files.certificate,
                files.key,
            );
            await lab.database.stop("SIGKILL");
            await lab.database.start(files);
            await until("not ready", () => ready() === 503, 60);
            const { stdout, stderr } = await host.manage(["showmigrations"]);
            expect(stdout + stderr).toMatch(/TLS\/SSL error|SSL connection error/);
            await lab.database.stop("SIGKILL");
            await lab.database.start();
            await until("serves", serves, 120);
        },
    );

    test.each([
        ["from another authority", true],
        ["for another name", false],
    ])("a cache with a certificate %s is rejected", async (_, stranger) => {
        const authority = stranger ? new Authority(lab.folder, "stranger") : lab.authority;
        const files = { certificate: join(lab.folder, "wrong.pem"), key: join(lab.folder, "wrong.key") };
        authority.certify(stranger ? lab.names.cache : "other.example.com", files.certificate, files.key);
        await lab.cache.stop();
        await lab.cache.start(files);
        await until("not ready", () => ready() === 503, 60);
        await lab.cache.stop();
        await lab.cache.start();
        await until("serves", serves, 120);
    });
});
