/** The package indexes that pip uses on this machine. A builder has no configuration of pip, so it gets them from here. */
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { run } from "../system/run";
import { Fault } from "./fault";

export interface Indexes {
    /** "" is PyPI. No URL has a password. */
    readonly main: string;
    readonly extra: readonly string[];
    /** Lines of a netrc file with the passwords, for programs in the builder. */
    readonly netrc: string;
}

/** What pip's configuration says: its files, and variables such as PIP_INDEX_URL. Passwords can also be in a netrc file. */
export async function pipsIndexes(env: NodeJS.ProcessEnv = process.env): Promise<Indexes> {
    const { code, stdout } = await run("python3", ["-m", "pip", "config", "list"], { env });
    const file = env.NETRC ?? join(env.HOME ?? homedir(), ".netrc");
    return indexesIn(code === 0 ? stdout : "", existsSync(file) ? readFileSync(file, "utf8") : "");
}

/** Variables count more than files. */
const SECTIONS = [":env:", "install", "global"];

/**
 * @param config what `pip config list` prints
 * @param netrc the text of the user's netrc file
 * @throws Fault for a password that a netrc file cannot have
 */
export function indexesIn(config: string, netrc: string): Indexes {
    const values = new Map(
        [...config.matchAll(/^(\S+)\.(index-url|extra-index-url)='(.*)'$/gm)].map(
            ([, section = "", key = "", value = ""]) => [
                `${section}.${key}`,
                value.split(/\s+|\\n/).filter((url) => url !== ""),
            ],
        ),
    );
    const urls = (key: string): URL[] =>
        (
            SECTIONS.map((section) => values.get(`${section}.${key}`)).find((found) => found !== undefined) ??
            []
        ).map((url) => new URL(url));
    const [main] = urls("index-url");
    const extra = urls("extra-index-url");
    const all = main === undefined ? extra : [main, ...extra];
    return {
        main: main === undefined ? "" : bare(main),
        extra: extra.map(bare),
        netrc: all.flatMap((url) => login(url, netrc)).join(""),
    };
}

function bare(url: URL): string {
    const copy = new URL(url);
    copy.username = "";
    copy.password = "";
    return copy.href;
}

function login(url: URL, netrc: string): string[] {
    const given = [url.username, url.password].map(decodeURIComponent);
    const [user = "", password = ""] = url.username === "" ? inNetrc(url.hostname, netrc) : given;
    if (user === "") return [];
    if (/[\s"'\\#]/.test(user + password)) {
        throw new Fault({
            what: `The user name or password for ${url.host} in pip's configuration has a space, a quote, a # or a backslash.`,
            fix: "create a password or a token without them",
        });
    }
    return [`machine ${url.hostname} login ${user} password ${password}\n`];
}

function inNetrc(host: string, netrc: string): readonly string[] {
    const entries = netrc.matchAll(/\bmachine\s+(\S+)\s+login\s+(\S+)\s+password\s+(\S+)/g);
    for (const [, machine, user = "", password = ""] of entries) {
        if (machine === host) return [user, password];
    }
    return [];
}
