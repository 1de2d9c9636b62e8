/**
 * A project with its manage.py in a folder, a front end on another origin, and background work of every kind besides
 * Celery. It names the Redis of a developer's machine and runs its tasks at once while DEBUG is on.
 */
import { ask } from "../../../lab/ask";
import { untilServed } from "../../../lab/client";
import type { Host } from "../../../lab/host";
import { METRICS_NAMESPACE } from "../../../host/bundle";
import type { Lab } from "../../../lab/lab";
import { SEED_PASSWORD, SEPARATE } from "../../../lab/projects";
import { until } from "../../../system/until";
import { expectOneClock } from "./clock";
import { shareProject } from "./shared";
import { machineSuite } from "./suite";

const FRONT_END = "https://people.example.com";
const SALARY = "73519.46";
const TICK_SECONDS = 1;
/** What the API takes, and what the clocks of APScheduler and Huey begin. */
const AT_ONCE = ["django-q", "huey", "rq", "rq payroll"];
const LATER = ["django-q once", "huey soon", "rq soon"];
const TASKS = ["apscheduler", "django-q", "huey", "rq", "rq-scheduler"];
const UNITS = TASKS.map((name) => `hrms-tasks-${name}.service`);

machineSuite("a project in two parts", () => {
    const shared = shareProject({
        project: SEPARATE,
        settings: {
            projectFolder: "backend",
            wsgiApplication: "config.wsgi:application",
            settingsModule: "config.settings.production",
            backgroundTasks: ["apschedulerCommand", "djangoQ", "huey", "rq"],
            frontendOrigins: [FRONT_END],
            loginPaths: ["/admin/login/", "/api/token/"],
            environment: { TICK_SECONDS: String(TICK_SECONDS) },
        },
    });
    let lab: Lab;
    let host: Host;
    let token: string;

    beforeAll(async () => {
        ({ lab, host } = shared);
        await untilServed(lab, "/admin/login/");
        const form = { username: "admin", password: SEED_PASSWORD };
        const answer = ask(lab, "/api/token/", { method: "POST", headers: { origin: FRONT_END }, form });
        ({ token } = JSON.parse(answer.body.toString()) as { token: string });
    });

    const begin = (queue: string, key: string, seconds = 0): void => {
        const { status } = ask(lab, "/api/runs/", {
            method: "POST",
            headers: { origin: FRONT_END, authorization: `Token ${token}` },
            form: { queue, key, salary: SALARY, seconds: String(seconds) },
        });
        expect([queue, status]).toEqual([queue, 202]);
    };
    const select = (what: string, where: string): string =>
        lab.database.sql(`SELECT ${what} FROM ${lab.settings.databaseName}.jobs_run WHERE ${where}`);
    /** The queues of all runs with this key, each as often as it began. */
    const queuesOf = (key: string, more = "TRUE"): string[] =>
        select("queue", `\`key\` = '${key}' AND ${more} ORDER BY queue`).split("\n");
    const untilDone = (key: string, queues: readonly string[]): Promise<number> =>
        until(
            `${queues.join(", ")} have done ${key}`,
            () => queuesOf(key, "done").join() === [...queues].sort().join(),
            60,
        );

    test("a browser on the front end's origin can use the API, and on no other", () => {
        const preflight = (origin: string): Record<string, string> => {
            const { headers } = ask(lab, "/api/runs/", {
                method: "OPTIONS",
                headers: {
                    origin,
                    "access-control-request-method": "POST",
                    "access-control-request-headers": "authorization",
                },
            });
            return Object.fromEntries(headers.filter(([name]) => name.startsWith("access-control-")));
        };
        expect(preflight(FRONT_END)).toMatchObject({
            "access-control-allow-origin": FRONT_END,
            "access-control-allow-methods": expect.stringContaining("POST") as string,
            "access-control-allow-headers": expect.stringContaining("authorization") as string,
        });
        // The second one is in the project's own settings, for developers.
        for (const origin of ["https://evil.example", "http://localhost:5173"]) {
            expect([origin, preflight(origin)]).toEqual([origin, {}]);
        }
    });

    test("process.tools.background-tasks: every kind of queue does each run once, at once or at its time", async () => {
        for (const queue of [...AT_ONCE, ...LATER]) {
            begin(queue, "first");
        }
        await untilDone("first", [...AT_ONCE, ...LATER]);
    });

    test("process.tools.background-tasks: the clock of APScheduler ticks in one process, which has the lease", async () => {
        const where = "queue = 'apscheduler'";
        await expectOneClock(lab, { table: "jobs_run", time: "begun_at", where, seconds: TICK_SECONDS });
        expect(lab.cache.ask("-n", "1", "EXISTS", "hrms:apscheduler", "hrms:huey")).toBe("2");
    });

    test("CloudWatch learns that every kind of work has its workers and clocks", async () => {
        const { region, stack } = lab.settings;
        for (const name of ["Workers", "Beats"]) {
            const told = async (): Promise<number> => {
                const answer = await host.machine.sh(
                    `aws cloudwatch get-metric-statistics --region ${region} --namespace ${METRICS_NAMESPACE} \
                        --metric-name ${name} --dimensions Name=Stack,Value=${stack} --statistics Maximum --period 60 \
                        --start-time "$(date -u -d -10min +%FT%TZ)" --end-time "$(date -u +%FT%TZ)" --output json`,
                );
                const { Datapoints } = JSON.parse(answer) as { Datapoints: { Maximum: number }[] };
                return Math.max(0, ...Datapoints.map(({ Maximum }) => Maximum));
            };
            await until(`${name} is 1`, async () => (await told()) === 1, 150);
        }
    });

    test("a restart waits for runs in progress: none is lost, and none begins twice", async () => {
        const slow = AT_ONCE.filter((queue) => queue !== "rq payroll");
        for (const queue of slow) {
            begin(queue, "slow", 8);
        }
        await until("all have begun", () => queuesOf("slow").length === slow.length, 20);
        expect(queuesOf("slow", "done")).toEqual([""]);
        const start = performance.now();
        await host.machine.sh(`systemctl restart ${UNITS.join(" ")}`);
        console.info(`restart: ${((performance.now() - start) / 1000).toFixed(1)} s`);
        expect(queuesOf("slow")).toEqual([...slow].sort());
        expect(queuesOf("slow", "done")).toEqual([...slow].sort());

        const ticks = Number(select("MAX(id)", "queue = 'apscheduler'"));
        begin("huey", "next");
        begin("django-q", "next");
        begin("rq payroll", "next");
        await untilDone("next", ["django-q", "huey", "rq payroll"]);
        await until("a tick", () => Number(select("MAX(id)", "queue = 'apscheduler'")) > ticks, 20);
        // No unit was killed, failed, or started more often than it was told to.
        const states = await host.machine.sh(
            `systemctl show --property=Result,NRestarts,SubState ${UNITS.join(" ")}`,
        );
        expect(new Set(states.trim().split(/\n\n/))).toEqual(
            new Set(["Result=success\nNRestarts=0\nSubState=running"]),
        );
        const said = await host.machine.sh(
            `journalctl --boot --no-pager --output=cat ${UNITS.map((unit) => `--unit=${unit}`).join(" ")}`,
        );
        expect(
            said.match(/timed out|Killing process \d+ \((?!hrms-output).*|Failed with result/g),
        ).toBeNull();
        expect(
            select(
                "COUNT(*)",
                "queue = 'apscheduler' AND NOT done AND begun_at < UTC_TIMESTAMP(6) - INTERVAL 10 SECOND",
            ),
        ).toBe("0");
    });

    test("each unit's output is lines of the log, and shows no salary", async () => {
        const journal = await host.machine.sh("journalctl --boot --no-pager --output=cat");
        expect(journal).not.toContain(SALARY);
        for (const unit of UNITS) {
            const lines = (
                await host.machine.sh(`journalctl --boot --no-pager --output=cat _SYSTEMD_UNIT=${unit}`)
            )
                .trim()
                .split("\n");
            expect(lines.length).toBeGreaterThan(1);
            expect([unit, lines.filter((line) => !line.startsWith("{"))]).toEqual([unit, []]);
        }
        expect(journal).toMatch(/print at jobs\/work\.py:\d+: its text is not logged/);
    });

    test("Huey's own clock begins each minute's run once", async () => {
        const counted = (what: string): number => Number(select(what, "queue = 'huey clock'"));
        await until("the first minute", () => counted("COUNT(*)") > 0, 70);
        expect(counted("COUNT(*)")).toBe(counted("COUNT(DISTINCT `key`)"));
    });
});
