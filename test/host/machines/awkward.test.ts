/**
 * A project of another making: one settings module with DEBUG on and any host let in, names of its own for what it
 * reads of the environment, a scheduler in each web process. The host makes it run as the checklist wants all the same.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { Bench } from "../bench/bench";
import { openBrowser, Person } from "../bench/browser";
import type { Host } from "../bench/host";
import { until } from "../../support/until";
import { AWKWARD, SEED_PASSWORD } from "../bench/projects";
import { untilServed } from "./client";
import { machineSuite } from "./suite";

const TICK_SECONDS = 2;

machineSuite("an awkward project", () => {
    let bench: Bench;
    let host: Host;
    let browser: Browser;

    beforeAll(async () => {
        bench = await Bench.open({
            project: AWKWARD,
            settings: {
                wsgiApplication: "wsgi:application",
                settingsModule: "settings",
                backgroundTasks: "scheduler",
                environmentAliases: [
                    "MYSQL_DATABASE=DB_NAME",
                    "MYSQL_USER=DB_USER",
                    "MYSQL_PASSWORD=DB_PASSWORD",
                    "MYSQL_HOST=DB_HOST",
                    "MYSQL_PORT=DB_PORT",
                    "APP_SECRET=SECRET_KEY",
                    "SITE_HOST=ALLOWED_HOSTS",
                    "REDIS_LOCATION=CACHE_URL",
                ],
            },
            variables: { TICK_SECONDS: String(TICK_SECONDS) },
        });
        host = await bench.launch("web");
        await host.settled();
        for (const ran of [
            await host.migrate(),
            await host.manage(
                ["createsuperuser", "--noinput", "--username", "admin", "--email", "admin@example.com"],
                {
                    DJANGO_SUPERUSER_PASSWORD: SEED_PASSWORD,
                },
            ),
        ]) {
            expect([ran.code, ran.stdout + ran.stderr]).toEqual([0, expect.any(String)]);
        }
        await host.machine.sh("systemctl restart hrms-scheduler hrms-web");
        await untilServed(bench, "/accounts/login/");
        browser = await openBrowser(bench);
    });
    afterAll(async () => {
        await browser?.close();
        await bench?.close();
    });

    test("security.django.debug-off: Django's own check for production has nothing to say", async () => {
        const { code, stdout, stderr } = await host.manage(["check", "--deploy", "--fail-level", "WARNING"]);
        expect([code, stdout + stderr]).toEqual([0, expect.stringContaining("no issues")]);
    });

    test("a page that does not exist tells nothing about the project, and somebody can work with it", async () => {
        const person = await Person.arrive(browser, bench);
        const missing = await person.page.goto("/no-such-page/");
        expect(missing?.status()).toBe(404);
        expect(await person.page.content()).not.toMatch(/DEBUG|urlpatterns|Traceback/i);
        await person.page.goto("/accounts/login/");
        await person.page.fill("#id_username", "admin");
        await person.page.fill("#id_password", SEED_PASSWORD);
        await person.page.click("#login");
        await person.page.goto("/notes/new/");
        await person.page.fill("#id_text", "Remember the milk");
        await person.page.setInputFiles("#id_attachment", {
            name: "list.txt",
            mimeType: "text/plain",
            buffer: Buffer.from("milk"),
        });
        await person.page.click("#save");
        await person.page.goto("/");
        const attachment = await person.page.locator("a[id^=attachment-]").first().getAttribute("href");
        expect(new URL(attachment ?? "").hostname).toMatch(/^hrms-prod-media\.s3\./);
        expect(new URL(attachment ?? "").searchParams.has("X-Amz-Signature")).toBe(true);
        await person.leave();
    });

    test("process.tools.background-tasks: its scheduler runs once, however many web processes there are", async () => {
        const ticks = `FROM ${bench.settings.databaseName}.notes_tick`;
        const last = (): number => Number(bench.database.sql(`SELECT COALESCE(MAX(id), 0) ${ticks}`));
        await until("the first tick", () => last() > 0, 180);
        const before = last();
        await sleep(10 * TICK_SECONDS * 1000);
        const [counted, processes] = bench.database
            .sql(`SELECT COUNT(*), COUNT(DISTINCT pid) ${ticks} WHERE id > ${before}`)
            .split("\t")
            .map(Number);
        expect(counted).toBeGreaterThanOrEqual(6);
        expect(counted).toBeLessThanOrEqual(14);
        expect(processes).toBe(1);
    });
});
