/**
 * An ordinary project, without one changed line and with no setting of its own: Django 4.2 with PyMySQL, DEBUG on, its own
 * login past django.contrib.auth, photos made smaller at their path, exports written below MEDIA_ROOT, salaries printed.
 */
import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { openBrowser, Person } from "../../../lab/browser";
import { untilServed } from "../../../lab/client";
import { BUCKETS } from "../../../lab/contents";
import type { Lab } from "../../../lab/lab";
import { EVERYDAY } from "../../../lab/projects";
import { shareProject } from "./shared";
import { machineSuite } from "./suite";

const SALARY = "48211.07";
const EMAIL = "asha@example.com";
const PASSWORD = "Canary-Everyday-Password-1";

machineSuite("an everyday project", () => {
    const shared = shareProject({ project: EVERYDAY });
    let lab: Lab;
    let browser: Browser;

    beforeAll(async () => {
        ({ lab } = shared);
        // The team moves its data itself.
        lab.database.sql(
            `INSERT INTO ${lab.settings.databaseName}.employees_employee (name, email, password, salary, photo, created_at)
             VALUES ('Asha', '${EMAIL}', '${PASSWORD}', '${SALARY}', '', NOW())`,
        );
        await untilServed(lab, "/");
        browser = await openBrowser(lab);
    });
    afterAll(() => browser?.close());

    const enter = async (person: Person, password = PASSWORD, email = EMAIL): Promise<number> => {
        await person.page.goto("/");
        await person.page.fill("[name=email]", email);
        await person.page.fill("[name=password]", password);
        const [answer] = await Promise.all([
            person.page.waitForResponse((one) => one.request().method() === "POST"),
            person.page.click("#enter"),
        ]);
        return answer.status();
    };
    const arrive = async (): Promise<Person> => {
        const person = await Person.arrive(browser, lab);
        expect(await enter(person)).toBe(302);
        await person.page.waitForURL("**/dashboard/");
        return person;
    };
    const count = (what: string): number =>
        Number(lab.database.sql(`SELECT COUNT(*) FROM ${lab.settings.databaseName}.${what}`));

    test("performance.static.cache-headers: its styles and the icon font that they name come from the CDN, with hashed names", async () => {
        const person = await Person.arrive(browser, lab);
        const files: string[] = [];
        person.page.on("response", (answer) => files.push(`${answer.status()} ${answer.url()}`));
        await person.page.goto("/");
        await person.page.evaluate("document.fonts.ready");
        const hashed = (name: string, ending: string): unknown =>
            expect.stringMatching(
                new RegExp(`^200 https://static\\.hrms\\.example\\.com/${name}\\.[0-9a-f]{12}\\.${ending}$`),
            );
        expect(files).toEqual(
            expect.arrayContaining([
                hashed("css/style", "css"),
                hashed("vendor/icons", "css"),
                hashed("vendor/fonts/icons", "woff2"),
            ]),
        );
        expect(
            await person.page.evaluate(
                "Array.from(document.fonts, ({ family, status }) => [family, status])",
            ),
        ).toEqual([["Icons", "loaded"]]);
        await person.leave();
    });

    test("an employee gets a photo, which is made smaller, and pages show it later", async () => {
        const person = await arrive();
        const drawn = await person.page.evaluate<string>(
            `(() => {
                const canvas = Object.assign(document.createElement("canvas"), { width: 900, height: 600 });
                canvas.getContext("2d").fillRect(100, 100, 300, 300);
                return canvas.toDataURL("image/png");
            })()`,
        );
        await person.page.goto("/employees/new/");
        await person.page.fill("#id_name", "Bina");
        await person.page.fill("#id_email", "bina@example.com");
        await person.page.fill("#id_password", PASSWORD);
        await person.page.fill("#id_salary", SALARY);
        await person.page.setInputFiles("#id_photo", {
            name: "bina.png",
            mimeType: "image/png",
            buffer: Buffer.from(drawn.split(",")[1] ?? "", "base64"),
        });
        await person.page.click("#save");
        await person.page.waitForURL(/\/employees\/\d+\/$/);
        expect(await person.page.textContent(".message")).toBe("Bina was added");
        expect(await person.page.textContent("#size")).toBe("300 × 200");
        const shown = await person.page.$eval("#photo", (image: { src: string; naturalWidth: number }) => [
            new URL(image.src).hostname,
            image.naturalWidth,
        ]);
        expect(shown).toEqual([expect.stringMatching(/^hrms-prod-media\.s3\./), 300]);
        await person.leave();
    });

    test("dates are in the project's time zone", async () => {
        const person = await arrive();
        await person.page.click("text=Bina");
        const shown = Date.parse(
            `${(await person.page.textContent("#created"))?.replace(" ", "T") ?? ""}+05:30`,
        );
        expect(Math.abs(Date.now() - shown)).toBeLessThan(10 * 60_000);
        await person.leave();
    });

    test("testing.functional.reports: an export that is written below MEDIA_ROOT arrives, more than once", async () => {
        const person = await arrive();
        for (let times = 0; times < 2; times += 1) {
            const [download] = await Promise.all([
                person.page.waitForEvent("download"),
                person.page.click("#export"),
            ]);
            expect(
                readFileSync(await download.path(), "utf8")
                    .split("\r\n")
                    .slice(0, 2),
            ).toEqual(["name,email,salary", `Asha,${EMAIL},${SALARY}`]);
        }
        await person.leave();
        const stored = await shared.host.machine.sh(`aws s3 ls s3://${BUCKETS.media}/exports/`);
        expect(stored).toMatch(/^\S+ \S+ +\d+ employees\.csv\n?$/);
    });

    test("its audit log is in its own table", () => {
        expect(count("employees_auditentry WHERE text = 'Asha logged in'")).toBeGreaterThan(1);
        expect(count("employees_auditentry WHERE text = 'export'")).toBe(2);
    });

    test("monitoring.security.failed-logins: its own login answers 429 after five wrong passwords, and others can log in", async () => {
        const attacker = await Person.arrive(browser, lab);
        const statuses: number[] = [];
        for (let attempt = 0; attempt < 6; attempt += 1) {
            statuses.push(await enter(attacker, `guess-${attempt}`, "bina@example.com"));
        }
        expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
        await attacker.leave();
        await (await arrive()).leave();
        expect((await shared.host.journal("hrms-web@blue")).match(/login_failed/g)).toHaveLength(6);
    });

    test("preparation.environment.database-credentials: no salary and no password is in the journal, although views and signals print them", async () => {
        const journal = await shared.host.machine.sh("journalctl --boot --no-pager --output=cat");
        for (const text of [SALARY, PASSWORD, "bina@example.com", "guess-0"]) {
            expect([text, journal.includes(text)]).toEqual([text, false]);
        }
        expect(journal).toMatch(/print at employees\/signals\.py:\d+: its text is not logged/);
        expect(journal).toMatch(/print at employees\/views\.py:\d+: its text is not logged/);
    });
});
