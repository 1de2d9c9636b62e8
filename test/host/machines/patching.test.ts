/** Security updates on a host that serves: what is replaced is in use afterwards, and nobody notices. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { Bench } from "../bench/bench";
import type { Host } from "../bench/host";
import { entering } from "../bench/network";
import { machineSuite } from "./suite";

/** Asks all the time, by a new connection each, until it is told to stop; prints how many answers were none. */
const VISITOR = `
import http.client, ssl, sys, threading
tls, stop, answers = ssl._create_unverified_context(), threading.Event(), []
def visit():
    while not stop.is_set():
        try:
            connection = http.client.HTTPSConnection(sys.argv[1], context=tls, timeout=20)
            connection.request("GET", sys.argv[2])
            answers.append(connection.getresponse().status == 200)
            connection.close()
        except Exception:
            answers.append(False)
threads = [threading.Thread(target=visit) for _ in range(3)]
[thread.start() for thread in threads]
sys.stdin.read()
stop.set()
[thread.join() for thread in threads]
print(len(answers), answers.count(False))
`;

machineSuite("security updates", () => {
    let bench: Bench;
    let host: Host;
    beforeAll(async () => {
        bench = await Bench.open({});
        host = await bench.launch("patched");
        await host.settled();
        await host.machine.sh("apt-get update -q");
    });
    afterAll(() => bench?.close());

    const stale = () => host.machine.sh("needrestart -b -l -r l | sed -n 's/^NEEDRESTART-SVC: //p'");
    const nginx = () => host.machine.sh("systemctl show --property=MainPID --value nginx.service");

    test("only security updates are installed by themselves, and files of ours don't hold them back", async () => {
        const said = await host.machine.sh("unattended-upgrade --dry-run --debug 2>&1");
        expect(said).toContain(
            "Allowed origins are: origin=Debian,codename=trixie-security,label=Debian-Security\n",
        );
        expect(await host.machine.sh("apt-config dump | grep DPkg::Options::")).toContain("--force-confold");
        expect(await host.machine.sh("systemctl is-enabled apt-daily.timer apt-daily-upgrade.timer")).toBe(
            "enabled\nenabled",
        );
    });

    test("security.server.patches, setup.server.os-updated: an updated library is in use after bin/patch, not before, and no request fails", async () => {
        expect(await stale()).toBe("");
        const before = await nginx();
        // The same version: another file in its place is what counts.
        await host.machine.sh("DEBIAN_FRONTEND=noninteractive apt-get install -qy --reinstall libssl3t64");
        expect(await nginx()).toBe(before);
        expect((await stale()).split("\n")).toEqual(
            expect.arrayContaining(["nginx.service", "systemd-manager"]),
        );

        const program = ["python3", "-c", VISITOR, host.address, bench.settings.healthPath];
        const visitor = spawn("ip", entering(bench.network.cloud, program));
        let counted = "";
        visitor.stdout.on("data", (text: Buffer) => (counted += text.toString()));
        const said = await host.machine.sh("/opt/hrms/bin/patch 2>&1");
        visitor.stdin.end();
        await once(visitor, "close");
        const [answers = 0, failures] = counted.split(" ").map(Number);
        process.stdout.write(`  bin/patch: ${answers} requests meanwhile, ${failures} failed\n`);
        expect(said).toMatch(/Restarting nginx\.service\.\n[^]*Up to date\.$/);
        expect(failures).toBe(0);
        expect(answers).toBeGreaterThan(100);
        expect(await nginx()).not.toBe(before);
        expect(await stale()).toBe("");
        expect(await host.machine.sh("systemctl --failed --no-legend")).toBe("");
    });
});
