/** Checklist items that need a release, each proved with a command on the host that serves it. */
import { PRIVILEGES } from "../../../../components/database/users/sql";
import { MIB_PER_TASK, MIB_PER_WORKER, tune } from "../../../../config/tuning";
import { until } from "../../../../system/until";
import type { Lab } from "../../../../lab/lab";
import type { Host } from "../../../../lab/host";
import { fetchStatus, untilServed, visit } from "../../../../lab/client";
import { Figures } from "../figures";
import { linesOf } from "./lists";
import { cases, type ReleasedHost } from "../shared";

export const release = cases("a host with a release", (shared: ReleasedHost) => {
    let lab: Lab;
    let host: Host;
    beforeAll(() => {
        ({ lab, host } = shared);
    });

    const sh = (line: string): Promise<string> => host.machine.sh(line);
    const tuning = () => tune(lab.settings.webInstanceType, "web", true);
    /** Runs Python code in the application's shell and returns what it prints. */
    const python = async (code: string): Promise<string> => {
        const {
            code: exit,
            stdout,
            stderr,
        } = await host.manage(["shell", "--no-imports", "--command", code]);
        expect([exit, stderr]).toEqual([0, expect.any(String)]);
        return stdout.trim();
    };

    test("preparation.database.migrations-tested: every model change has a migration, the migrations take an empty database to the release's state, and the application's user cannot run them", async () => {
        expect((await host.manage(["makemigrations", "--check", "--dry-run"])).code).toBe(0);
        expect((await host.manage(["migrate", "--check"])).code).toBe(1);
        expect(fetchStatus(lab, `https://${host.address}/health/ready`)).toBe(503);
        await shared.prepare();
        expect((await host.manage(["migrate", "--check"])).code).toBe(0);
        await until(
            "the host is ready",
            () => fetchStatus(lab, `https://${host.address}/health/ready`) === 200,
            30,
        );
        // The application's user can read and write rows, and cannot change tables.
        expect(PRIVILEGES.app).not.toContain("ALTER");
        const { code, stderr } = await host.manage(["migrate", "leave", "zero"]);
        expect([code, stderr]).toEqual([1, expect.stringMatching(/command denied to user 'hrms_app'/)]);
    });

    test("setup.application.virtualenv, setup.application.dependencies-installed: the release's own virtual environment contains the locked versions, and the serving user cannot change it", async () => {
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

    test("setup.web.gunicorn: Gunicorn has as many processes as the machine has room for, runs without privileges, and only Nginx can reach it", async () => {
        const processes = linesOf(await sh("ps -C gunicorn -o user=,ppid= --sort=pid"));
        expect(processes).toHaveLength(tuning().workers + 1);
        expect(new Set(processes.map((line) => line.split(/\s+/)[0]))).toEqual(new Set(["hrms"]));
        expect(await sh("stat --format='%U %a' /run/hrms-web-blue.sock")).toBe("www-data 600");
        expect(await sh("ss --no-header --listening --tcp --processes | grep gunicorn || true")).toBe("");
    });

    test("security.django.debug-off: Django's own deployment check finds nothing", async () => {
        const { code, stdout, stderr } = await host.manage(["check", "--deploy", "--fail-level", "WARNING"]);
        expect([code, stdout + stderr]).toEqual([0, expect.stringContaining("no issues")]);
    });

    test("process.tools.workers: Celery processes the queue with as many processes as the machine has room for", async () => {
        const children = await sh(
            "pgrep --parent $(systemctl show --property=MainPID --value hrms-worker) --count",
        );
        expect(Number(children)).toBe(tuning().concurrency);
        expect((await host.manage(["recalculate", "0", "worked-off"])).code).toBe(0);
        const runs = (): string =>
            lab.database.sql(
                `SELECT runs FROM ${lab.settings.databaseName}.leave_recalculation WHERE \`key\` = 'worked-off'`,
            );
        await until("the task is done", () => runs() === "1", 60);
        expect(lab.cache.ask("-n", "1", "LLEN", "celery")).toBe("0");
    });

    test("monitoring.logging.application-logs, monitoring.logging.log-levels: the application's log is sent as one JSON object per line, with nothing below INFO", async () => {
        await untilServed(lab, "/login/");
        expect(visit(lab, "/no-such-page/")).toBe(404);
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

    test("performance.database.connection-pooling: requests reuse connections, and the host stays within the fleet's connection budget", () => {
        const made = (): number =>
            Number(lab.database.sql("SHOW GLOBAL STATUS LIKE 'Connections'").split("\t")[1]);
        const asked = 60;
        const before = made();
        for (let times = 0; times < asked; times += 1) {
            expect(fetchStatus(lab, `https://${host.address}/health/ready`)).toBe(200);
        }
        // At most one per process, and the test's own.
        expect(made() - before).toBeLessThanOrEqual(tuning().workers + 1);
        const open = lab.database.sql(
            "SELECT COUNT(*) FROM information_schema.processlist WHERE user = 'hrms_app'",
        );
        expect(Number(open)).toBeGreaterThan(0);
        expect(Number(open)).toBeLessThanOrEqual(tuning().databaseConnections);
    });

    test("performance.application.memory: no process takes more memory than the tuning assumes", async () => {
        // The proportional share (PSS), because processes share much of their memory. In KiB.
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

    test("performance.application.caching: the application's cache is in Redis, with its own prefix and time to live", async () => {
        expect(
            await python(
                "from django.core.cache import cache; cache.set('canary', 'kept', 60); print(cache.get('canary'))",
            ),
        ).toBe("kept");
        const [key = ""] = linesOf(lab.cache.ask("KEYS", "hrms:*canary"));
        const left = Number(lab.cache.ask("TTL", key));
        expect(left).toBeGreaterThan(30);
        expect(left).toBeLessThanOrEqual(60);
    });
});
