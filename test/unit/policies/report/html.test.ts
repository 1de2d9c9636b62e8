import { renderHtml } from "../../../../policies/report/html";
import { isBlocking, reported, totalsOf, type Verdict } from "../../../../policies/report/verdict";
import { browserSuite, seen } from "./browser";
import {
    backwards,
    cache,
    CACHE,
    database,
    DATABASE,
    DEVIATION,
    deviated,
    exampleReport,
    failed,
    HOSTILE,
    HOSTILE_MARKED,
    policyNamed,
    SETTING,
} from "./example";
import { realSizeReport } from "./real-size";

const report = exampleReport();
const html = renderHtml(report);
const rowsOf = (verdicts: readonly Verdict[]): string[] =>
    verdicts.map(({ policy, urn }) => `${policy} ${urn}`).sort();
const those = (isMeant: (verdict: Verdict) => boolean): string[] => rowsOf(report.verdicts.filter(isMeant));

/** What each filter means, said a second time. */
const OUTCOMES: Readonly<Record<string, (verdict: Verdict) => boolean>> = {
    blocking: isBlocking,
    failed: ({ outcome }) => outcome === "failed",
    advisory: ({ outcome, level }) => outcome === "failed" && level === "advisory",
    undetermined: ({ outcome }) => outcome === "undetermined",
    "not in this stack": ({ outcome }) => outcome === "not in this stack",
    existing: ({ outcome }) => outcome === "existing",
    deviated: ({ outcome }) => outcome === "deviated",
    passed: ({ outcome }) => outcome === "passed",
};

test("equal input gives equal output", () => {
    expect(renderHtml(backwards(report))).toBe(html);
});

browserSuite("the page in Chromium", (open) => {
    test("opens without a complaint and without a request, the blocking policies unfolded", async () => {
        const { page, complaints } = await open(html);
        expect(await page.locator("h1").innerText()).toBe("Policies of the HRMS");
        expect(await page.locator(".verdict").innerText()).toBe("3 faults stop the update");
        expect(await seen(page)).toEqual(
            those(({ policy, outcome }) => policy !== "storage-logged" && outcome !== "passed"),
        );
        expect(complaints).toEqual([]);
    });

    test("an outcome of several words can be filtered by", async () => {
        const message =
            "NOT IN THIS STACK: subnetIds refers to something that another stack or team manages.";
        const outside = reported(database.name, DATABASE, "mandatory", message);
        const { page } = await open(
            renderHtml(exampleReport({ verdicts: [...report.verdicts, outside], deviations: [] })),
        );
        await page.locator('input[value="not in this stack"]').check();
        expect(await seen(page)).toEqual(rowsOf([outside]));
    });

    test.each(Object.entries(OUTCOMES))(
        "the filter %s leaves exactly its verdicts",
        async (name, isMeant) => {
            const { page, complaints } = await open(html);
            await page.locator(`input[value="${name}"]`).check();
            expect(await seen(page)).toEqual(those(isMeant));
            const count = report.verdicts.filter(isMeant).length;
            expect(await page.locator(`label:has(input[value="${name}"])`).innerText()).toBe(
                `${count} ${name}`,
            );
            expect(await page.locator("output").innerText()).toBe(
                `${count} of ${report.verdicts.length} verdicts`,
            );
            expect(complaints).toEqual([]);
        },
    );

    test("outcomes add up; severity, section and text narrow down; showing all takes it back", async () => {
        const { page } = await open(html);
        const before = await seen(page);
        await page.locator('input[value="failed"]').check();
        await page.locator('input[value="passed"]').check();
        const outcomes = ({ outcome }: Verdict) => outcome === "failed" || outcome === "passed";
        expect(await seen(page)).toEqual(those(outcomes));
        await page.locator('input[value="critical"]').check();
        expect(await seen(page)).toEqual(
            those((verdict) => outcomes(verdict) && verdict.policy === database.name),
        );
        await page.locator('input[value="medium"]').check();
        await page.locator("select").selectOption("Monitoring and Logging");
        expect(await seen(page)).toEqual(
            those((verdict) => outcomes(verdict) && verdict.policy === "storage-logged"),
        );
        await page.locator('input[type="search"]').fill("ACCESS hrms-media");
        expect(await seen(page)).toEqual(those(({ message = "" }) => message.startsWith("No access log")));
        await page.locator('input[type="search"]').fill("nothing like it");
        expect(await seen(page)).toEqual([]);
        expect(await page.locator("#none").isVisible()).toBe(true);
        await page.getByRole("button", { name: "Show all" }).click();
        expect(await seen(page)).toEqual(before);
    });

    test("the filter is in the address: it survives a reload, and can be sent to somebody", async () => {
        const { page, complaints } = await open(html);
        await page.locator('input[value="deviated"]').check();
        await page.locator('input[value="critical"]').check();
        await page.locator('input[type="search"]').fill("replica");
        const filtered = await seen(page);
        expect(filtered).toEqual(those(({ outcome }) => outcome === "deviated"));
        expect(new URL(page.url()).hash).toBe("#outcome=deviated&severity=critical&text=replica");
        await page.reload();
        expect(await seen(page)).toEqual(filtered);
        expect(await page.locator('input[type="search"]').inputValue()).toBe("replica");
        expect(complaints).toEqual([]);
    });

    test("a link to a policy unfolds it, whatever was filtered", async () => {
        const { page } = await open(html);
        await page.locator('input[value="advisory"]').check();
        expect(await page.locator("#cache-encrypted").isVisible()).toBe(false);
        await page.evaluate("window.location.hash = 'storage-logged'");
        await page.locator("#storage-logged .about").waitFor();
        expect(await page.locator("#cache-encrypted").isVisible()).toBe(true);
    });

    test("a policy tells what it requires, why, the remedy, its line of the checklist and its equivalents", async () => {
        const { page } = await open(html);
        const told = await page.locator("#database-not-public").innerText();
        const { requires, otherwise, remedy, checklist, equivalents } = database;
        for (const text of [requires, otherwise, remedy, checklist.text, checklist.id, ...equivalents]) {
            expect(told).toContain(text);
        }
        expect(await page.locator("#cdn-uses-tls summary").innerText()).toContain("nothing to judge");
    });

    test("a deviation tells who signed for what, why, what protects instead, and until when", async () => {
        const { page } = await open(html);
        const told = await page.locator("#deviations").innerText();
        const { id, reason, compensatingControl = "", requestedBy, approvedBy, expiresOn } = DEVIATION;
        for (const text of [
            id,
            reason,
            compensatingControl,
            requestedBy,
            approvedBy,
            `${expiresOn}, 8 days left`,
        ]) {
            expect(told).toContain(text);
        }
        expect(told).not.toContain("DEV-008");
    });

    test("the top tells what was judged when and by what, and links to each exception", async () => {
        const { page } = await open(html);
        const top = await page.locator("header").innerText();
        for (const fact of ["2026-11-23 14:05 UTC", "3.250.0", "0.1.0", "have no rule of their own"]) {
            expect(top).toContain(fact);
        }
        await page.locator("header").getByRole("link", { name: "DEV-007" }).click();
        expect(await page.locator("#DEV-007").isVisible()).toBe(true);
        await page.locator("header").getByRole("link", { name: "existing finding" }).click();
        expect(await seen(page)).toEqual(those(({ outcome }) => outcome === "existing"));
        expect(await page.locator("header li").allInnerTexts()).toEqual([
            "1 deviation: DEV-007",
            "1 existing finding of the baseline, 0 of them critical",
            "1 entry of the baseline no longer found: cache-encrypted on hrms-older",
            "1 setting of the policies changed",
        ]);
    });

    test("a policy that a deviation lowers as a whole says so, also where it judged nothing", async () => {
        const { id, expiresOn } = DEVIATION;
        const whole = { ...DEVIATION, policy: "cdn-uses-tls", resource: undefined };
        const { page } = await open(renderHtml(exampleReport({ deviations: [whole] })));
        expect(await page.locator("#cdn-uses-tls summary").innerText()).toContain(
            `lowered by ${id} until ${expiresOn}`,
        );
        expect(await page.locator("header").innerText()).toContain("1 policy lowered: cdn-uses-tls");
    });

    test("what the stack changed is shown with the default", async () => {
        const { page } = await open(html);
        const { policy, setting, default: byDefault, value } = SETTING;
        expect(await page.locator("#settings tbody td").allInnerTexts()).toEqual([
            policy,
            setting,
            byDefault,
            value,
        ]);
        expect(await page.locator(`#${policy} .about`).innerText()).toContain(
            `${setting}: ${value} instead of ${byDefault}`,
        );
    });

    test.each([
        ["a desktop", 1280],
        ["a phone", 390],
    ])("nothing is wider than %s", async (_, width) => {
        const { page } = await open(renderHtml(realSizeReport(4)), { viewport: { width, height: 800 } });
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
    });

    test("a page where everything passed has no colour but that of a pass", async () => {
        const verdicts = report.verdicts.filter(({ outcome }) => outcome === "passed");
        const green = exampleReport({ verdicts, deviations: [], baseline: [] });
        const { page } = await open(renderHtml(green));
        const colours = await page.evaluate<string[]>(`
            const shown = [...document.querySelectorAll("body *")].filter((element) => element.checkVisibility());
            [...new Set(shown.filter((element) => element.closest(".badge, .chip, .severity, .verdict"))
                .map((element) => getComputedStyle(element).color))]
        `);
        const red = await page.evaluate<string>(`
            const probe = document.createElement("span");
            probe.className = "blocking";
            document.body.append(probe);
            getComputedStyle(probe).color
        `);
        expect(colours.length).toBeGreaterThan(1);
        expect(colours).not.toContain(red);
    });

    test("it can be used by the keyboard alone", async () => {
        const { page } = await open(html);
        // Past the links at the top, one by one.
        const links = await page.locator("header a").count();
        for (let step = 0; step <= links; step++) await page.keyboard.press("Tab");
        await page.keyboard.press("Space");
        expect(await seen(page)).toEqual(those(isBlocking));
        await page.locator("#database-not-public > summary").focus();
        await page.keyboard.press("Enter");
        expect(await seen(page)).toEqual(
            those((verdict) => isBlocking(verdict) && verdict.policy !== database.name),
        );
    });

    test("without scripts everything can be read, and no filter pretends to work", async () => {
        const { page } = await open(html, { javaScriptEnabled: false });
        expect(await page.locator("#filters input:visible, #filters select:visible").count()).toBe(0);
        expect(await page.locator("#filters").innerText()).toMatch(/3 blocking\s+3 failed\s+1 advisory/);
        await page.locator("#storage-logged > summary").click();
        expect(await page.locator("#storage-logged").innerText()).toContain("No access log.");
        await page.locator("#storage-logged .passes > summary").click();
        expect(await page.locator("#storage-logged").innerText()).toContain("hrms-backup");
    });

    test("printed, the faults of folded policies are there, and the filters are not", async () => {
        const { page } = await open(html);
        await page.emulateMedia({ media: "print" });
        const box = await page.locator("#storage-logged .finding").first().boundingBox();
        expect(box?.height).toBeGreaterThan(10);
        expect(await page.locator("#filters input:visible").count()).toBe(0);
    });

    test("a hostile text is shown as text wherever it stands, and nothing of it runs", async () => {
        const signed = {
            ...DEVIATION,
            reason: HOSTILE,
            requestedBy: HOSTILE,
            ticket: `javascript:alert(1)${HOSTILE}`,
        };
        const hostile = exampleReport({
            title: HOSTILE,
            stack: `prod`,
            commit: HOSTILE.slice(0, 12),
            policies: [policyNamed(database.name, { remedy: HOSTILE, equivalents: [HOSTILE] }), cache],
            verdicts: [
                failed(cache, `${DATABASE}${HOSTILE}`, HOSTILE),
                deviated(database, CACHE, HOSTILE, signed),
            ],
            deviations: [signed],
            locationOf: () => ({ file: HOSTILE, line: 1 }),
        });
        const { page, complaints } = await open(renderHtml(hostile));
        const cells = page.locator("#cache-encrypted .finding td");
        expect((await cells.nth(2).textContent())?.trim()).toBe(`${HOSTILE_MARKED}.`);
        expect(await cells.nth(1).locator("b").textContent()).toBe(`hrms-database${HOSTILE_MARKED}`);
        expect(await page.locator("h1").textContent()).toBe(HOSTILE_MARKED);
        expect(await page.locator("#deviations dd", { hasText: "alert(1)" }).count()).toBeGreaterThan(2);
        expect(await page.locator("script").count()).toBe(1);
        expect(await page.locator('a[href^="javascript"], a[href="/b"]').count()).toBe(0);
        expect(complaints).toEqual([]);
    });

    test("its content policy stops any other script, style or image", async () => {
        const { page, complaints } = await open(html);
        const ran = await page.evaluate(`
            const script = document.createElement("script");
            script.textContent = "document.title = 'ran'";
            const image = document.createElement("img");
            image.src = "https://example.com/x.png";
            document.body.append(script, image);
            new Promise((resolve) => (image.onerror = resolve)).then(() => document.title);
        `);
        expect(ran).not.toBe("ran");
        expect(complaints.filter((complaint) => complaint.includes("Content Security Policy"))).toHaveLength(
            2,
        );
    });

    test("the page of the real pack at its real size can be filtered", async () => {
        const large = realSizeReport(40);
        const { page } = await open(renderHtml(large));
        await page.locator('input[value="blocking"]').check();
        expect(await page.locator("output").innerText()).toBe(
            `${totalsOf(large.verdicts).blocking} of ${large.verdicts.length} verdicts`,
        );
        expect(await seen(page)).toEqual(rowsOf(large.verdicts.filter(isBlocking)));
    });
});
