/** The checklist's items that take a release: each by a command on the host that serves it. */
import { PRIVILEGES } from "../../../components/database/users/sql";
import { MIB_PER_TASK, MIB_PER_WORKER, tune } from "../../../host/tuning";
import { until } from "../../support/until";
import { Bench } from "../bench/bench";
import type { Host } from "../bench/host";
import { HRMS, prepareHrms } from "../bench/projects";
import { fetchStatus, untilServed, visit } from "./client";
import { Figures } from "./figures";
import { linesOf } from "./lists";
import { machineSuite } from "./suite";

machineSuite("a host with a release", () => {
    let bench: Bench;
    let host: Host;
    beforeAll(async () => {
        bench = await Bench.open({ project: HRMS });
        host = await bench.launch("released");
        await host.settled();
    });
    afterAll(() => bench?.close());

    const sh = (line: string): Promise<string> => host.machine.sh(line);
    const tuning = () => tune(bench.settings.webInstanceType, "web", true);
    /** What Python prints inside the application's shell. */
    const python = async (code: string): Promise<string> => {
        const {
            code: exit,
            stdout,
            stderr,
        } = await host.manage(["shell", "--no-imports", "--command", code]);
        expect([exit, stderr]).toEqual([0, expect.any(String)]);
        return stdout.trim();
    };

    test("preparation.database.migrations-tested: no model is ahead of its migrations, which bring an empty database to where the release wants it, and which the application's own user cannot run", async () => {
        expect((await host.manage(["makemigrations", "--check", "--dry-run"])).code).toBe(0);
        expect((await host.manage(["migrate", "--check"])).code).toBe(1);
        expect(fetchStatus(bench, `https://${host.address}/health/ready`)).toBe(503);
        await prepareHrms(host, 20);
        expect((await host.manage(["migrate", "--check"])).code).toBe(0);
        await until(
            "the host is ready",
            () => fetchStatus(bench, `https://${host.address}/health/ready`) === 200,
            30,
        );
        // The application's own user may read and write people's data, and change no table.
        expect(PRIVILEGES.app).not.toContain("ALTER");
        const { code, stderr } = await host.manage(["migrate", "leave", "zero"]);
        expect([code, stderr]).toEqual([1, expect.stringMatching(/command denied to user 'hrms_app'/)]);
    });

    test("setup.application.virtualenv, setup.application.dependencies-installed: an environment of the release's own has what its lock names, in these versions, and who serves can change none of it", async () => {
        const installed = await sh(
            "/srv/hrms/current/venv/bin/python -c 'import importlib.metadata as m; " +
                '[print(f"{d.name}=={d.version}") for d in m.distributions()]\'',
        );
        const normal = (lines: readonly string[]): string[] =>
            lines
                .map(
                    (line) =>
                        line
                            .split(" ", 1)[0]
                            ?.toLowerCase()
                            .replaceAll(/[-_.]+(?=.*==)/g, "-") ?? "",
                )
                .sort();
        const locked = linesOf(await sh("cat /srv/hrms/current/requirements.lock"));
        expect(locked.filter((line) => !/ --hash=sha256:[0-9a-f]{64}$/.test(line))).toEqual([]);
        expect(normal(linesOf(installed))).toEqual(normal(locked));
        expect(await sh("find -L /srv/hrms/current \\( -not -user root -o -perm /022 \\) -print")).toBe("");
    });

    test("setup.web.gunicorn: Gunicorn has as many processes as the machine has room for, without rights, and only Nginx reaches it", async () => {
        const processes = linesOf(await sh("ps -C gunicorn -o user=,ppid= --sort=pid"));
        expect(processes).toHaveLength(tuning().workers + 1);
        expect(new Set(processes.map((line) => line.split(/\s+/)[0]))).toEqual(new Set(["hrms"]));
        expect(await sh("stat --format='%U %a' /run/hrms-web.sock")).toBe("www-data 600");
        expect(await sh("ss --no-header --listening --tcp --processes | grep gunicorn || true")).toBe("");
    });

    test("security.django.debug-off: Django's own check of a deployment finds nothing", async () => {
        const { code, stdout, stderr } = await host.manage(["check", "--deploy", "--fail-level", "WARNING"]);
        expect([code, stdout + stderr]).toEqual([0, expect.stringContaining("no issues")]);
    });

    test("process.tools.workers: Celery works off the queue with as many processes as the machine has room for", async () => {
        const children = await sh(
            "pgrep --parent $(systemctl show --property=MainPID --value hrms-worker) --count",
        );
        expect(Number(children)).toBe(tuning().concurrency);
        expect((await host.manage(["recalculate", "0", "worked-off"])).code).toBe(0);
        const runs = (): string =>
            bench.database.sql(
                `SELECT runs FROM ${bench.settings.databaseName}.leave_recalculation WHERE \`key\` = 'worked-off'`,
            );
        await until("the task is done", () => runs() === "1", 60);
        expect(bench.cache.ask("-n", "1", "LLEN", "celery")).toBe("0");
    });

    test("monitoring.logging.application-logs, monitoring.logging.log-levels: what the application says goes out line by line as JSON, nothing below INFO", async () => {
        await untilServed(bench, "/login/");
        expect(visit(bench, "/no-such-page/")).toBe(404);
        const sent = async (): Promise<Record<string, string>[]> =>
            linesOf(await sh("cat /var/log/cloudwatch-sent/hrms_prod_application"))
                .filter((line) => line.startsWith("{"))
                .map((line) => JSON.parse(line) as Record<string, string>);
        await until(
            "it is sent",
            async () => (await sent()).some(({ message }) => message?.includes("/no-such-page/")),
            30,
        );
        const lines = await sent();
        const roles = [...new Set(lines.map(({ role }) => role))];
        expect(roles).toEqual(expect.arrayContaining(["web", "worker", "beat"]));
        const levels = new Set(lines.map(({ level }) => level));
        expect([...levels].filter((level) => !/^(INFO|WARNING|ERROR|CRITICAL)$/.test(level ?? ""))).toEqual(
            [],
        );
        const verbose = await python(
            "import logging; print([name for name in logging.root.manager.loggerDict " +
                "if logging.getLogger(name).getEffectiveLevel() < logging.INFO])",
        );
        expect(verbose).toBe("[]");
    });

    test("performance.database.connection-pooling: connections last from one request to the next, and are no more than the fleet's budget has for the host", () => {
        const made = (): number =>
            Number(bench.database.sql("SHOW GLOBAL STATUS LIKE 'Connections'").split("\t")[1]);
        const asked = 60;
        const before = made();
        for (let times = 0; times < asked; times += 1) {
            expect(fetchStatus(bench, `https://${host.address}/health/ready`)).toBe(200);
        }
        // One for each process at the most, and those that the test itself makes.
        expect(made() - before).toBeLessThanOrEqual(tuning().workers + 1);
        const open = bench.database.sql(
            "SELECT COUNT(*) FROM information_schema.processlist WHERE user = 'hrms_app'",
        );
        expect(Number(open)).toBeGreaterThan(0);
        expect(Number(open)).toBeLessThanOrEqual(tuning().databaseConnections);
    });

    test("performance.application.memory: no process takes more than the tuning reckons with", async () => {
        // Its own share of memory, of which processes have much in common; in KiB.
        const largest = async (pids: string): Promise<number> =>
            Math.max(
                ...linesOf(
                    await sh(
                        `for pid in $(${pids}); do awk '/^Pss:/ { print $2 }' /proc/$pid/smaps_rollup; done`,
                    ),
                ).map(Number),
            ) / 1024;
        const figures = new Figures();
        const [web, task] = [
            await largest("pgrep --exact gunicorn"),
            await largest("pgrep --parent $(systemctl show --property=MainPID --value hrms-worker)"),
        ];
        figures.add("the largest process of Gunicorn", web, "MiB");
        figures.add("the largest process of Celery", task, "MiB");
        figures.print();
        expect(web).toBeLessThan(MIB_PER_WORKER);
        expect(task).toBeLessThan(MIB_PER_TASK);
    });

    test("performance.application.caching: what the application keeps lies in Redis, under a prefix of its own and for its time", async () => {
        expect(
            await python(
                "from django.core.cache import cache; cache.set('canary', 'kept', 60); print(cache.get('canary'))",
            ),
        ).toBe("kept");
        const [key = ""] = linesOf(bench.cache.ask("KEYS", "hrms:*canary"));
        const left = Number(bench.cache.ask("TTL", key));
        expect(left).toBeGreaterThan(30);
        expect(left).toBeLessThanOrEqual(60);
    });
});
