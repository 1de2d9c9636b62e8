/** What a booted host keeps closed: ports, services, the kernel, its units and ssh. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hostBundle, packBundle } from "../../../host/bundle";
import { testSettings } from "../../unit/components/harness";
import { Bench } from "../bench/bench";
import type { Host } from "../bench/host";
import { image } from "../bench/image";
import { ADDRESSES, entering } from "../bench/network";
import { until } from "../../support/until";
import { fetchStatus } from "./client";
import { linesOf, readable } from "./lists";
import { machineSuite } from "./suite";

/** As systemd rates them, of 10. */
const MOST_EXPOSED = 1.5;

/** What `sshd -T` says of a host with administrators. */
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

/** Namespaced kernel settings are a machine's own; the others it shares with the kernel outside, which tests leave alone. */
const isOwn = (setting: string): boolean => /^net\.(?!core\.bpf_)/.test(setting);

machineSuite("a hardened host", () => {
    const compliance: string[] = [];
    let bench: Bench;
    let keys: string;
    let host: Host;
    let administered: Host;

    beforeAll(async () => {
        keys = mkdtempSync(join(tmpdir(), "hrms-keys-"));
        for (const name of ["admin", "stranger"]) {
            spawnSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", join(keys, name)]);
        }
        bench = await Bench.open({});
        host = await bench.launch("closed");
        const settings = testSettings({
            adminCidrs: [`${ADDRESSES.internet}/32`],
            sshPublicKey: readFileSync(join(keys, "admin.pub"), "utf8").trim(),
        });
        const { files } = hostBundle(settings, "worker");
        const authorities = { "mysql/database-authorities.pem": bench.authority.pem };
        administered = await bench.launch("administered", {
            role: "worker",
            bundle: packBundle("worker", { ...files, ...authorities }),
        });
        await Promise.all([host.settled(), administered.settled()]);
    });
    afterAll(async () => {
        process.stdout.write(compliance.map((line) => `  ${line}\n`).join(""));
        await bench?.close();
        rmSync(keys, { recursive: true, force: true });
    });

    /** Fails with what differs, and counts what does not. */
    const comply = (what: string, wanted: readonly string[], there: (one: string) => boolean): void => {
        const missing = wanted.filter((one) => !there(one));
        compliance.push(`${what} ${wanted.length - missing.length}/${wanted.length}`);
        expect(missing).toEqual([]);
    };

    /** Whether a connection to the port is made, from an address on the cloud's side. */
    const reaches = (from: string, to: Host, port: number): boolean =>
        spawnSync(
            "ip",
            entering(bench.network.cloud, [
                ...["python3", "-c"],
                "import socket, sys; socket.create_connection((sys.argv[2], int(sys.argv[3])), 2, (sys.argv[1], 0))",
                ...[from, to.address, String(port)],
            ]),
        ).status === 0;

    test("security.server.minimal-services: the units that start by themselves are those of the list, and nothing failed", async () => {
        const { machine } = host;
        const enabled = await machine.sh(
            "systemctl list-unit-files --no-legend --state=enabled | cut -d' ' -f1",
        );
        const allowed = linesOf(readable(join(__dirname, "enabled-units.list")));
        const found = enabled.split("\n");
        comply("services", allowed, (unit) => found.includes(unit));
        expect(found.filter((unit) => !allowed.includes(unit))).toEqual([]);
        expect(await machine.sh("systemctl --failed --no-legend")).toBe("");
        const masked = linesOf(readable(join(__dirname, "../../../host/services/masked.list")));
        const states = await machine.run(["systemctl", "is-enabled", ...masked]);
        expect(new Set(states.stdout.trim().split("\n"))).toEqual(new Set(["masked"]));
        expect((await machine.run(["systemctl", "is-active", ...masked])).stdout).not.toMatch(/^active$/m);
    });

    test("nothing but Nginx listens to the network, and on a host without Nginx only sshd", async () => {
        const sockets = (of: Host) =>
            of.machine.sh("ss -Hlntu | awk '$5 !~ /^127\\.|^\\[::1\\]/ {print $1, $5}' | sort -u");
        expect(await sockets(host)).toBe("tcp 0.0.0.0:443");
        expect(await sockets(administered)).toBe("tcp 0.0.0.0:22\ntcp [::]:22");
    });

    test("the firewall lets in the VPC to 443 and nobody else anywhere, whatever listens", async () => {
        await host.machine.sh(
            "systemd-run --quiet --unit=careless python3 -m http.server --bind 0.0.0.0 8080; systemctl is-active careless",
        );
        await until(
            "the careless service listens",
            async () => (await host.machine.run(["curl", "-s", `http://${host.address}:8080/`])).code === 0,
            20,
        );
        const inside = ADDRESSES.loadBalancerPeer;
        expect([443, 8080, 22].map((port) => reaches(inside, host, port))).toEqual([true, false, false]);
        expect([443, 8080, 22].map((port) => reaches(ADDRESSES.internet, host, port))).toEqual([
            false,
            false,
            false,
        ]);
        expect([443, 22].map((port) => reaches(inside, administered, port))).toEqual([false, false]);
        expect(reaches(ADDRESSES.internet, administered, 22)).toBe(true);
        await host.machine.sh("systemctl stop careless");
    });

    test("the role's credentials are for the system and the application; Nginx and others don't reach them", async () => {
        const url = `http://${ADDRESSES.metadata}/latest/api/token`;
        const ask = async (user: string): Promise<boolean> => {
            // In a user namespace of its own, as the application's units have one.
            const { code } = await host.machine.run([
                ...["systemd-run", "--quiet", "--pipe", "--wait", `--property=User=${user}`],
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

    test("each of our units is exposed little, and understood to the last line", async () => {
        const { machine } = host;
        const list = await machine.sh("cd /opt/hrms/systemd; ls *.service *.socket");
        const units = list.split("\n");
        const said = await machine.run(["systemd-analyze", "verify", "--man=no", ...units]);
        // Programs come with a release.
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

    test("Nginx has no capability, and its port all the same", async () => {
        const pid = await host.machine.sh("systemctl show --property=MainPID --value nginx.service");
        expect(
            await host.machine.sh(`grep -E '^Cap(Eff|Prm|Bnd|Amb)' /proc/${pid}/status | sort -u -k2`),
        ).toMatch(/^Cap\w+:\s0{16}$/);
        expect(fetchStatus(bench, `https://${host.address}${bench.settings.healthPath}`)).toBe(200);
    });

    test("the kernel's settings are in force where they are the machine's own, and complete", async () => {
        const { machine } = host;
        // nspawn shows a machine its kernel's settings, and those of its network it may then change.
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
        // What counts is what the last file says.
        const all = await machine.sh("systemd-analyze cat-config --no-pager sysctl.d");
        const last = new Map(
            linesOf(all).map((line) => line.replace(/^-/, "").split(/ ?= ?/, 2) as [string, string]),
        );
        comply("kernel settings that count", wanted, (line) => {
            const [name = "", value] = line.split(" = ", 2);
            return last.get(name) === value;
        });
    });

    test("modules that nobody needs can't be loaded, and nothing written to memory is run", async () => {
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

    test("the audit rules are rules", async () => {
        // auditd itself does not run in a container. The kernel outside takes the rules, and forgets them.
        const load = `
            mount -t tmpfs tmpfs "$ROOT/opt" && mkdir "$ROOT/opt/hrms"
            mount --bind "$RULES" "$ROOT/etc/audit/rules.d/audit.rules"
            chroot "$ROOT" auditctl -s | grep -q "^enabled 0" && [ "$(chroot "$ROOT" auditctl -l)" = "No rules" ] || exit 9
            chroot "$ROOT" auditctl -R /etc/audit/rules.d/audit.rules >/dev/null; echo "loaded: $?"
            chroot "$ROOT" auditctl -l; chroot "$ROOT" auditctl -D >/dev/null`;
        const rules = join(__dirname, "../../../host/audit/hrms.rules");
        const { status, stdout, stderr } = spawnSync("unshare", ["--mount", "sh", "-c", load], {
            encoding: "utf8",
            env: { PATH: process.env.PATH, RULES: rules, ROOT: await image("golden") },
        });
        if (status === 9) {
            console.warn("the kernel here has audit rules of its own, so that ours were not tried on it");
            return;
        }
        expect(stdout + stderr).toContain("loaded: 0");
        const written = linesOf(readable(rules)).filter((line) => line.startsWith("-a"));
        expect(stdout.match(/^-a/gm)).toHaveLength(written.length);
    });

    test("security.server.ssh-keys: without administrators there is no sshd; with them, keys alone open it", async () => {
        expect((await host.machine.run(["systemctl", "is-enabled", "ssh.service"])).stdout).toBe("masked\n");
        expect((await host.machine.run(["pgrep", "sshd"])).code).toBe(1);

        const { machine, address } = administered;
        const facts = (await machine.sh("sshd -T")).split("\n");
        comply("sshd", SSHD, (fact) => facts.includes(fact));
        // As cloud-init makes the user of Debian's images for EC2, with the key pair's key.
        await machine.sh(
            "useradd --create-home --shell /bin/bash admin; install -d -o admin -m 700 ~admin/.ssh; cat > ~admin/.ssh/authorized_keys <<'END'\n" +
                `${readFileSync(join(keys, "admin.pub"), "utf8")}END\nchown admin ~admin/.ssh/authorized_keys`,
        );
        const login = (user: string, key: string, ...options: string[]) =>
            spawnSync(
                "ip",
                entering(bench.network.cloud, [
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
