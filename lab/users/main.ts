/** People who use the site: a process in the client's namespace. Its channel tells every answer. */
import { Agent, request } from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import type { Answer, Page, UsersConfig } from ".";

const config = JSON.parse(process.env.USERS ?? "{}") as UsersConfig;
const agent = new Agent({ rejectUnauthorized: false, keepAlive: true, maxSockets: 64 });

function ask({ path, cookie = "" }: Page): Promise<number> {
    const { domain, address } = config;
    return new Promise((resolve) => {
        const asked = request(
            {
                host: address,
                path,
                agent,
                headers: { host: domain, cookie },
                timeout: config.patienceSeconds * 1000,
            },
            (answer) => {
                answer.resume();
                answer.on("end", () => {
                    resolve(answer.statusCode ?? 0);
                });
                answer.on("error", () => {
                    resolve(0);
                });
            },
        );
        asked.on("timeout", () => asked.destroy());
        asked.on("error", () => {
            resolve(0);
        });
        asked.end();
    });
}

async function use(page: Page): Promise<never> {
    for (;;) {
        const started = Date.now();
        const status = await ask(page);
        const answer: Answer = { path: page.path, started, status, seconds: (Date.now() - started) / 1000 };
        process.send?.(answer);
        await sleep(config.pauseMs);
    }
}

process.on("disconnect", () => process.exit(0));
for (let user = 0; user < config.count; user += 1) {
    void use(config.pages[user % config.pages.length] ?? { path: "/" });
}
