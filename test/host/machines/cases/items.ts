/** Checklist items that a booted host without a release can prove, each with a command on it. */
import { LIVENESS_PATH } from "../../../../host/bundle";
import type { Lab } from "../../../../lab/lab";
import type { Host } from "../../../../lab/host";
import { ADDRESSES } from "../../../../lab/network";
import { until } from "../../../../system/until";
import { fetchStatus } from "../../../../lab/client";
import { linesOf } from "./lists";
import { cases, type SharedHost } from "../shared";

export const hostItems = cases("a host before its first release", (shared: SharedHost) => {
    let lab: Lab;
    let host: Host;
    beforeAll(() => {
        ({ lab, host } = shared);
    });

    const sh = (line: string): Promise<string> => host.machine.sh(line);
    const variable = (name: string): Promise<string> =>
        sh(`sed -n 's/^${name}="\\(.*\\)"$/\\1/p' /run/hrms/env`);

    test("preparation.environment.variables: the environment is complete and in memory, and only root can read it", async () => {
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

    test("preparation.environment.secret-key, security.django.secret-key, preparation.environment.database-credentials: secrets come from Secrets Manager and are not on any disk", async () => {
        const { secretKey, databasePassword } = lab.secrets;
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

    test("preparation.environment.allowed-hosts, security.django.allowed-hosts: only the site's name is allowed, and a request for another one is misdirected", async () => {
        const { domain } = lab.settings;
        expect(await variable("ALLOWED_HOSTS")).toBe(domain);
        const url = `https://${host.address}/`;
        expect(fetchStatus(lab, url, "--header", `Host: ${domain}`)).toBe(503);
        expect(
            ["evil.example", `${domain}.evil.example`, host.address].map((name) =>
                fetchStatus(lab, url, "--header", `Host: ${name}`),
            ),
        ).toEqual([421, 421, 421]);
    });

    test("setup.server.software: Python and Nginx are installed, and no compiler is", async () => {
        expect(await sh("python3 --version")).toMatch(/^Python 3\.13\./);
        expect(await sh("/usr/sbin/nginx -v 2>&1")).toMatch(/nginx\/1\.26\./);
        expect(await sh("openssl version")).toMatch(/^OpenSSL 3\.5\./);
        expect((await host.machine.run(["which", "gcc", "cc", "make", "g++", "pip"])).stdout).toBe("");
        expect(await sh("apt-cache policy | grep -c 'l=Debian-Security'")).toMatch(/^[1-9]/);
    });

    test("setup.web.nginx: Nginx uses only our configuration and runs as www-data", async () => {
        // As root, because the check opens port 443, which www-data cannot.
        const configuration = await sh("nginx -e /dev/null -T 2>/dev/null");
        expect(
            configuration
                .match(/^# configuration file (\S+):$/gm)
                ?.filter((line) => !/hrms|nginx\.conf|modules|mime\.types/.test(line)),
        ).toEqual([]);
        expect(configuration).not.toMatch(/autoindex on|server_tokens on|ssl_protocols.*TLSv1(\.1)?\b(?!\.)/);
        expect(await sh("ps -C nginx -o user= | sort -u")).toBe("www-data");
    });

    test("setup.web.gzip: static files are compressed as the client accepts", async () => {
        // The files as a release has them.
        await sh(
            "d=/srv/hrms/releases/static-only/static; install -d $d; yes 'body { color: black }' | head -n 500 > $d/app.css; " +
                "cp $d/app.css $d/app.0123456789ab.css; gzip -k $d/app.0123456789ab.css; echo brotli > $d/app.0123456789ab.css.br; " +
                "ln -sfn /srv/hrms/releases/static-only /srv/hrms/current; ln -sfn release /etc/nginx/hrms/serve; systemctl reload nginx",
        );
        const headers = (path: string, accepted: string) =>
            sh(
                `curl -sk -o /dev/null -D - -H 'Host: ${lab.settings.domain}' -H 'Accept-Encoding: ${accepted}' https://127.0.0.1${path}`,
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
        // A health check can wait at the application's socket. Without a release, systemd would retry it forever.
        await sh(
            "rm /srv/hrms/current; ln -sfn no-release /etc/nginx/hrms/serve; systemctl reload nginx; " +
                "systemctl restart hrms-web@blue.socket",
        );
    });

    test("process.services.systemd-units, process.services.start-on-boot, process.services.running: each service is an enabled unit and runs", async () => {
        const units = (await sh("cd /opt/hrms/root/etc/systemd/system; ls *.service *.socket")).split("\n");
        // hrms-release.service starts one of the two colours.
        const enabled = units.filter((unit) => unit !== "hrms-web@.service");
        const states = await sh(`systemctl is-enabled ${enabled.join(" ")}`);
        expect(new Set(states.split("\n"))).toEqual(new Set(["enabled"]));
        // The application's units wait for a release.
        const running = units.filter(
            (unit) => !/^hrms-(web@|watch|worker|beat|queue-length|scheduler)\./.test(unit),
        );
        const others = ["amazon-cloudwatch-agent.service", "amazon-ssm-agent.service", "nftables.service"];
        const active = await host.machine.run(["systemctl", "is-active", ...running, ...others]);
        expect(new Set(active.stdout.trim().split("\n"))).toEqual(new Set(["active"]));
    });

    test("process.tools.supervisor: a service that dies is started again", async () => {
        const main = () => sh("systemctl show --property=MainPID --value nginx.service");
        const before = await main();
        await sh(`kill -KILL ${before}`);
        await until("Nginx is back", async () => !["0", before].includes(await main()), 20);
        expect(fetchStatus(lab, `https://${host.address}${LIVENESS_PATH}`)).toBe(200);
        const restarts = await sh(
            "cd /opt/hrms/root/etc/systemd/system; grep -L '^Type=oneshot' *.service | xargs grep -L '^Restart=' || true",
        );
        expect(restarts).toBe("");
    });

    test("process.services.monitored: the CloudWatch agent collects memory, disk and the log of each service", async () => {
        const config = JSON.parse(
            await sh("cat /opt/aws/amazon-cloudwatch-agent/etc/amazon-cloudwatch-agent.json"),
        ) as {
            metrics: { metrics_collected: object };
            logs: { logs_collected: { journald: { collect_list: { units: string[] }[] } } };
        };
        expect(Object.keys(config.metrics.metrics_collected).sort()).toEqual(["disk", "mem"]);
        const collected = config.logs.logs_collected.journald.collect_list.flatMap(({ units }) => units);
        const services = (await sh("cd /opt/hrms/root/etc/systemd/system; ls *.service")).split("\n");
        const running = services.flatMap((unit) =>
            unit.includes("@") ? ["blue", "green"].map((colour) => unit.replace("@", `@${colour}`)) : unit,
        );
        expect(running.filter((unit) => !collected.includes(unit))).toEqual([]);
        const known = (await sh("systemctl list-unit-files --no-legend | cut -d' ' -f1")).split("\n");
        // These units exist only on hosts of stacks that have such work.
        expect(
            collected.filter(
                (unit) =>
                    !known.includes(unit.replace(/@\w+/, "@")) &&
                    !/^hrms-(scheduler|tasks-[a-z-]+)\.service$/.test(unit),
            ),
        ).toEqual([]);
    });

    test("process.services.log-rotation, monitoring.logging.rotation: the journal is limited, and every other log file is rotated", async () => {
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
        // cloudwatch-sent belongs to the stand-in for the agent.
        const files = linesOf(
            await sh(
                "find /var/log -type f -not -path '/var/log/journal/*' -not -path '/var/log/cloudwatch-sent/*' -size +0",
            ),
        );
        // Files that are written once or replaced each time, and those of auditd, which rotates its own.
        const others =
            /^\/var\/log\/(audit\/|apt\/eipp\.log\.xz|lastlog|faillog|wtmp\.db|README|unattended-upgrades\/.*(lock|shutdown))/;
        expect(files.filter((file) => !rotated.includes(file) && !others.test(file))).toEqual([]);
        expect(
            await sh("grep -E '^(max_log_file|num_logs|max_log_file_action) ' /etc/audit/auditd.conf | sort"),
        ).toBe("max_log_file = 8\nmax_log_file_action = ROTATE\nnum_logs = 5");
    });

    test("monitoring.application.health-checks: a request by address is answered for the load balancer, and not outside the VPC", async () => {
        const url = `https://${host.address}${LIVENESS_PATH}`;
        expect(fetchStatus(lab, url, "--interface", ADDRESSES.loadBalancerPeer)).toBe(200);
        expect(fetchStatus(lab, url, "--interface", ADDRESSES.internet)).toBe(0);
        expect(await host.journal("nginx")).not.toContain(`"path":"${LIVENESS_PATH}","status":200`);
    });

    test("performance.application.memory: Gunicorn cannot take the memory that the system and the tasks need, and there is no swap", async () => {
        const max = Number(await sh("systemctl show --property=MemoryMax --value hrms-web.slice"));
        const mib = 1024 * 1024;
        // A t4g.medium has 4 GiB.
        expect(max).toBeGreaterThan(2048 * mib);
        expect(max).toBeLessThan(3584 * mib);
        expect(await sh("tail -n +2 /proc/swaps")).toBe("");
    });
});
