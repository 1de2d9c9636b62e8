/** What breaks in production, broken on a host that serves: nothing is lost, and it heals by itself within seconds. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Bench } from "../bench/bench";
import type { Host } from "../bench/host";
import { Authority } from "../../support/authority";
import { until } from "../../support/until";
import { HRMS, prepareHrms } from "../bench/projects";
import { fetchStatus, visit } from "./client";
import { machineSuite } from "./suite";
import { Figures } from "./figures";

/** host/django/hrms_host/settings/tasks.py */
const VISIBILITY_SECONDS = 3600;

interface SentryEvent {
    readonly release?: string;
    readonly environment?: string;
    readonly request?: { readonly method: string; readonly url: string };
    readonly exception?: { readonly values: readonly { readonly type: string }[] };
}

/** Events of envelopes, in each of which lines of what follows alternate with what it is. */
const eventsIn = (envelopes: string): SentryEvent[] =>
    envelopes
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .map((line) => JSON.parse(line) as SentryEvent);

machineSuite("a host heals", () => {
    const figures = new Figures();
    let bench: Bench;
    let host: Host;

    const page = (): number => visit(bench, "/login/");
    const ready = (): number => fetchStatus(bench, `https://${host.address}/health/ready`);
    const serves = (): boolean => page() === 200 && ready() === 200;
    const runsOf = (key: string): string =>
        bench.database.sql(
            `SELECT runs FROM ${bench.settings.databaseName}.leave_recalculation WHERE \`key\` = '${key}'`,
        );
    const enqueue = async (seconds: number, key: string): Promise<void> => {
        const { code, stdout, stderr } = await host.manage(["recalculate", String(seconds), key]);
        expect([code, stdout + stderr]).toEqual([0, expect.any(String)]);
    };

    beforeAll(async () => {
        bench = await Bench.open({ project: HRMS });
        host = await bench.launch("web", { diskMib: 1536 });
        await host.settled();
        await prepareHrms(host, 20);
        await until("serves", serves, 120);
    });
    afterAll(async () => {
        figures.print();
        await bench?.close();
    });

    test.each(["nginx", "hrms-web", "hrms-worker", "hrms-beat", "hrms-queue-length"])(
        "process.services.running: %s, killed, is back",
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

    test("the database away: the process lives, readiness says so, and pages are back with it", async () => {
        await bench.database.stop("SIGKILL");
        expect(fetchStatus(bench, `https://${host.address}${bench.settings.healthPath}`)).toBe(200);
        await until("not ready", () => ready() === 503, 60);
        await bench.database.start();
        figures.add("database back to serving", await until("serves", serves, 120));
    });

    test("monitoring.application.error-tracking: a page that fails is told to Sentry with its release and its cause, and nothing about the person", async () => {
        await bench.database.stop("SIGKILL");
        const session = "c".repeat(32);
        const cookie = ["--cookie", `__Secure-sessionid=${session}`, "--user-agent", "canary-agent"];
        expect(visit(bench, "/employees/?name=canary-query", ...cookie)).toBe(500);
        await until(
            "Sentry has it",
            () => bench.cloud.reported.some((text) => text.includes("/employees/")),
            60,
        );
        await bench.database.start();
        await until("serves", serves, 120);

        const told = bench.cloud.reported.join("\n");
        const [event] = eventsIn(told).filter(({ request }) => request?.url?.includes("/employees/"));
        expect(event).toMatchObject({
            environment: bench.settings.stack,
            release: await host.machine.sh("basename $(readlink /srv/hrms/current)"),
            request: { method: "GET", url: `https://${bench.settings.domain}/employees/` },
        });
        expect(event?.exception?.values.at(-1)?.type).toBe("OperationalError");
        const { secretKey, databasePassword, cacheToken } = bench.secrets;
        for (const word of [session, "canary", "198.51.100.7", secretKey, databasePassword, cacheToken]) {
            expect(told).not.toContain(word);
        }
    });

    test("the cache away: pages are served without it, tasks wait for the queue and are done once", async () => {
        await bench.cache.stop();
        await until("pages without a cache", () => page() === 200, 60);
        expect(ready()).toBe(503);
        await bench.cache.start();
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
    /** Resolves when the task is being done. */
    const begin = async (key: string): Promise<void> => {
        const before = await received();
        await enqueue(8, key);
        await until("the task has begun", async () => (await received()) > before, 120);
        expect(runsOf(key)).toBe("");
    };
    /** Resolves when the task is done, and another one behind it: it would have come again by then. */
    const isDoneOnce = async (key: string): Promise<void> => {
        await until("the task is done", () => runsOf(key) === "1", 120);
        await enqueue(0, `after-${key}`);
        await until("the next one is done", () => runsOf(`after-${key}`) === "1", 120);
        expect(runsOf(key)).toBe("1");
    };

    test("process.tools.queue-workers: a worker restarted in the middle of a task does it exactly once", async () => {
        await begin("restarted");
        await host.machine.sh("systemctl restart hrms-worker");
        await isDoneOnce("restarted");
    });

    test("the process of a task killed in the middle of it: the worker does it again, once", async () => {
        await begin("task-killed");
        await host.machine.sh(`kill -KILL $(pgrep --parent ${await workerPid()})`);
        await isDoneOnce("task-killed");
    });

    test("a worker killed in the middle of a task: whoever is there when it is given up does it, once", async () => {
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
        // The hour after which Redis gives an unacknowledged task to another worker passes here in no time.
        const broker = ["-n", "1"];
        const [task = ""] = bench.cache.ask(...broker, "ZRANGE", "unacked_index", "0", "-1").split("\n");
        expect(task).not.toBe("");
        bench.cache.ask(...broker, "ZINCRBY", "unacked_index", String(-VISIBILITY_SECONDS), task);
        await isDoneOnce("worker-killed");
    });

    test("a full disk: pages are served all the same, uploads are refused as long as there is no room for them", async () => {
        const upload = join(bench.folder, "upload");
        writeFileSync(upload, Buffer.alloc(5 * 1024 * 1024));
        // Without a token Django refuses it, as soon as it gets it.
        const send = (): number => visit(bench, "/login/", "--form", `file=@${upload}`);
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
        ["of another authority", true],
        ["for another name", false],
    ])(
        "security.database.restricted-access: a database that shows a certificate %s is refused",
        async (_, stranger) => {
            const authority = stranger ? new Authority(bench.folder, "stranger") : bench.authority;
            const files = {
                certificate: join(bench.folder, "wrong.pem"),
                key: join(bench.folder, "wrong.key"),
            };
            authority.certify(
                stranger ? bench.names.database : "other.example.com",
                files.certificate,
                files.key,
            );
            await bench.database.stop("SIGKILL");
            await bench.database.start(files);
            await until("not ready", () => ready() === 503, 60);
            const { stdout, stderr } = await host.manage(["showmigrations"]);
            expect(stdout + stderr).toMatch(/TLS\/SSL error|SSL connection error/);
            await bench.database.stop("SIGKILL");
            await bench.database.start();
            await until("serves", serves, 120);
        },
    );

    test.each([
        ["of another authority", true],
        ["for another name", false],
    ])("a cache that shows a certificate %s is refused", async (_, stranger) => {
        const authority = stranger ? new Authority(bench.folder, "stranger") : bench.authority;
        const files = { certificate: join(bench.folder, "wrong.pem"), key: join(bench.folder, "wrong.key") };
        authority.certify(stranger ? bench.names.cache : "other.example.com", files.certificate, files.key);
        await bench.cache.stop();
        await bench.cache.start(files);
        await until("not ready", () => ready() === 503, 60);
        await bench.cache.stop();
        await bench.cache.start();
        await until("serves", serves, 120);
    });
});
