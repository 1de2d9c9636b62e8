/** What is closed on a booted host: ports, services, the kernel, its units and ssh. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hostBundle, LIVENESS_PATH, packBundle } from "../../../../host/bundle";
import type { Lab } from "../../../../lab/lab";
import type { Host } from "../../../../lab/host";
import { image } from "../../../../lab/image";
import { ADDRESSES, entering } from "../../../../lab/network";
import { until } from "../../../../system/until";
import { fetchStatus } from "../../../../lab/client";
import { linesOf, readable } from "./lists";
import { cases, type SharedHost } from "../shared";
import { exampleSettings } from "../../../../config/example";

/** systemd's rating, from 0 to 10. */
const MOST_EXPOSED = 1.5;

/** Output of `sshd -T` on a host with administrators. */
const SSHD = `
port 22
permitrootlogin no
passwordauthentication no
kbdinteractiveauthentication no
pubkeyauthentication yes
permitemptypasswords no
hostbasedauthentication no
authenticationmethods publickey
allowusers admin
maxauthtries 3
logingracetime 30
disableforwarding yes
permituserenvironment no
loglevel VERBOSE
clientaliveinterval 300
clientalivecountmax 2
tcpkeepalive no
banner /etc/issue.net
hostkey /etc/ssh/ssh_host_ed25519_key
hostkeyalgorithms ssh-ed25519
kexalgorithms mlkem768x25519-sha256,sntrup761x25519-sha512,sntrup761x25519-sha512@openssh.com
ciphers aes256-gcm@openssh.com,chacha20-poly1305@openssh.com
pubkeyacceptedalgorithms ssh-ed25519,sk-ssh-ed25519@openssh.com
`
    .trim()
    .split("\n");

/** Only namespaced settings belong to the machine. It shares the others with the outer kernel, which tests do not change. */
const isOwn = (setting: string): boolean => /^net\.(?!core\.bpf_)/.test(setting);

export const hardening = cases("a hardened host", (shared: SharedHost) => {
    const compliance: string[] = [];
    let lab: Lab;
    let keys: string;
    let host: Host;
    let administered: Host;

    beforeAll(async () => {
        keys = mkdtempSync(join(tmpdir(), "hrms-keys-"));
        for (const name of ["admin", "stranger"]) {
            spawnSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", join(keys, name)]);
        }
        ({ lab, host } = shared);
        const settings = exampleSettings({
            adminCidrs: [`${ADDRESSES.internet}/32`],
            sshPublicKey: readFileSync(join(keys, "admin.pub"), "utf8").trim(),
        });
        const { files } = hostBundle(settings, "worker");
        const authorities = { "etc/hrms/database-authorities.pem": lab.authority.pem };
        administered = await lab.launch("administered", {
            role: "worker",
            bundle: packBundle("worker", { ...files, ...authorities }),
        });
        await administered.settled();
    });
    afterAll(() => {
        process.stdout.write(compliance.map((line) => `  ${line}\n`).join(""));
        rmSync(keys, { recursive: true, force: true });
    });

    /** Fails with the missing entries, and records how many are present. */
    const comply = (what: string, wanted: readonly string[], there: (one: string) => boolean): void => {
        const missing = wanted.filter((one) => !there(one));
        compliance.push(`${what} ${wanted.length - missing.length}/${wanted.length}`);
        expect(missing).toEqual([]);
    };

    /** Which of the ports accept a connection from an address on the cloud's side. */
    const reachable = (from: string, to: Host, ports: readonly number[]): Promise<boolean[]> =>
        Promise.all(
            ports.map(async (port) => {
                const connect =
                    "import socket, sys; socket.create_connection((sys.argv[2], int(sys.argv[3])), 2, (sys.argv[1], 0))";
                const program = ["python3", "-c", connect, from, to.address, String(port)];
                const asked = spawn("ip", entering(lab.network.cloud, program), { stdio: "ignore" });
                const [code] = (await once(asked, "close")) as [number | null];
                return code === 0;
            }),
        );

    test("security.server.minimal-services: the enabled units are those of the list, and none has failed", async () => {
        const { machine } = host;
        const enabled = await machine.sh(
            "systemctl list-unit-files --no-legend --state=enabled | cut -d' ' -f1",
        );
        const allowed = linesOf(readable(join(__dirname, "enabled-units.list")));
        const found = enabled.split("\n");
        comply("services", allowed, (unit) => found.includes(unit));
        expect(found.filter((unit) => !allowed.includes(unit))).toEqual([]);
        expect(await machine.sh("systemctl --failed --no-legend")).toBe("");
        const masked = linesOf(
            readable(join(__dirname, "../../../../host/root/opt/hrms/services/masked.list")),
        );
        const states = await machine.run(["systemctl", "is-enabled", ...masked]);
        expect(new Set(states.stdout.trim().split("\n"))).toEqual(new Set(["masked"]));
        expect((await machine.run(["systemctl", "is-active", ...masked])).stdout).not.toMatch(/^active$/m);
    });

    test("only Nginx listens to the network, and on a host without Nginx only sshd", async () => {
        const sockets = (of: Host) =>
            of.machine.sh("ss -Hlntu | awk '$5 !~ /^127\\.|^\\[::1\\]/ {print $1, $5}' | sort -u");
        expect(await sockets(host)).toBe("tcp 0.0.0.0:443");
        expect(await sockets(administered)).toBe("tcp 0.0.0.0:22\ntcp [::]:22");
    });

    test("the host's firewall admits only the VPC and only to port 443, whatever listens", async () => {
        await host.machine.sh(
            "systemd-run --quiet --unit=careless python3 -m http.server --bind 0.0.0.0 8080; systemctl is-active careless",
        );
        await until(
            "the careless service listens",
            async () => (await host.machine.run(["curl", "-s", `http://${host.address}:8080/`])).code === 0,
            20,
        );
        const inside = ADDRESSES.loadBalancerPeer;
        const { internet } = ADDRESSES;
        expect(
            await Promise.all([
                reachable(inside, host, [443, 8080, 22]),
                reachable(internet, host, [443, 8080, 22]),
                reachable(inside, administered, [443, 22]),
                reachable(internet, administered, [22]),
            ]),
        ).toEqual([[true, false, false], [false, false, false], [false, false], [true]]);
        await host.machine.sh("systemctl stop careless");
    });

    test("the system and the application can reach the role's credentials; Nginx and others cannot", async () => {
        const url = `http://${ADDRESSES.metadata}/latest/api/token`;
        const ask = async (user: string): Promise<boolean> => {
            // In its own user namespace, like the application's units.
            const { code } = await host.machine.run([
                // A refused probe must not remain as a failed unit.
                ...["systemd-run", "--quiet", "--collect", "--pipe", "--wait", `--property=User=${user}`],
                ...["--property=PrivateUsers=yes", "curl", "--silent", "--max-time", "3", "--request", "PUT"],
                ...["--header", "X-aws-ec2-metadata-token-ttl-seconds: 60", url],
            ]);
            return code === 0;
        };
        expect([await ask("root"), await ask("hrms")]).toEqual([true, true]);
        expect([await ask("www-data"), await ask("nobody"), await ask("_chrony")]).toEqual([
            false,
            false,
            false,
        ]);
    });

    test("each of our units has a low exposure, and systemd understands every line of it", async () => {
        const { machine } = host;
        const list = await machine.sh("cd /opt/hrms/root/etc/systemd/system; ls *.service *.socket");
        const units = list.split("\n").map((unit) => unit.replace("@.", "@blue."));
        const said = await machine.run(["systemd-analyze", "verify", "--man=no", ...units]);
        // The release contains the programs.
        const complaints = said.stderr.split("\n").filter((line) => /hrms|nginx/.test(line));
        expect(complaints.filter((line) => !/ \/srv\/hrms\/.* is not executable/.test(line))).toEqual([]);
        const exposures = await Promise.all(
            units
                .filter((unit) => unit.endsWith(".service"))
                .map(async (unit) => {
                    const { stdout } = await machine.run(["systemd-analyze", "security", "--no-pager", unit]);
                    const exposure = /Overall exposure level for \S+: ([\d.]+)/.exec(stdout)?.[1];
                    return [unit, Number(exposure)] as const;
                }),
        );
        compliance.push(...exposures.map(([unit, exposure]) => `${unit}: exposed ${exposure} of 10`));
        expect(exposures.filter(([, exposure]) => !(exposure <= MOST_EXPOSED))).toEqual([]);
    });

    test("Nginx has its port without any capability", async () => {
        const pid = await host.machine.sh("systemctl show --property=MainPID --value nginx.service");
        expect(
            await host.machine.sh(`grep -E '^Cap(Eff|Prm|Bnd|Amb)' /proc/${pid}/status | sort -u -k2`),
        ).toMatch(/^Cap\w+:\s0{16}$/);
        expect(fetchStatus(lab, `https://${host.address}${LIVENESS_PATH}`)).toBe(200);
    });

    test("the kernel settings are complete, and those of the machine are in effect", async () => {
        const { machine } = host;
        // systemd-nspawn mounts kernel settings read-only; this makes those of the network writable.
        await machine.sh(
            "mount --bind /proc/sys/net /proc/sys/net; mount -o remount,bind,rw /proc/sys/net; systemctl restart systemd-sysctl",
        );
        const wanted = linesOf(await machine.sh("cat /etc/sysctl.d/zz-hrms.conf"))
            .filter((line) => !line.includes("*"))
            .map((line) => line.replace(/^-/, ""));
        const own = wanted.filter(isOwn);
        const found = await machine.sh(`sysctl ${own.map((line) => line.split(" ", 1)[0]).join(" ")}`);
        comply("kernel settings of the network", own, (line) => found.split("\n").includes(line));
        expect(await machine.sh("sysctl --values net.ipv4.conf.ens5.rp_filter")).toBe("1");
        // The last file that contains a setting decides.
        const all = await machine.sh("systemd-analyze cat-config --no-pager sysctl.d");
        const last = new Map(
            linesOf(all).map((line) => line.replace(/^-/, "").split(/ ?= ?/, 2) as [string, string]),
        );
        comply("kernel settings that count", wanted, (line) => {
            const [name = "", value] = line.split(" = ", 2);
            return last.get(name) === value;
        });
    });

    test("unused kernel modules cannot be loaded, and programs in memory file systems cannot be run", async () => {
        const { machine } = host;
        const modules = linesOf(await machine.sh("cat /etc/modprobe.d/hrms.conf")).map(
            (line) => line.split(" ")[1] ?? "",
        );
        expect(modules.length).toBeGreaterThan(15);
        for (const place of ["/tmp", "/dev/shm"]) {
            const options = await machine.sh(`findmnt --noheadings --output OPTIONS ${place}`);
            expect(options.split(",")).toEqual(expect.arrayContaining(["nosuid", "nodev", "noexec"]));
            const { code, stderr } = await machine.run(["sh", "-c", `cp /bin/true ${place}/x; ${place}/x`]);
            expect([code, stderr]).toEqual([126, expect.stringContaining("Permission denied")]);
        }
        expect(await machine.sh("cat /proc/swaps | tail -n +2")).toBe("");
    });

    test("the kernel accepts the audit rules", async () => {
        // auditd does not run in a container. The outer kernel loads the rules and then deletes them.
        const load = `
            mount -t tmpfs tmpfs "$ROOT/opt" && mkdir "$ROOT/opt/hrms"
            mount --bind "$RULES" "$ROOT/etc/audit/rules.d/audit.rules"
            chroot "$ROOT" auditctl -s | grep -q "^enabled 0" && [ "$(chroot "$ROOT" auditctl -l)" = "No rules" ] || exit 9
            chroot "$ROOT" auditctl -R /etc/audit/rules.d/audit.rules >/dev/null; echo "loaded: $?"
            chroot "$ROOT" auditctl -l; chroot "$ROOT" auditctl -D >/dev/null`;
        const rules = join(__dirname, "../../../../host/root/etc/audit/rules.d/hrms.rules");
        const { status, stdout, stderr } = spawnSync("unshare", ["--mount", "sh", "-c", load], {
            encoding: "utf8",
            env: { PATH: process.env.PATH, RULES: rules, ROOT: await image("golden") },
        });
        if (status === 9) {
            console.warn("the kernel of this machine already has audit rules, so ours were not loaded");
            return;
        }
        expect(stdout + stderr).toContain("loaded: 0");
        const written = linesOf(readable(rules)).filter((line) => line.startsWith("-a"));
        expect(stdout.match(/^-a/gm)).toHaveLength(written.length);
    });

    test("security.server.ssh-keys: without administrators sshd does not run; with them it accepts only keys", async () => {
        expect((await host.machine.run(["systemctl", "is-enabled", "ssh.service"])).stdout).toBe("masked\n");
        expect((await host.machine.run(["pgrep", "sshd"])).code).toBe(1);

        const { machine, address } = administered;
        const facts = (await machine.sh("sshd -T")).split("\n");
        comply("sshd", SSHD, (fact) => facts.includes(fact));
        // As cloud-init creates the user of Debian's EC2 images, with the key of the key pair.
        await machine.sh(
            "useradd --create-home --shell /bin/bash admin; install -d -o admin -m 700 ~admin/.ssh; cat > ~admin/.ssh/authorized_keys <<'END'\n" +
                `${readFileSync(join(keys, "admin.pub"), "utf8")}END\nchown admin ~admin/.ssh/authorized_keys`,
        );
        const login = (user: string, key: string, ...options: string[]) =>
            spawnSync(
                "ip",
                entering(lab.network.cloud, [
                    ...["ssh", "-v", "-b", ADDRESSES.internet, "-i", join(keys, key)],
                    ...["-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=no"],
                    ...["-o", "UserKnownHostsFile=/dev/null", "-o", "ConnectTimeout=5", ...options],
                    ...[`${user}@${address}`, "whoami"],
                ]),
                { encoding: "utf8" },
            );
        const welcome = login("admin", "admin");
        expect([welcome.status, welcome.stdout]).toEqual([0, "admin\n"]);
        expect(welcome.stderr).toMatch(/kex: algorithm: (sntrup761x25519-sha512|mlkem768x25519-sha256)/);
        expect(welcome.stderr).toContain("Access is restricted");
        for (const refused of [
            login("admin", "stranger"),
            login("root", "admin"),
            login("hrms", "admin"),
            login(
                "admin",
                "admin",
                "-o",
                "PubkeyAuthentication=no",
                "-o",
                "PreferredAuthentications=password",
            ),
            login("admin", "admin", "-o", "KexAlgorithms=curve25519-sha256"),
        ]) {
            expect(refused.status).toBe(255);
        }
        expect(await machine.sh("journalctl --unit=ssh --no-pager --output=cat")).toMatch(
            /Accepted publickey for admin from 198\.51\.100\.1 .* ED25519 SHA256:/,
        );
    });
});
