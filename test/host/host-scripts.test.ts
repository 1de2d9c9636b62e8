/** The programs of host/bin, run: with a stand-in for the AWS CLI, and a real Redis. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { environmentDocument, ENVIRONMENT_NAMES } from "../../host/environment";
import { testSettings } from "../unit/components/harness";
import { HostRoot } from "./host-root";
import { suiteWith } from "../support/tools";

/** Where a host finds its programs; a developer's machine may have other Pythons first. */
const DEBIAN_PATH = "/usr/bin:/bin";
const BIN = join(__dirname, "../../host/bin");

suiteWith({ python3: "python3" }, "fetch-environment", () => {
    const secrets = {
        secretKey: { value: "canary-key$`\\\"'#%" },
        databaseApp: { username: "hrms_app", password: "canary/pass@word" },
        cacheAuth: { value: "canary:token" },
        mail: { value: "smtp+tls://mailer%40example.com:canary%2Fmail@smtp.example.com:2587" },
        sentryDsn: { value: "https://canary@sentry.example.com/1" },
    };
    const document = environmentDocument({
        ...testSettings({
            environmentAliases: [
                "MYSQL_PASSWORD=DB_PASSWORD",
                "MYSQL_HOST=DB_HOST",
                "MAIL_SSL=EMAIL_USE_SSL",
            ],
        }),
        databaseHost: "db.internal",
        databasePort: 3306,
        databaseName: "hrmodel",
        cacheHost: "cache.internal",
        queueHost: "queue.internal",
        cachePort: 6379,
        mediaBucket: "media",
        staticBucket: "static",
        releasesBucket: "releases",
        emailConfigurationSet: "hrms-prod",
        secretArns: Object.fromEntries(Object.keys(secrets).map((name) => [name, `arn:secret/${name}`])),
    });

    /** Runs it where the AWS CLI answers from files, each named as the last word of its argument. */
    function fetchEnvironment(given: Readonly<Record<string, unknown>>) {
        const root = new HostRoot();
        root.write("/answers/environment", document);
        for (const [name, secret] of Object.entries(given).filter(([, value]) => value !== undefined)) {
            root.write(`/answers/${name}`, JSON.stringify(secret));
        }
        root.write(
            "/bin/aws",
            `#!/bin/sh\ncat "${root.path}/answers/$(basename "$4")" || { echo "AccessDenied" >&2; exit 254; }\n`,
            0o755,
        );
        const file = root.write("/run/hrms/env", "BEFORE=1\n");
        const run = spawnSync("python3", [join(BIN, "fetch-environment"), "/hrms/prod/environment", file], {
            encoding: "utf8",
            env: { PATH: `${root.at("/bin")}:${DEBIAN_PATH}` },
        });
        const lines = readFileSync(file, "utf8").trim().split("\n");
        const mode = statSync(file).mode & 0o777;
        root.remove();
        return { ...run, lines, mode };
    }

    test("writes every variable for root alone, and says nothing", () => {
        const { status, stdout, stderr, lines, mode } = fetchEnvironment(secrets);
        expect({ status, stdout, stderr, mode }).toEqual({ status: 0, stdout: "", stderr: "", mode: 0o600 });
        const names = lines.map((line) => line.split("=", 1)[0]);
        expect(names).toEqual([...new Set(names)]);
        const own = names.filter((name) => !ENVIRONMENT_NAMES.includes(name ?? ""));
        expect(own).toEqual(["MYSQL_PASSWORD", "MYSQL_HOST"]);
        expect(lines).toEqual(
            expect.arrayContaining([
                'DEBUG="False"',
                'DB_HOST="db.internal"',
                'DB_USER="hrms_app"',
                'DB_PASSWORD="canary/pass@word"',
                'MYSQL_PASSWORD="canary/pass@word"',
                'MYSQL_HOST="db.internal"',
            ]),
        );
    });

    test("escapes what systemd would read otherwise", () => {
        expect(fetchEnvironment(secrets).lines).toContain('SECRET_KEY="canary-key\\$\\`\\\\\\"\'#%"');
    });

    test("makes URLs with verified TLS and quoted passwords", () => {
        const { lines } = fetchEnvironment(secrets);
        const value = (name: string) =>
            lines.find((line) => line.startsWith(`${name}=`))?.replace(/^\w+="(.*)"$/, "$1") ?? "";
        const database = new URL(value("DATABASE_URL"));
        expect(database.host + database.pathname).toBe("db.internal:3306/hrmodel");
        expect(decodeURIComponent(database.password)).toBe("canary/pass@word");
        expect(database.searchParams.get("ssl_mode")).toBe("VERIFY_IDENTITY");
        expect(value("CELERY_BROKER_URL")).toBe(
            "rediss://:canary%3Atoken@queue.internal:6379/1?ssl_cert_reqs=required",
        );
        expect(value("CACHE_URL")).toMatch(/^rediss:.*@cache\.internal:6379\/0\?ssl_cert_reqs=required$/);
        expect([value("EMAIL_HOST"), value("EMAIL_PORT"), value("EMAIL_USE_TLS")]).toEqual([
            "smtp.example.com",
            "2587",
            "True",
        ]);
        expect([value("EMAIL_HOST_USER"), value("EMAIL_HOST_PASSWORD")]).toEqual([
            "mailer@example.com",
            "canary/mail",
        ]);
    });

    test("fails without a trace of other secrets where one cannot be read, and leaves the file as it was", () => {
        const { status, stdout, stderr, lines } = fetchEnvironment({ ...secrets, sentryDsn: undefined });
        expect(status).toBe(1);
        expect(stdout + stderr).toContain("secretsmanager get-secret-value --secret-id arn:secret/sentryDsn");
        expect(stdout + stderr).not.toContain("canary");
        expect(lines).toEqual(["BEFORE=1"]);
    });

    test("refuses a line break, by the variable's name", () => {
        const { status, stderr } = fetchEnvironment({
            ...secrets,
            secretKey: { value: "canary\nDEBUG=True" },
        });
        expect(status).toBe(1);
        expect(stderr).toMatch(/^SECRET_KEY: the value has a line break/);
        expect(stderr).not.toContain("canary");
    });
});

suiteWith({ "redis-server": "redis-server", python3: "python3" }, "on-one-host", () => {
    const LEASE_SECONDS = 3;
    const running = new Set<ChildProcess>();
    let root: HostRoot;
    let redis: ChildProcess;
    let port: number;

    const later = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    const started = (host: string): boolean =>
        readFileSync(root.at("/started"), "utf8").includes(`${host}\n`);

    async function until(what: string, condition: () => boolean): Promise<void> {
        for (let waited = 0; waited < 30; waited += 0.1) {
            if (condition()) {
                return;
            }
            await later(0.1);
        }
        throw new Error(`not within 30 s: ${what}`);
    }

    function track(child: ChildProcess): ChildProcess {
        running.add(child);
        return child.on("exit", () => running.delete(child));
    }

    /** A host whose program writes down that it has started and runs until it is ended. */
    function host(name: string): ChildProcess {
        const work = `echo ${name} >> ${root.at("/started")}; exec sleep 600`;
        return track(
            spawn("python3", [join(BIN, "on-one-host"), "hrms:beat", "sh", "-c", work], {
                stdio: "ignore",
                env: {
                    PATH: DEBIAN_PATH,
                    CELERY_BROKER_URL: `redis://:pass%40word@127.0.0.1:${port}/1`,
                    HRMS_LEASE_SECONDS: String(LEASE_SECONDS),
                },
            }),
        );
    }

    beforeEach(async () => {
        root = new HostRoot();
        root.write("/started", "");
        port = 20_000 + Math.floor(Math.random() * 20_000);
        const options = [
            "--port",
            String(port),
            "--save",
            "",
            "--requirepass",
            "pass@word",
            "--dir",
            root.path,
        ];
        redis = track(spawn("redis-server", options, { stdio: ["ignore", "pipe", "inherit"] }));
        let said = "";
        redis.stdout?.on("data", (text: Buffer) => (said += text.toString()));
        await until("redis-server is ready", () => said.includes("Ready to accept connections"));
    });

    afterEach(async () => {
        const exits = [...running].map((child) => once(child, "exit"));
        running.forEach((child) => child.kill("SIGTERM"));
        // One that a test has stopped hears of it only then.
        running.forEach((child) => child.kill("SIGCONT"));
        await Promise.all(exits);
        root.remove();
    });

    test("of two hosts one runs the program; stopped, it hands over at once", async () => {
        const first = host("first");
        await until("the first host starts", () => started("first"));
        host("second");
        await later(LEASE_SECONDS * 1.5);
        expect(started("second")).toBe(false);
        first.kill("SIGTERM");
        expect(await once(first, "exit")).toEqual([0, null]);
        await until("the second host takes over", () => started("second"));
    });

    test("a host that dies is followed when its lease has run out", async () => {
        const first = host("first");
        await until("the first host starts", () => started("first"));
        host("second");
        first.kill("SIGKILL");
        const died = Date.now();
        await until("the second host takes over", () => started("second"));
        expect(Date.now() - died).toBeGreaterThan(LEASE_SECONDS * 500);
    });

    test("a host that cannot renew its lease ends its program before another may start", async () => {
        const first = host("first");
        await until("the first host starts", () => started("first"));
        redis.kill("SIGSTOP");
        await later(LEASE_SECONDS);
        expect(first.exitCode).toBe(1);
    });
});
