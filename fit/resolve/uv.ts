/** Asks the index of packages, with uv: which versions fit together on a host, without downloading or building any. */
import * as fs from "node:fs";
import * as path from "node:path";
import { cacheFolder, keepFolder } from "../../system/cache";
import { removeTemporaryFolder, temporaryFolder } from "../../system/interruption";
import { run } from "../../system/run";
import { UV_VERSION } from "../../system/uv";
import type { Architecture } from "../architecture";
import { PYTHON } from "../rules/versions";
import { faultIn, type Fault } from "./faults";

/** Debian 13 has glibc 2.41; wheels are built for this one or an older one. */
const PLATFORMS: Readonly<Record<Architecture, string>> = {
    arm64: "aarch64-manylinux_2_40",
    x86_64: "x86_64-manylinux_2_40",
};

/** Hosts' own requirements name it, and it has no wheel for Linux: whoever builds a release builds it. */
const BUILT = "mysqlclient";

const INSTALL_MS = 40_000;
const ASK_MS = 40_000;

export interface Question {
    /** Lines of a requirements file. */
    readonly lines: readonly string[];
    /** Packages to act as if nothing needed them. */
    readonly excluded?: readonly string[];
    /** Asks for the oldest version of each, and not for what they need. */
    readonly oldest?: boolean;
}

interface Version {
    readonly version: string;
    /** Whether its wheel is for every system. */
    readonly isPure: boolean;
}

export type Versions = ReadonlyMap<string, Version>;

/** Versions by name, or why there are none. */
export type Answer = { readonly versions: Versions } | { readonly fault: Fault };

export class Uv {
    private constructor(
        private readonly program: string,
        private readonly env: NodeJS.ProcessEnv,
        private readonly options: { readonly architecture: Architecture; readonly before?: string },
    ) {}

    /**
     * The pinned uv, which pip installs once; else the one on the PATH. Returns why there is none.
     * @param options.before a date such as 2026-11-01: answers as the index would have on that day
     */
    static async find(options: {
        readonly architecture: Architecture;
        readonly before?: string;
    }): Promise<Uv | string> {
        const folder = path.join(cacheFolder("uv"), UV_VERSION);
        const pip = ["-m", "pip"];
        const config = await run("python3", [...pip, "config", "list"], { timeoutMs: INSTALL_MS });
        const env = config.code === 0 ? withPipsIndex(config.stdout) : process.env;
        const program = path.join(folder, "bin/uv");
        try {
            await keepFolder(folder, async (empty) => {
                const install = ["install", "--quiet", "--no-deps", "--retries", "1", "--timeout", "15"];
                const { code, stderr } = await run(
                    "python3",
                    [...pip, ...install, "--target", empty, `uv==${UV_VERSION}`],
                    { timeoutMs: INSTALL_MS },
                );
                if (code !== 0) throw new Error(stderr);
            });
            return new Uv(program, env, options);
        } catch (error) {
            const onPath = await run("uv", ["--version"]);
            if (onPath.code === 0) return new Uv("uv", env, options);
            return String(error).includes("No module named pip")
                ? "The requirements were not resolved: neither pip nor uv is installed."
                : "The requirements were not resolved: pip cannot reach the index to install uv.";
        }
    }

    async ask({ lines, excluded = [], oldest = false }: Question): Promise<Answer> {
        const folder = temporaryFolder("fit");
        try {
            const write = (name: string, content: readonly string[]): string => {
                const file = path.join(folder, name);
                fs.writeFileSync(file, content.map((line) => `${line}\n`).join(""));
                return file;
            };
            const { before } = this.options;
            const args = [
                ...["pip", "compile", write("requirements.in", lines), "--quiet", "--format", "pylock.toml"],
                ...["--no-config", "--no-python-downloads", "--excludes", write("excludes.txt", excluded)],
                ...["--python-version", PYTHON, "--python-platform", PLATFORMS[this.options.architecture]],
                ...["--only-binary", ":all:", "--no-binary", BUILT, "--color", "never"],
                ...(oldest ? ["--resolution", "lowest", "--no-deps"] : []),
                ...(before === undefined ? [] : ["--exclude-newer", before]),
            ];
            const { code, stdout, stderr } = await run(this.program, args, {
                cwd: folder,
                env: { UV_HTTP_TIMEOUT: "20", UV_HTTP_RETRIES: "1", ...this.env },
                timeoutMs: ASK_MS,
            });
            return code === 0 ? { versions: versionsIn(stdout) } : { fault: faultIn(stderr) };
        } finally {
            removeTemporaryFolder(folder);
        }
    }
}

/** Reads a pylock.toml, as uv writes it. https://packaging.python.org/en/latest/specifications/pylock-toml/ */
const versionsIn = (text: string): Map<string, Version> =>
    new Map(
        text.split("[[packages]]").flatMap((block) => {
            const name = /^name = "(.+)"$/m.exec(block)?.[1];
            const version = /^version = "(.+)"$/m.exec(block)?.[1];
            return name === undefined || version === undefined
                ? []
                : [[name, { version, isPure: !/"[^"]*-(?!any\.whl)[^-"]+\.whl"/.test(block) }] as const];
        }),
    );

/** pip's settings that uv has under other names. They can hold a password, so they go by the environment. */
const SHARED: Readonly<Record<string, string>> = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    cert: "SSL_CERT_FILE",
};

/** The environment in which uv uses the index that pip uses, from what `pip config list` prints. */
export function withPipsIndex(config: string, env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
    const given = [...config.matchAll(/^[\w:]+\.([\w-]+)='(.*)'$/gm)].flatMap(([, key = "", value = ""]) => {
        const name = SHARED[key];
        return name === undefined ? [] : [[name, value] as const];
    });
    return { ...Object.fromEntries(given), ...env };
}
