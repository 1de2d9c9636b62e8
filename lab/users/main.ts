/** People who use the site: a process in the client's namespace. Its channel tells every answer. */
import { Agent, request } from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import type { Answer, Page, UsersConfig } from ".";

const config = JSON.parse(process.env.USERS ?? "{}") as UsersConfig;
const agent = new Agent({ rejectUnauthorized: false, keepAlive: true, maxSockets: 64 });

/** As browsers send a form with files. */
async function encoded(form: NonNullable<Page["form"]>): Promise<{ type: string; body: Buffer }> {
    const data = new FormData();
    for (const [name, value] of Object.entries(form)) {
        if (typeof value === "string") {
            data.append(name, value);
        } else {
            data.append(name, new Blob([Buffer.alloc(value, name)]), "document.txt");
        }
    }
    const answer = new Response(data);
    return { type: answer.headers.get("content-type") ?? "", body: Buffer.from(await answer.arrayBuffer()) };
}

async function ask({ path, cookie = "", form }: Page): Promise<Pick<Answer, "status" | "why">> {
    const { domain, address } = config;
    const { type, body } = form === undefined ? { type: "", body: undefined } : await encoded(form);
    const about = body && {
        "content-type": type,
        "content-length": body.length,
        referer: `https://${domain}/`,
    };
    return new Promise((resolve) => {
        const asked = request(
            {
                host: address,
                path,
                agent,
                method: body === undefined ? "GET" : "POST",
                headers: { host: domain, cookie, ...about },
                timeout: config.patienceSeconds * 1000,
            },
            (answer) => {
                answer.resume();
                answer.on("end", () => {
                    resolve({ status: answer.statusCode ?? 0 });
                });
                answer.on("error", ({ message }) => {
                    resolve({ status: 0, why: `${message} in the middle of an answer` });
                });
            },
        );
        asked.on("timeout", () => asked.destroy(new Error("no answer")));
        asked.on("error", ({ message }) => {
            resolve({ status: 0, why: message });
        });
        asked.end(body);
    });
}

async function use(page: Page): Promise<never> {
    for (;;) {
        const started = Date.now();
        const answer: Answer = {
            ...(await ask(page)),
            path: page.path,
            method: page.form === undefined ? "GET" : "POST",
            started,
            seconds: (Date.now() - started) / 1000,
        };
        process.send?.(answer);
        await sleep(config.pauseMs);
    }
}

process.on("disconnect", () => process.exit(0));
for (let user = 0; user < config.count; user += 1) {
    void use(config.pages[user % config.pages.length] ?? { path: "/" });
}
