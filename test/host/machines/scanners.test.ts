/** What two scanners of Debian find on a booted host, and what of it we leave as it is. */
import { Bench } from "../bench/bench";
import type { Host } from "../bench/host";
import { machineSuite } from "./suite";

/** Of 100. */
const LEAST_LYNIS_INDEX = 80;

/** Lynis's tests that say nothing of a host when they are asked on this bench, or nothing at all. */
const LYNIS_SKIPPED: Readonly<Record<string, string>> = {
    "USB-3000": "EC2 has no USB; this machine shows the bus of the one outside",
    "ACCT-9628": "auditd runs on the machine, not in a container; hardening.test.ts tries its rules",
    "MACF-6290": "AppArmor is the kernel's, which a container shares",
    "AUTH-9230": "how passwords are hashed: no account has one, see below",
    "AUTH-9262": "how strong passwords must be: no account has one",
    "AUTH-9286": "how old passwords may become: no account has one",
    "PKGS-7388": "it can't read today's form of a sources list; items.test.ts asks apt itself",
};

/** What testssl.sh finds on the way from the load balancer to a host, which nobody else sees. */
const TLS_ACCEPTED: Readonly<Record<string, string>> = {
    cert_chain_of_trust: "self-signed: the load balancer verifies no certificate of its targets",
    cert_trust: "names the group, for the load balancer compares no name either",
    cert_revocation: "nobody could revoke what nobody issued; it goes with its host, after a month",
    overall_grade: "T, for the chain of trust alone: see the reasons",
};

machineSuite("scanners", () => {
    let bench: Bench;
    let host: Host;
    beforeAll(async () => {
        bench = await Bench.open({});
        host = await bench.launch("scanned");
        await host.settled();
        await host.machine.sh(
            "export DEBIAN_FRONTEND=noninteractive; apt-get update -q && apt-get install -qy --no-install-recommends lynis testssl.sh",
        );
        // As on a host; nspawn shows a machine the settings of its network, but does not let it set them.
        await host.machine.sh(
            "mount --bind /proc/sys/net /proc/sys/net; mount -o remount,bind,rw /proc/sys/net; systemctl restart systemd-sysctl",
        );
    });
    afterAll(() => bench?.close());

    test("Lynis finds a hardened host", async () => {
        const { machine } = host;
        expect(await machine.sh("cut -d: -f2 /etc/shadow | grep -v '^[!*]' || true")).toBe("");
        const profile = await machine.sh("cat /etc/lynis/default.prf");
        // Settings that a container shares with the kernel outside; hardening.test.ts reads ours.
        const shared = [...profile.matchAll(/^config-data=sysctl;([\w.-]+)/gm)]
            .map(([, name]) => name ?? "")
            .filter((name) => !name.startsWith("net."));
        const skipped = [...Object.keys(LYNIS_SKIPPED), ...shared.map((name) => `KRNL-6000:${name}`)];
        const lines = skipped.map((id) => `skip-test=${id}\n`).join("");
        await machine.run(["sh", "-c", "cat > /var/tmp/bench.prf"], `${profile}\n${lines}`);
        await machine.sh(
            "lynis audit system --quick --no-colors --profile /var/tmp/bench.prf >/dev/null 2>&1",
        );
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
        // A VPC has one resolver, which AWS keeps up.
        expect(said.filter(([, kind, id]) => kind === "warning" && id !== "NETW-2705")).toEqual([]);
    });

    test("testssl.sh finds nothing of medium weight or more but what is accepted, and a key exchange of tomorrow", async () => {
        const { machine, address } = host;
        const { domain } = bench.settings;
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
            // The load balancer adds it, see components/edge/headers.ts.
            expect.stringContaining("HSTS is not offered"),
        ]);
        const negotiated = await machine.sh(
            `openssl s_client -connect ${address}:443 -servername ${domain} </dev/null 2>/dev/null`,
        );
        expect(negotiated).toMatch(/Negotiated TLS1\.3 group: X25519MLKEM768/);
    });
});
