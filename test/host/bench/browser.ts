/** A person at a browser in the internet: Chromium, in a namespace of its own, which meets the load balancer alone. */
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import type { Bench } from "./bench";
import { command } from "./command";
import { ADDRESSES, entering } from "./network";

const COMMAND = process.env.CHROMIUM ?? "chromium";

export async function openBrowser(bench: Bench): Promise<Browser> {
    const program = command("sh", ["-c", 'command -v "$1"', "sh", COMMAND]).trim();
    const wrapper = join(bench.folder, "chromium");
    writeFileSync(wrapper, `#!/bin/sh\nexec ip netns exec ${bench.network.client} ${program} "$@"\n`);
    chmodSync(wrapper, 0o755);
    const { domain } = bench.settings;
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
    /** Fields of a form; `@` and a path send a file. */
    readonly form?: Readonly<Record<string, string>>;
}

export interface Answer {
    readonly status: number;
    readonly headers: readonly (readonly [name: string, value: string])[];
    readonly body: Buffer;
}

/** An answer's header; undefined where it has none. */
export const headerOf = ({ headers }: Answer, name: string): string | undefined =>
    headers.find(([one]) => one === name)?.[1];

/** Somebody with a session of their own. */
export class Person {
    /** What the browser's console complained of. */
    readonly complaints: string[] = [];

    private constructor(
        readonly page: Page,
        private readonly context: BrowserContext,
        private readonly bench: Bench,
    ) {
        page.on("console", (message) => {
            if (["error", "warning"].includes(message.type())) {
                this.complaints.push(message.text());
            }
        });
        page.on("pageerror", (error) => this.complaints.push(String(error)));
    }

    static async arrive(browser: Browser, bench: Bench): Promise<Person> {
        const context = await browser.newContext({
            // The bench's own authority is not in Chromium's store.
            ignoreHTTPSErrors: true,
            baseURL: `https://${bench.settings.domain}`,
            acceptDownloads: true,
        });
        return new Person(await context.newPage(), context, bench);
    }

    async logIn(name: string, password: string): Promise<void> {
        await this.page.goto("/login/");
        await this.page.fill("#id_username", name);
        await this.page.fill("#id_password", password);
        await this.page.click("#login");
    }

    /** One request with this person's session, past the browser, which would follow and hide what comes back. */
    async ask(path: string, { method = "GET", headers = {}, form = {} }: Question = {}): Promise<Answer> {
        const { domain } = this.bench.settings;
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
        const body = join(this.bench.folder, "answer");
        const told = command(
            "ip",
            entering(this.bench.network.client, [
                ...["curl", "--silent", "--show-error", "--insecure", "--request", method, "--config", "-"],
                ...["--resolve", `${domain}:443:${ADDRESSES.loadBalancer}`],
                ...["--dump-header", "-", "--output", body, `https://${domain}${path}`],
            ]),
            [...lines, ...files].join("\n"),
        );
        // The last answer's: before it there may be one of "100 Continue".
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

    /** The token against forgery that the form of a page holds, as a field. */
    async token(path: string): Promise<Record<string, string>> {
        await this.page.goto(path);
        return { csrfmiddlewaretoken: await this.page.inputValue("main input[name=csrfmiddlewaretoken]") };
    }

    leave(): Promise<void> {
        return this.context.close();
    }
}
