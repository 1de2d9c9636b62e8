/** What two scanners from Debian find on a booted host, and which findings we accept. */
import type { Lab } from "../../../../lab/lab";
import type { Host } from "../../../../lab/host";
import { cases, type SharedHost } from "../shared";

/** Lynis's hardening index, from 0 to 100. */
const LEAST_LYNIS_INDEX = 80;

/** Lynis's tests that say nothing about a host in this lab, or nothing at all. */
const LYNIS_SKIPPED: Readonly<Record<string, string>> = {
    "USB-3000": "EC2 has no USB; this machine shows the outer machine's bus",
    "ACCT-9628": "auditd does not run in a container; hardening.ts loads its rules",
    "MACF-6290": "AppArmor belongs to the kernel, which a container shares",
    "AUTH-9230": "about password hashes: no account has a password, see below",
    "AUTH-9262": "about password strength: no account has a password",
    "AUTH-9286": "about password age: no account has a password",
    "PKGS-7388": "it cannot read the current format of a sources list; items.ts asks apt",
};

/** Accepted findings of testssl.sh. Only the load balancer connects to a host. */
const TLS_ACCEPTED: Readonly<Record<string, string>> = {
    cert_chain_of_trust: "self-signed, because the load balancer does not verify its targets' certificates",
    cert_trust: "names the group, because the load balancer does not compare names",
    cert_revocation: "a self-signed certificate cannot be revoked; it ends with its host, after a month",
    overall_grade: "T, only because of the chain of trust; the test compares the reasons",
};

export const scanners = cases("scanners", (shared: SharedHost) => {
    let lab: Lab;
    let host: Host;
    beforeAll(async () => {
        ({ lab, host } = shared);
        await host.machine.sh(
            "export DEBIAN_FRONTEND=noninteractive; apt-get update -q && apt-get install -qy --no-install-recommends lynis testssl.sh",
        );
        // As on a host: systemd-nspawn mounts the settings of the network read-only.
        await host.machine.sh(
            "mount --bind /proc/sys/net /proc/sys/net; mount -o remount,bind,rw /proc/sys/net; systemctl restart systemd-sysctl",
        );
    });

    test("Lynis finds a hardened host", async () => {
        const { machine } = host;
        expect(await machine.sh("cut -d: -f2 /etc/shadow | grep -v '^[!*]' || true")).toBe("");
        const profile = await machine.sh("cat /etc/lynis/default.prf");
        // A container shares these settings with the outer kernel; hardening.ts reads ours.
        const shared = [...profile.matchAll(/^config-data=sysctl;([\w.-]+)/gm)]
            .map(([, name]) => name ?? "")
            .filter((name) => !name.startsWith("net."));
        const skipped = [...Object.keys(LYNIS_SKIPPED), ...shared.map((name) => `KRNL-6000:${name}`)];
        const lines = skipped.map((id) => `skip-test=${id}\n`).join("");
        await machine.run(["sh", "-c", "cat > /var/tmp/lab.prf"], `${profile}\n${lines}`);
        await machine.sh("lynis audit system --quick --no-colors --profile /var/tmp/lab.prf >/dev/null 2>&1");
        const report = await machine.sh("cat /var/log/lynis-report.dat");
        const index = Number(/^hardening_index=(\d+)/m.exec(report)?.[1]);
        const said = [...report.matchAll(/^(warning|suggestion)\[\]=([^|]*)\|([^|]*)\|/gm)];
        process.stdout.write(
            [
                `  Lynis: hardening index ${index}`,
                ...said.map(([, kind, id, text]) => `    ${kind} ${id}: ${text}`),
                "",
            ].join("\n"),
        );
        expect(index).toBeGreaterThanOrEqual(LEAST_LYNIS_INDEX);
        // NETW-2705 wants a second resolver. A VPC has one, which AWS keeps available.
        expect(said.filter(([, kind, id]) => kind === "warning" && id !== "NETW-2705")).toEqual([]);
    });

    test("testssl.sh finds nothing of medium severity or above that is not accepted, and a post-quantum key exchange", async () => {
        const { machine, address } = host;
        const { domain } = lab.settings;
        await machine.run([
            ...["testssl", "--quiet", "--color", "0", "--warnings", "off", "--ip", address],
            ...["--jsonfile", "/var/tmp/tls.json", `https://${domain}`],
        ]);
        interface Finding {
            readonly id: string;
            readonly severity: string;
            readonly finding: string;
        }
        const findings = JSON.parse(await machine.sh("cat /var/tmp/tls.json")) as Finding[];
        const rated = findings.filter(({ id }) => id.includes("grade")).map(({ finding }) => finding);
        process.stdout.write(`  testssl.sh: ${findings.length} findings; grade ${rated.join("; ")}\n`);
        const weighty = findings.filter(({ severity }) =>
            ["MEDIUM", "HIGH", "CRITICAL", "FATAL"].includes(severity),
        );
        expect(weighty.filter(({ id }) => !(id in TLS_ACCEPTED))).toEqual([]);
        expect(Object.keys(TLS_ACCEPTED).filter((id) => !weighty.some((one) => one.id === id))).toEqual([]);
        expect(
            findings.filter(({ id }) => id.startsWith("grade_cap_reason")).map(({ finding }) => finding),
        ).toEqual([
            expect.stringContaining("chain of trust"),
            expect.stringContaining("name mismatch"),
            // The load balancer adds HSTS, see components/edge/headers.ts.
            expect.stringContaining("HSTS is not offered"),
        ]);
        const negotiated = await machine.sh(
            `openssl s_client -connect ${address}:443 -servername ${domain} </dev/null 2>/dev/null`,
        );
        expect(negotiated).toMatch(/Negotiated TLS1\.3 group: X25519MLKEM768/);
    });
});
