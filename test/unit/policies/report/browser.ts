/** The page in a real browser: the system's Chromium, named by CHROMIUM or found by the PATH. */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { suiteWith } from "../../../support/suites";

const COMMAND = process.env.CHROMIUM ?? "chromium";

export interface Opened {
    readonly page: Page;
    /** What went wrong on the page, and what it asked of the network or the disk beyond itself. */
    readonly complaints: string[];
}

/** A suite whose tests open pages; skipped with the reason where there is no Chromium. */
export function browserSuite(
    title: string,
    tests: (open: (html: string, options?: BrowserContextOptions) => Promise<Opened>) => void,
): void {
    suiteWith({ [COMMAND]: "chromium" }, title, () => {
        const folder = fs.mkdtempSync(path.join(os.tmpdir(), "policy-page-"));
        let browser: Browser;
        let files = 0;
        beforeAll(async () => {
            const executablePath = spawnSync("which", [COMMAND], { encoding: "utf8" }).stdout.trim();
            browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
        });
        afterAll(async () => {
            await browser.close();
            fs.rmSync(folder, { recursive: true });
        });
        tests(async (html, options) => {
            const file = path.join(folder, `${++files}.html`);
            fs.writeFileSync(file, html);
            const context = await browser.newContext(options);
            const page = await context.newPage();
            const complaints: string[] = [];
            const address = `file://${file}`;
            page.on("console", (message) => complaints.push(`console: ${message.text()}`));
            page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
            page.on("dialog", (dialog) => {
                complaints.push(`dialog: ${dialog.message()}`);
                void dialog.dismiss();
            });
            page.on("request", (request) => {
                if (request.url().split("#")[0] !== address) complaints.push(`request: ${request.url()}`);
            });
            await page.goto(address);
            return { page, complaints };
        });
    });
}

/** The verdicts that can be seen, each as `policy urn`; sorted. */
export async function seen(page: Page): Promise<string[]> {
    // As a text: this project's code is compiled without the types of a browser.
    const rows = await page.evaluate<string[]>(`
        [...document.querySelectorAll(".finding")]
            .filter((row) => row.checkVisibility())
            .map((row) => row.closest(".policy").id + " " + row.querySelector("[title]").title)
    `);
    return rows.sort();
}
