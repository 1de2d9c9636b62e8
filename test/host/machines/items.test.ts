/** The checklist's items that are asserted on a booted host: each by a command on it, where that takes no release. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type ChecklistId, saidTwice, wantedEvidence } from "../../../checklist/items";
import { Bench } from "../bench/bench";
import type { Host } from "../bench/host";
import { ADDRESSES } from "../bench/network";
import { until } from "../../support/until";
import { fetchStatus } from "./client";
import { linesOf, readable } from "./lists";
import { machineSuite } from "./suite";

describe("items of the checklist", () => {
    const titles = readdirSync(__dirname)
        .filter((name) => name.endsWith(".test.ts"))
        .flatMap((name) => [
            ...readable(join(__dirname, name)).matchAll(/\btest(?:\.each\(.*\))?\(\s*"([a-z., -]+?): /g),
        ])
        .map(([, ids = ""]) => ids.split(", "));
    const named = new Set(titles.flat().filter((word) => word.includes(".")));

    test("tests on machines name items that there are", () => {
        expect([...named].filter((id) => !(id in wantedEvidence))).toEqual([]);
    });

    test("each item that wants a host as its evidence is named by a test on one", () => {
        const same = (id: ChecklistId) =>
            saidTwice.find((group) => (group as readonly string[]).includes(id)) ?? [id];
        const open = (Object.keys(wantedEvidence) as ChecklistId[])
            .filter((id) => (wantedEvidence[id] as readonly string[]).includes("host"))
            .filter((id) => !same(id).some((one) => named.has(one)));
        expect(open).toEqual([]);
    });
});

machineSuite("a host before its first release", () => {
    let bench: Bench;
    let host: Host;
    beforeAll(async () => {
        bench = await Bench.open({});
        host = await bench.launch("items");
        await host.settled();
    });
    afterAll(() => bench?.close());

    const sh = (line: string): Promise<string> => host.machine.sh(line);
    const variable = (name: string): Promise<string> =>
        sh(`sed -n 's/^${name}="\\(.*\\)"$/\\1/p' /run/hrms/env`);

    test("preparation.environment.variables: the environment is complete, in memory, and root's alone", async () => {
        expect(await sh("stat -c '%U %a' /run/hrms /run/hrms/env")).toBe("root 700\nroot 600");
        expect(await sh("findmnt --noheadings --output FSTYPE --target /run/hrms")).toBe("tmpfs");
        const names = (await sh("cut -d= -f1 /run/hrms/env")).split("\n");
        const documented = [
            "DEBUG",
            "SECRET_KEY",
            "ALLOWED_HOSTS",
            "DB_NAME",
            "DB_USER",
            "DB_PASSWORD",
            "DB_HOST",
            "DB_PORT",
        ];
        expect(names).toEqual(expect.arrayContaining([...documented, "CACHE_URL", "CELERY_BROKER_URL"]));
        expect(await variable("DEBUG")).toBe("False");
    });

    test("preparation.environment.secret-key, security.django.secret-key, preparation.environment.database-credentials: secrets come from Secrets Manager, and lie on no disk", async () => {
        const { secretKey, databasePassword } = bench.secrets;
        expect(await variable("SECRET_KEY")).toBe(secretKey);
        expect(secretKey.length).toBeGreaterThanOrEqual(50);
        expect([await variable("DB_USER"), await variable("DB_PASSWORD")]).toEqual([
            "hrms_app",
            databasePassword,
        ]);
        const canaries = [secretKey, databasePassword].join("\n");
        const found = await host.machine.run(
            [
                "grep",
                "--recursive",
                "--files-with-matches",
                "--fixed-strings",
                "--file=-",
                "/etc",
                "/opt",
                "/root",
                "/srv",
                "/var",
                "/tmp",
            ],
            canaries,
        );
        expect(found.stdout).toBe("");
        expect(
            (
                await host.machine.run([
                    "setpriv",
                    "--reuid=hrms",
                    "--regid=hrms",
                    "--clear-groups",
                    "cat",
                    "/run/hrms/env",
                ])
            ).code,
        ).toBe(1);
    });

    test("preparation.environment.allowed-hosts, security.django.allowed-hosts: the site's name is the only one, and who asks for another gets no answer", async () => {
        const { domain } = bench.settings;
        expect(await variable("ALLOWED_HOSTS")).toBe(domain);
        const url = `https://${host.address}/`;
        expect(fetchStatus(bench, url, "--header", `Host: ${domain}`)).toBe(503);
        expect(
            ["evil.example", `${domain}.evil.example`, host.address].map((name) =>
                fetchStatus(bench, url, "--header", `Host: ${name}`),
            ),
        ).toEqual([0, 0, 0]);
    });

    test("setup.server.software: Python and Nginx are there, and nothing that compiles", async () => {
        expect(await sh("python3 --version")).toMatch(/^Python 3\.13\./);
        expect(await sh("/usr/sbin/nginx -v 2>&1")).toMatch(/nginx\/1\.26\./);
        expect(await sh("openssl version")).toMatch(/^OpenSSL 3\.5\./);
        expect((await host.machine.run(["which", "gcc", "cc", "make", "g++", "pip"])).stdout).toBe("");
        expect(await sh("apt-cache policy | grep -c 'l=Debian-Security'")).toMatch(/^[1-9]/);
    });

    test("setup.web.nginx: Nginx serves with our configuration alone, as nobody in particular", async () => {
        // Debian's user may not open port 443; the check wants to.
        const configuration = await sh("nginx -e /dev/null -T 2>/dev/null");
        expect(
            configuration
                .match(/^# configuration file (\S+):$/gm)
                ?.filter((line) => !/hrms|nginx\.conf|modules|mime\.types/.test(line)),
        ).toEqual([]);
        expect(configuration).not.toMatch(/autoindex on|server_tokens on|ssl_protocols.*TLSv1(\.1)?\b(?!\.)/);
        expect(await sh("ps -C nginx -o user= | sort -u")).toBe("www-data");
    });

    test("setup.web.gzip: static files go out compressed, by what the client takes", async () => {
        // As a release lays them out.
        await sh(
            "d=/srv/hrms/releases/static-only/static; install -d $d; yes 'body { color: black }' | head -n 500 > $d/app.css; " +
                "cp $d/app.css $d/app.0123456789ab.css; gzip -k $d/app.0123456789ab.css; echo brotli > $d/app.0123456789ab.css.br; " +
                "ln -sfn /srv/hrms/releases/static-only /srv/hrms/current; ln -sfn release /etc/nginx/hrms/serve; systemctl reload nginx",
        );
        const headers = (path: string, accepted: string) =>
            sh(
                `curl -sk -o /dev/null -D - -H 'Host: ${bench.settings.domain}' -H 'Accept-Encoding: ${accepted}' https://127.0.0.1${path}`,
            );
        await until(
            "Nginx serves it",
            async () => (await headers("/static/app.css", "gzip")).includes(" 200 "),
            20,
        );
        expect(await headers("/static/app.css", "gzip, br")).toMatch(/^content-encoding: gzip\r$/im);
        expect(await headers("/static/app.0123456789ab.css", "gzip")).toMatch(/^content-encoding: gzip\r$/im);
        const best = await headers("/static/app.0123456789ab.css", "gzip, br");
        expect(best).toMatch(/^content-encoding: br\r$/im);
        expect(best).toMatch(/^cache-control: public, max-age=31536000, immutable\r$/im);
        expect(await headers("/static/app.css", "identity")).not.toMatch(/content-encoding/i);
        await sh("rm /srv/hrms/current; ln -sfn no-release /etc/nginx/hrms/serve; systemctl reload nginx");
    });

    test("process.services.systemd-units, process.services.start-on-boot, process.services.running: each service is a unit that starts with the machine and runs", async () => {
        const units = (await sh("cd /opt/hrms/systemd; ls *.service *.socket")).split("\n");
        const states = await sh(`systemctl is-enabled ${units.join(" ")}`);
        expect(new Set(states.split("\n"))).toEqual(new Set(["enabled"]));
        // Those of the application wait for a release, by their own condition.
        const running = units.filter(
            (unit) => !/^hrms-(web|worker|beat|queue-length|scheduler)\.service$/.test(unit),
        );
        const others = ["amazon-cloudwatch-agent.service", "amazon-ssm-agent.service", "nftables.service"];
        const active = await host.machine.run(["systemctl", "is-active", ...running, ...others]);
        expect(new Set(active.stdout.trim().split("\n"))).toEqual(new Set(["active"]));
    });

    test("process.tools.supervisor: what dies is started again", async () => {
        const main = () => sh("systemctl show --property=MainPID --value nginx.service");
        const before = await main();
        await sh(`kill -KILL ${before}`);
        await until("Nginx is back", async () => !["0", before].includes(await main()), 20);
        expect(fetchStatus(bench, `https://${host.address}${bench.settings.healthPath}`)).toBe(200);
        const restarts = await sh(
            "cd /opt/hrms/systemd; grep -L '^Type=oneshot' *.service | xargs grep -L '^Restart=' || true",
        );
        expect(restarts).toBe("");
    });

    test("process.services.monitored: the CloudWatch agent watches memory, disk and the log of each service", async () => {
        const config = JSON.parse(
            await sh("cat /opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json"),
        ) as {
            metrics: { metrics_collected: object };
            logs: { logs_collected: { journald: { collect_list: { units: string[] }[] } } };
        };
        expect(Object.keys(config.metrics.metrics_collected).sort()).toEqual(["disk", "mem"]);
        const collected = config.logs.logs_collected.journald.collect_list.flatMap(({ units }) => units);
        const services = (await sh("cd /opt/hrms/systemd; ls *.service")).split("\n");
        expect(services.filter((unit) => !collected.includes(unit))).toEqual([]);
        const known = (await sh("systemctl list-unit-files --no-legend | cut -d' ' -f1")).split("\n");
        // One host has a scheduler where others have Celery.
        expect(
            collected.filter((unit) => !known.includes(unit) && unit !== "hrms-scheduler.service"),
        ).toEqual([]);
    });

    test("process.services.log-rotation, monitoring.logging.rotation: the journal has its limits, and each file beside it is rotated", async () => {
        const journald = await sh("systemd-analyze cat-config systemd/journald.conf | grep '^[A-Z]'");
        expect(journald).toMatch(/^SystemMaxUse=1G$/m);
        expect(journald).toMatch(/^MaxRetentionSec=14day$/m);
        expect(await sh("systemctl is-active logrotate.timer")).toBe("active");
        const { code, stdout, stderr } = await host.machine.run([
            "logrotate",
            "--debug",
            "/etc/logrotate.conf",
        ]);
        expect(code).toBe(0);
        const rotated = [...(stdout + stderr).matchAll(/considering log (\S+)/g)].map(([, file]) => file);
        // The stand-in for the agent, which keeps here what it would send.
        const files = linesOf(
            await sh(
                "find /var/log -type f -not -path '/var/log/journal/*' -not -path '/var/log/cloudwatch-sent/*' -size +0",
            ),
        );
        // Written once, or by auditd, which rotates its own.
        const others =
            /^\/var\/log\/(audit\/|lastlog|faillog|wtmp\.db|README|unattended-upgrades\/.*(lock|shutdown))/;
        expect(files.filter((file) => !rotated.includes(file) && !others.test(file))).toEqual([]);
        expect(
            await sh("grep -E '^(max_log_file|num_logs|max_log_file_action) ' /etc/audit/auditd.conf | sort"),
        ).toBe("max_log_file = 8\nmax_log_file_action = ROTATE\nnum_logs = 5");
    });

    test("monitoring.application.health-checks: the load balancer is answered by address, and nobody outside the VPC", async () => {
        const url = `https://${host.address}${bench.settings.healthPath}`;
        expect(fetchStatus(bench, url, "--interface", ADDRESSES.loadBalancerPeer)).toBe(200);
        expect(fetchStatus(bench, url, "--interface", ADDRESSES.internet)).toBe(0);
        expect(await host.journal("nginx")).not.toContain(
            `"path":"${bench.settings.healthPath}","status":200`,
        );
    });

    test("performance.application.memory: Gunicorn can't take what the system and the tasks need, and there is no swap", async () => {
        const [high, max] = (
            await sh("systemctl show --property=MemoryHigh --property=MemoryMax --value hrms-web.service")
        )
            .split("\n")
            .map(Number);
        const mib = 1024 * 1024;
        // Of a t4g.medium's 4 GiB.
        expect(max).toBeGreaterThan(2048 * mib);
        expect(max).toBeLessThan(3584 * mib);
        expect(high).toBeLessThan(max ?? 0);
        expect(await sh("tail -n +2 /proc/swaps")).toBe("");
    });
});
