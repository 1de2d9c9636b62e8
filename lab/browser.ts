/** A user on the internet: Chromium in its own network namespace, which reaches only the load balancer, the CDN and S3. */
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import type { Lab } from "./lab";
import { command } from "./command";
import { ADDRESSES, entering } from "./network";

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

export interface Question {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    /** Fields of a form. A value of `@` and a path sends that file. */
    readonly form?: Readonly<Record<string, string>>;
}

export interface Answer {
    readonly status: number;
    readonly headers: readonly (readonly [name: string, value: string])[];
    readonly body: Buffer;
}

/** A header of the answer, or undefined. */
export const headerOf = ({ headers }: Answer, name: string): string | undefined =>
    headers.find(([one]) => one === name)?.[1];

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
    async ask(path: string, { method = "GET", headers = {}, form = {} }: Question = {}): Promise<Answer> {
        const { domain } = this.lab.settings;
        const cookies = await this.context.cookies(`https://${domain}`);
        const sent = {
            ...headers,
            ...(cookies.length > 0 && {
                cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
            }),
        };
        const lines = [
            ...Object.entries(sent).map(([name, value]) => `header = "${name}: ${value}"`),
            ...Object.entries(form).map(([name, value]) => `form-string = "${name}=${value}"`),
        ].filter((line) => !line.includes("=@"));
        const files = Object.entries(form)
            .filter(([, value]) => value.startsWith("@"))
            .map(([name, value]) => `form = "${name}=${value}"`);
        const body = join(this.lab.folder, "answer");
        const told = command(
            "ip",
            entering(this.lab.network.client, [
                ...["curl", "--silent", "--show-error", "--insecure", "--request", method, "--config", "-"],
                ...["--resolve", `${domain}:443:${ADDRESSES.loadBalancer}`],
                ...["--dump-header", "-", "--output", body, `https://${domain}${path}`],
            ]),
            [...lines, ...files].join("\n"),
        );
        // Only the last answer counts: "100 Continue" can come before it.
        const [first = "", ...rest] = (told.trim().split("\r\n\r\n").at(-1) ?? "").split("\r\n");
        return {
            status: Number(first.split(" ")[1]),
            headers: rest.map((line) => {
                const [name = "", ...value] = line.split(": ");
                return [name.toLowerCase(), value.join(": ")] as const;
            }),
            body: readFileSync(body),
        };
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
