/**
 * A project written in another style: one settings module with DEBUG on and every host allowed, its own names for
 * environment variables, a scheduler in each web process. The host still makes it run as the checklist requires.
 */
import type { Browser } from "playwright-core";
import type { Lab } from "../../../lab/lab";
import { openBrowser, Person } from "../../../lab/browser";
import type { Host } from "../../../lab/host";
import { until } from "../../../system/until";
import { AWKWARD, SEED_PASSWORD } from "../../../lab/projects";
import { untilServed } from "../../../lab/client";
import { expectOneClock } from "./clock";
import { shareProject } from "./shared";
import { machineSuite } from "./suite";

const TICK_SECONDS = 1;

machineSuite("an awkward project", () => {
    const shared = shareProject({
        project: AWKWARD,
        settings: {
            wsgiApplication: "wsgi:application",
            settingsModule: "settings",
            backgroundTasks: ["scheduler"],
            environment: { TICK_SECONDS: String(TICK_SECONDS) },
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
    });
    let lab: Lab;
    let host: Host;
    let browser: Browser;

    beforeAll(async () => {
        ({ lab, host } = shared);
        await host.machine.sh("systemctl restart hrms-scheduler hrms-web@blue");
        await untilServed(lab, "/accounts/login/");
        browser = await openBrowser(lab);
    });
    afterAll(() => browser?.close());

    test("security.django.debug-off: Django's own deployment check finds nothing", async () => {
        const { code, stdout, stderr } = await host.manage(["check", "--deploy", "--fail-level", "WARNING"]);
        expect([code, stdout + stderr]).toEqual([0, expect.stringContaining("no issues")]);
    });

    test("a missing page discloses nothing about the project, and a user can work with the project", async () => {
        const person = await Person.arrive(browser, lab);
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

    test("process.tools.background-tasks: its scheduler runs once, although there are several web processes", async () => {
        const ticks = (): string =>
            lab.database.sql(`SELECT COUNT(*) FROM ${lab.settings.databaseName}.notes_tick`);
        await until("the first tick", () => ticks() !== "0", 180);
        await expectOneClock(lab, { table: "notes_tick", time: "at", seconds: TICK_SECONDS });
    });
});
