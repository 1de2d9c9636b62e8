/** What users do with the sample HRMS: a real browser, the load balancer, and a host as EC2 boots it. */
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import type { Lab } from "../../../../lab/lab";
import { headerOf } from "../../../../lab/ask";
import { openBrowser, Person } from "../../../../lab/browser";
import type { Host } from "../../../../lab/host";
import { SEED_PASSWORD } from "../../../../lab/projects";
import { until } from "../../../../system/until";
import { untilServed } from "../../../../lab/client";
import { findSecrets } from "./secrecy";
import { cases, type ReleasedHost } from "../shared";

const SITE = "https://hrms.example.com";
const MIB = 1024 * 1024;

export const journeys = cases("people use the application", (shared: ReleasedHost) => {
    let lab: Lab;
    let host: Host;
    let browser: Browser;
    const people: Person[] = [];

    const arrive = async (name?: string): Promise<Person> => {
        const person = await Person.arrive(browser, lab);
        people.push(person);
        if (name !== undefined) {
            await person.logIn(name, SEED_PASSWORD);
            expect(new URL(person.page.url()).pathname).toBe("/");
        }
        return person;
    };

    const file = (name: string, bytes: number): string => {
        const path = join(lab.folder, name);
        writeFileSync(path, randomBytes(bytes));
        return path;
    };

    beforeAll(async () => {
        ({ lab, host } = shared);
        await shared.prepare();
        await untilServed(lab, "/login/");
        browser = await openBrowser(lab);
    });
    afterEach(async () => {
        await Promise.all(people.splice(0).map((person) => person.leave()));
    });
    afterAll(async () => {
        await browser?.close();
    });

    test("testing.functional.production-like: log in and out; no page causes an error or a warning in the browser", async () => {
        const hr = await arrive("hr");
        for (const path of ["/", "/leave/", "/documents/", "/payslips/", "/employees/", "/password/"]) {
            const answer = await hr.page.goto(path);
            expect([path, answer?.status()]).toEqual([path, 200]);
        }
        await hr.page.click("#logout");
        await hr.page.goto("/employees/");
        expect(new URL(hr.page.url()).pathname).toBe("/login/");
        expect(hr.complaints).toEqual([]);
    });

    test("security.django.csrf: behind the load balancer, a form without its token or from another site is rejected", async () => {
        const person = await arrive("employee");
        const post = (headers: Record<string, string>, form = {}) =>
            person.ask("/leave/new/", { method: "POST", headers, form: { kind: "annual", ...form } });
        expect((await post({ origin: SITE })).status).toBe(403);
        const token = await person.token("/leave/new/");
        expect((await post({ origin: "https://evil.example" }, token)).status).toBe(403);
        expect((await post({ origin: SITE }, token)).status).toBe(200);
    });

    test("monitoring.security.failed-logins: a wrong password is rejected and logged once, with the client's address and without a name", async () => {
        const stranger = await arrive();
        await stranger.logIn("employee", "wrong-password-canary");
        expect(await stranger.page.textContent("body")).toMatch(/correct username and password/);
        const logged = (await host.journal("hrms-web@blue"))
            .split("\n")
            .filter((line) => line.includes("login_failed"));
        expect(logged).toHaveLength(1);
        const event = JSON.parse(logged[0] ?? "") as Record<string, unknown>;
        expect(event).toMatchObject({ client: "198.51.100.7" });
        expect(logged[0]).not.toMatch(/employee|wrong-password-canary/);
    });

    test("testing.functional.user-roles: an employee requests leave, and only the manager can approve it", async () => {
        const [employee, colleague, manager] = [
            await arrive("employee"),
            await arrive("colleague"),
            await arrive("manager"),
        ];
        await employee.page.goto("/leave/new/");
        await employee.page.fill("#id_start", "2030-03-04");
        await employee.page.fill("#id_end", "2030-03-08");
        await employee.page.selectOption("#id_kind", "annual");
        await employee.page.fill("#id_reason", "Skiing");
        await employee.page.click("#request-leave");
        await employee.page.waitForSelector(".message.success");

        const row = manager.page.locator("#waiting tr", { hasText: "Skiing" });
        await manager.page.goto("/leave/");
        const id = (await row.getAttribute("id"))?.replace("request-", "");

        const refused = await colleague.ask(`/leave/${id}/decision/`, {
            method: "POST",
            headers: { origin: SITE },
            form: { decision: "approved", ...(await colleague.token("/leave/new/")) },
        });
        expect([403, 404]).toContain(refused.status);

        await manager.page.click(`#approve-${id}`);
        await manager.page.waitForSelector(".message.success");
        await employee.page.goto("/leave/");
        expect(
            await employee.page.locator("#own tr", { hasText: "2030" }).locator(".state").textContent(),
        ).toMatch(/approved/i);
        expect([...employee.complaints, ...manager.complaints]).toEqual([]);
    });

    test("testing.functional.email: the employee gets one e-mail about the decision, from the site's address", async () => {
        const told = () =>
            lab.cloud.sentMails.filter(({ destinations }) => destinations.includes("employee@example.com"));
        await until("SES has it", () => told().length > 0, 60);
        expect(told()).toHaveLength(1);
        expect(told()[0]?.source).toBe(lab.settings.emailFrom);
        expect(told()[0]?.raw_data).toMatch(/^Subject: Your leave request is approved$/m);
        expect(told()[0]?.raw_data).toMatch(/^X-SES-CONFIGURATION-SET: hrms-prod$/im);
    });

    test("testing.functional.files: 5 MB are uploaded and downloaded unchanged, through a signed URL that expires; others get nothing", async () => {
        const [employee, colleague] = [await arrive("employee"), await arrive("colleague")];
        const contract = file("contract.docx", 5 * MIB);
        await employee.page.goto("/documents/new/");
        await employee.page.fill("#id_title", "Contract");
        await employee.page.setInputFiles("#id_file", contract);
        await employee.page.click("#upload");
        const link = employee.page.locator("#documents a", { hasText: "Contract" });
        const path = (await link.getAttribute("href")) ?? "";

        const redirect = await employee.ask(path);
        expect(redirect.status).toBe(302);
        const location = new URL(headerOf(redirect, "location") ?? "");
        expect(location.hostname).toMatch(/^hrms-prod-media\.s3\..*amazonaws\.com$/);
        expect(location.searchParams.get("X-Amz-Expires")).toBe("300");
        const download = employee.page.waitForEvent("download");
        await link.click().catch(() => undefined);
        const saved = await (await download).path();
        expect(readFileSync(saved).equals(readFileSync(contract))).toBe(true);

        expect([403, 404]).toContain((await colleague.ask(path)).status);
        const anonymous = await (await arrive()).ask(path);
        expect([anonymous.status, headerOf(anonymous, "location")]).toEqual([
            302,
            expect.stringContaining("/login/"),
        ]);
    });

    test("setup.web.media-uploads: a file over the limit is rejected with 413, and one just under it is accepted", async () => {
        const person = await arrive("employee");
        const upload = async (bytes: number) =>
            person.ask("/documents/new/", {
                method: "POST",
                headers: { origin: SITE },
                form: {
                    title: "Large",
                    file: `@${file("large.bin", bytes)}`,
                    ...(await person.token("/documents/new/")),
                },
            });
        const limit = lab.settings.uploadLimitMib * MIB;
        expect((await upload(limit)).status).toBe(413);
        expect((await upload(limit - 2048)).status).toBe(302);
    });

    test("testing.functional.reports: a payslip is a PDF for its owner, and only HR gets the report as CSV", async () => {
        const [employee, hr] = [await arrive("employee"), await arrive("hr")];
        await employee.page.goto("/payslips/");
        const href = (await employee.page.locator("#payslips a").first().getAttribute("href")) ?? "";
        const pdf = await employee.ask(href);
        expect(pdf.body.subarray(0, 5).toString()).toBe("%PDF-");
        const report = await hr.ask("/payroll/report.csv");
        expect(headerOf(report, "content-type")).toMatch(/^text\/csv/);
        expect(report.body.toString().split("\n").length).toBeGreaterThan(200);
        expect((await employee.ask("/payroll/report.csv")).status).toBe(403);
    });

    test("performance.static.cache-headers: styles come from the CDN, with a content hash in their name", async () => {
        const { page } = await arrive();
        const styles: string[] = [];
        page.on("response", (answer) => {
            if (answer.url().endsWith(".css")) {
                styles.push(`${answer.status()} ${answer.url()}`);
            }
        });
        await page.goto("/login/");
        expect(styles).toEqual([
            expect.stringMatching(/^200 https:\/\/static\.hrms\.example\.com\/hrms\/app\.[0-9a-f]{12}\.css$/),
        ]);
        expect(await page.evaluate("getComputedStyle(document.body).fontFamily")).not.toMatch(/^"?Times/);
    });

    test("security.django.headers, security.tls.hsts: each header reaches the browser once", async () => {
        const counted = (await (await arrive()).ask("/login/")).headers.map(([name]) => name);
        for (const name of [
            ...["strict-transport-security", "x-content-type-options", "x-frame-options", "referrer-policy"],
            "cross-origin-opener-policy",
        ]) {
            expect([name, counted.filter((one) => one === name).length]).toEqual([name, 1]);
        }
        expect(counted).not.toContain("x-powered-by");
    });

    test("after five wrong passwords, the attacker is locked out and others are not", async () => {
        const [attacker, other] = [await arrive(), await arrive()];
        for (let attempt = 0; attempt < 5; attempt += 1) {
            await attacker.logIn("manager", `guess-${attempt}`);
        }
        await attacker.logIn("manager", SEED_PASSWORD);
        expect(new URL(attacker.page.url()).pathname).toBe("/login/");
        await other.logIn("employee", SEED_PASSWORD);
        expect(new URL(other.page.url()).pathname).toBe("/");
    });

    test("preparation.environment.secret-key, preparation.environment.database-credentials: after all this, no secret has leaked", async () => {
        expect(await findSecrets(lab, host.machine)).toEqual([]);
        expect(await host.machine.sh("stat --format='%U %a' /run/hrms/env")).toBe("root 600");
        // The environment contains every secret except the one that the application never gets.
        const given = await host.machine.sh("cat /run/hrms/env");
        const there = Object.entries({ ...lab.secrets }).filter(([, value]) => given.includes(value));
        expect(there.map(([name]) => name).sort()).toEqual([
            "cacheToken",
            "databasePassword",
            "secretKey",
            "sentryKey",
        ]);

        // The scan works: it finds planted secrets.
        await host.machine.run(["sh", "-c", "cat > /var/tmp/planted"], `x${lab.secrets.databasePassword}x`);
        await host.machine.sh(`logger --tag planted ${lab.secrets.cacheToken}`);
        expect(
            (await findSecrets(lab, host.machine)).map(({ secret, place }) => `${secret}: ${place}`),
        ).toEqual(expect.arrayContaining(["databasePassword: /var/tmp/planted", "cacheToken: journal"]));
    });
});
