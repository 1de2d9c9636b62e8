import { renderHtml } from "../../../../../tools/policies/report/html";
import { isBlocking, totalsOf, type Verdict } from "../../../../../tools/policies/verdict";
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

    test("it can be used by the keyboard alone", async () => {
        const { page } = await open(html);
        await page.keyboard.press("Tab");
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

    test("the real pack at its real size is filtered in less than a second", async () => {
        const large = realSizeReport(40);
        const { page } = await open(renderHtml(large));
        const started = Date.now();
        await page.locator('input[value="blocking"]').check();
        expect(await page.locator("output").innerText()).toBe(
            `${totalsOf(large.verdicts).blocking} of ${large.verdicts.length} verdicts`,
        );
        expect(Date.now() - started).toBeLessThan(1000);
        expect(await seen(page)).toEqual(rowsOf(large.verdicts.filter(isBlocking)));
    });
});
