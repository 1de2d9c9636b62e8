/** A user on the internet: Chromium in its own network namespace, which reaches only the load balancer, the CDN and S3. */
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { ask, type Answer, type Question } from "./ask";
import { command } from "./command";
import type { Lab } from "./lab";
import { ADDRESSES } from "./network";

const COMMAND = process.env.CHROMIUM ?? "chromium";

export async function openBrowser(lab: Lab): Promise<Browser> {
    const program = command("sh", ["-c", 'command -v "$1"', "sh", COMMAND]).trim();
    const wrapper = join(lab.folder, "chromium");
    writeFileSync(wrapper, `#!/bin/sh\nexec ip netns exec ${lab.network.client} ${program} "$@"\n`);
    chmodSync(wrapper, 0o755);
    const { domain } = lab.settings;
    const rules = [
        `MAP ${domain} ${ADDRESSES.loadBalancer}`,
        `MAP static.${domain} ${ADDRESSES.cdn}`,
        `MAP *.amazonaws.com ${ADDRESSES.aws}`,
    ];
    return chromium.launch({
        executablePath: wrapper,
        args: ["--no-sandbox", `--host-resolver-rules=${rules.join()}`],
    });
}

/** A user with their own browser session. */
export class Person {
    /** Errors and warnings in the browser's console. */
    readonly complaints: string[] = [];

    private constructor(
        readonly page: Page,
        private readonly context: BrowserContext,
        private readonly lab: Lab,
    ) {
        page.on("console", (message) => {
            if (["error", "warning"].includes(message.type())) {
                this.complaints.push(message.text());
            }
        });
        page.on("pageerror", (error) => this.complaints.push(String(error)));
    }

    static async arrive(browser: Browser, lab: Lab): Promise<Person> {
        const context = await browser.newContext({
            // Chromium does not trust the lab's authority.
            ignoreHTTPSErrors: true,
            baseURL: `https://${lab.settings.domain}`,
            acceptDownloads: true,
        });
        return new Person(await context.newPage(), context, lab);
    }

    async logIn(name: string, password: string): Promise<void> {
        await this.page.goto("/login/");
        await this.page.fill("#id_username", name);
        await this.page.fill("#id_password", password);
        await this.page.click("#login");
    }

    /** Sends one request with this person's session. It bypasses the browser, which would follow redirects. */
    async ask(path: string, question: Question = {}): Promise<Answer> {
        const cookies = await this.context.cookies(`https://${this.lab.settings.domain}`);
        const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
        return ask(this.lab, path, {
            ...question,
            headers: { ...question.headers, ...(cookie !== "" && { cookie }) },
        });
    }

    /** The CSRF token in the form of a page, as a form field. */
    async token(path: string): Promise<Record<string, string>> {
        await this.page.goto(path);
        return { csrfmiddlewaretoken: await this.page.inputValue("main input[name=csrfmiddlewaretoken]") };
    }

    leave(): Promise<void> {
        return this.context.close();
    }
}
