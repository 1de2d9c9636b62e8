/** Runs the host's programs with a stand-in for the AWS CLI and a real Redis. */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { environmentDocument, ENVIRONMENT_NAMES } from "../../config/environment";
import { PLAIN_VARIABLES, SECRET_VARIABLES } from "../../config/secrets";
import { HostRoot } from "./host-root";
import { suiteWith } from "../support/suites";
import { exampleSettings } from "../../config/example";

/** A host's PATH. A developer's PATH can contain another Python first. */
const DEBIAN_PATH = "/usr/bin:/bin";
const BIN = join(__dirname, "../../host/root/opt/hrms/bin");

suiteWith({ python3: "python3" }, "fetch-environment", () => {
    const secrets = {
        ...Object.fromEntries(Object.keys(PLAIN_VARIABLES).map((name) => [name, { value: "canary" }])),
        secretKey: { value: "canary-key$`\\\"'#%" },
        databaseApp: { username: "hrms_app", password: "canary/pass@word" },
        cacheAuth: { value: "canary:token" },
        mail: { value: "smtp+tls://mailer%40example.com:canary%2Fmail@smtp.example.com:2587" },
        sentryDsn: { value: "https://canary@sentry.example.com/1" },
        environment: { LDAP_PASSWORD: "canary horse", JWT_KEY: '-----BEGIN\n"$x"\n' },
    };
    const facts = {
        ...exampleSettings({
            environmentAliases: [
                "MYSQL_PASSWORD=DB_PASSWORD",
                "MYSQL_HOST=DB_HOST",
                "MAIL_SSL=EMAIL_USE_SSL",
            ],
            environment: { LDAP_HOST: "ldap.example.com" },
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
        migrationSecretArns: {
            databaseMigrator: "arn:secret/databaseMigrator",
            superuser: "arn:secret/superuser",
        },
        secretArns: Object.fromEntries(Object.keys(secrets).map((name) => [name, `arn:secret/${name}`])),
    };

    /** Runs it with an AWS CLI that answers from files, which are named after the last part of the argument. */
    function fetchEnvironment(
        given: Readonly<Record<string, unknown>>,
        document = environmentDocument(facts),
        release: string | null = "5e".repeat(32),
    ) {
        const root = new HostRoot();
        root.write("/answers/parameter", document);
        root.write("/answers/release", JSON.stringify({ release }));
        for (const [name, secret] of Object.entries(given).filter(([, value]) => value !== undefined)) {
            root.write(`/answers/${name}`, JSON.stringify(secret));
        }
        root.write(
            "/bin/aws",
            `#!/bin/sh\ncat "${root.path}/answers/$(basename "$4")" || { echo "AccessDenied" >&2; exit 254; }\n`,
            0o755,
        );
        const file = root.write("/run/hrms/env", "BEFORE=1\n");
        const run = spawnSync(
            "python3",
            [join(BIN, "fetch-environment"), "/hrms/prod/parameter", "/hrms/prod/release", file],
            {
                encoding: "utf8",
                env: { PATH: `${root.at("/bin")}:${DEBIAN_PATH}` },
            },
        );
        const text = readFileSync(file, "utf8");
        const lines = text.trim().split("\n");
        const mode = statSync(file).mode & 0o777;
        root.remove();
        return { ...run, text, lines, mode };
    }

    test("writes every variable so that only root can read it, and prints nothing", () => {
        const { status, stdout, stderr, text, lines, mode } = fetchEnvironment(secrets);
        expect({ status, stdout, stderr, mode }).toEqual({ status: 0, stdout: "", stderr: "", mode: 0o600 });
        // A value can have several lines.
        const names = [...text.matchAll(/^([A-Z]\w*)="/gm)].map(([, name]) => name);
        expect(names).toEqual([...new Set(names)]);
        const own = names.filter((name) => !ENVIRONMENT_NAMES.includes(name ?? ""));
        expect(own).toEqual([
            "LDAP_HOST",
            "LDAP_PASSWORD",
            "JWT_KEY",
            "MYSQL_PASSWORD",
            "MYSQL_HOST",
            "MAIL_SSL",
        ]);
        expect(SECRET_VARIABLES.filter((name) => !names.includes(name))).toEqual([]);
        expect(lines).toEqual(
            expect.arrayContaining([
                'DEBUG="False"',
                'DB_HOST="db.internal"',
                'DB_USER="hrms_app"',
                'DB_PASSWORD="canary/pass@word"',
                'MYSQL_PASSWORD="canary/pass@word"',
                'MYSQL_HOST="db.internal"',
                'LDAP_HOST="ldap.example.com"',
                'LDAP_PASSWORD="canary horse"',
            ]),
        );
        expect(text).toContain('JWT_KEY="-----BEGIN\n\\"\\$x\\"\n"\n');
    });

    test("without a mail server, projects find values that send nothing, and the overlay knows that SES sends", () => {
        const mail = (given: Readonly<Record<string, unknown>>) =>
            fetchEnvironment(given).lines.filter((line) => /^(EMAIL_|HRMS_MAIL)/.test(line));
        const document = environmentDocument({ ...facts, secretArns: {} });
        expect(
            fetchEnvironment({}, document).lines.filter((line) => /^(EMAIL_|HRMS_MAIL)/.test(line)),
        ).toEqual([
            'HRMS_MAIL="ses"',
            'EMAIL_URL="smtp://localhost:25"',
            'EMAIL_HOST="localhost"',
            'EMAIL_PORT="25"',
            'EMAIL_USE_TLS="False"',
            'EMAIL_USE_SSL="False"',
            'EMAIL_HOST_USER=""',
            'EMAIL_HOST_PASSWORD=""',
        ]);
        expect(mail(secrets)).toEqual(
            expect.arrayContaining(['HRMS_MAIL="server"', 'EMAIL_USE_TLS="True"', 'EMAIL_USE_SSL="False"']),
        );
    });

    test("the release is the one of its own parameter, and none is no variable", () => {
        const release = "ab".repeat(32);
        const given = (value: string | null) =>
            fetchEnvironment(secrets, undefined, value).lines.filter((line) =>
                line.startsWith("HRMS_RELEASE="),
            );
        expect(given(release)).toEqual([`HRMS_RELEASE="${release}"`]);
        expect(given(null)).toEqual([]);
    });

    test("escapes what systemd would interpret", () => {
        expect(fetchEnvironment(secrets).lines).toContain('SECRET_KEY="canary-key\\$\\`\\\\\\"\'#%"');
    });

    test("writes URLs with verified TLS and quoted passwords", () => {
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

    test("if it cannot read a secret, it fails without disclosing the others and leaves the file unchanged", () => {
        const { status, stdout, stderr, lines } = fetchEnvironment({ ...secrets, sentryDsn: undefined });
        expect(status).toBe(1);
        expect(stdout + stderr).toContain("secretsmanager get-secret-value --secret-id arn:secret/sentryDsn");
        expect(stdout + stderr).not.toContain("canary");
        expect(lines).toEqual(["BEFORE=1"]);
    });

    test("rejects what systemd would drop and names the variable", () => {
        const { status, stderr } = fetchEnvironment({
            ...secrets,
            secretKey: { value: "canary\r\n" },
        });
        expect(status).toBe(1);
        expect(stderr).toMatch(/^SECRET_KEY: the value has a control character/);
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

    /** A host whose program records that it has started and runs until it is stopped. */
    function host(name: string, program = "exec sleep 600"): ChildProcess {
        const work = `echo ${name} >> ${root.at("/started")}; ${program}`;
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
        // A process that a test has suspended receives the signal only after that.
        running.forEach((child) => child.kill("SIGCONT"));
        await Promise.all(exits);
        root.remove();
    });

    test("one of two hosts runs the program and hands over immediately when it is stopped", async () => {
        const first = host("first");
        await until("the first host starts", () => started("first"));
        host("second");
        await later(LEASE_SECONDS * 1.5);
        expect(started("second")).toBe(false);
        first.kill("SIGTERM");
        expect(await once(first, "exit")).toEqual([0, null]);
        await until("the second host takes over", () => started("second"));
    });

    test.each(["SIGTERM", "SIGINT"] as const)(
        "a program that is told to stop by %s can finish its work, and no other host starts before that",
        async (signal) => {
            const word = signal.slice(3);
            const finish = `sleep ${LEASE_SECONDS * 1.5}; echo finished >> ${root.at("/started")}; exit`;
            const first = host("first", `trap '${finish}' ${word}; while :; do sleep 0.1; done`);
            await until("the first host starts", () => started("first"));
            host("second");
            first.kill(signal);
            expect(await once(first, "exit")).toEqual([0, null]);
            await until("the second host takes over", () => started("second"));
            expect(readFileSync(root.at("/started"), "utf8")).toBe("first\nfinished\nsecond\n");
        },
    );

    test("when a host dies, another one takes over after its lease has expired", async () => {
        const first = host("first");
        await until("the first host starts", () => started("first"));
        host("second");
        first.kill("SIGKILL");
        const died = Date.now();
        await until("the second host takes over", () => started("second"));
        expect(Date.now() - died).toBeGreaterThan(LEASE_SECONDS * 500);
    });

    test("a host that cannot renew its lease stops its program before another host can start", async () => {
        const first = host("first");
        await until("the first host starts", () => started("first"));
        redis.kill("SIGSTOP");
        await later(LEASE_SECONDS);
        expect(first.exitCode).toBe(1);
    });

    /** What redis-cli prints for a command. */
    function ask(...words: readonly string[]): string {
        const options = ["--no-auth-warning", "-a", "pass@word", "-p", String(port), "-n", "1"];
        return spawnSync("redis-cli", [...options, ...words], { encoding: "utf8" }).stdout.trim();
    }

    test.each([
        ["is gone", ["DEL", "hrms:beat"]],
        ["belongs to another host", ["SET", "hrms:beat", "another", "PX", "3000"]],
    ])("a host whose lease %s stops its program at once", async (_, command) => {
        const first = host("first");
        await until("the first host starts", () => started("first"));
        const before = Date.now();
        ask(...command);
        expect(await once(first, "exit")).toEqual([1, null]);
        expect(Date.now() - before).toBeLessThan(LEASE_SECONDS * 300);
        // It does not take the lease from the other host.
        expect(ask("GET", "hrms:beat")).toBe(command[0] === "SET" ? "another" : "");
    });

    test("a program that does not stop is killed if another host can run it already", async () => {
        const first = host("first", "trap '' TERM; while :; do sleep 0.1; done");
        await until("the first host starts", () => started("first"));
        ask("SET", "hrms:beat", "another");
        const before = Date.now();
        expect(await once(first, "exit")).toEqual([1, null]);
        expect(Date.now() - before).toBeLessThan(1000 + LEASE_SECONDS * 250);
    });
});
