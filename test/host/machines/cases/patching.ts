/** Security updates on a serving host: the new files are in use afterwards, and no request fails. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { LIVENESS_PATH } from "../../../../host/bundle";
import type { Lab } from "../../../../lab/lab";
import type { Host } from "../../../../lab/host";
import { entering } from "../../../../lab/network";
import { cases, type SharedHost } from "../shared";

/** Sends requests, each on a new connection, until its input ends. Prints the numbers of requests and failures. */
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

export const patching = cases("security updates", (shared: SharedHost) => {
    let lab: Lab;
    let host: Host;
    beforeAll(async () => {
        ({ lab, host } = shared);
        await host.machine.sh("apt-get update -q");
    });

    const stale = () => host.machine.sh("needrestart -b -l -r l | sed -n 's/^NEEDRESTART-SVC: //p'");
    const nginx = () => host.machine.sh("systemctl show --property=MainPID --value nginx.service");

    test("only security updates are installed automatically, and our changed files do not block them", async () => {
        const said = await host.machine.sh("unattended-upgrade --dry-run --debug 2>&1");
        expect(said).toContain(
            "Allowed origins are: origin=Debian,codename=trixie-security,label=Debian-Security\n",
        );
        expect(await host.machine.sh("apt-config dump | grep DPkg::Options::")).toContain("--force-confold");
        expect(await host.machine.sh("systemctl is-enabled apt-daily.timer apt-daily-upgrade.timer")).toBe(
            "enabled\nenabled",
        );
    });

    test("security.server.patches, setup.server.os-updated: an updated library is in use after bin/patch and not before, and no request fails", async () => {
        expect(await stale()).toBe("");
        const before = await nginx();
        // The same version is enough, because it replaces the file.
        await host.machine.sh("DEBIAN_FRONTEND=noninteractive apt-get install -qy --reinstall libssl3t64");
        expect(await nginx()).toBe(before);
        expect((await stale()).split("\n")).toEqual(
            expect.arrayContaining(["nginx.service", "systemd-manager"]),
        );

        const program = ["python3", "-c", VISITOR, host.address, LIVENESS_PATH];
        const visitor = spawn("ip", entering(lab.network.cloud, program));
        let counted = "";
        visitor.stdout.on("data", (text: Buffer) => (counted += text.toString()));
        const said = await host.machine.sh("/opt/hrms/bin/patch 2>&1");
        visitor.stdin.end();
        await once(visitor, "close");
        const [answers = 0, failures] = counted.split(" ").map(Number);
        process.stdout.write(`  bin/patch: ${answers} requests during the update, ${failures} failed\n`);
        expect(said).toMatch(/Restarting nginx\.service\.\n[^]*Up to date\.$/);
        expect(failures).toBe(0);
        expect(answers).toBeGreaterThan(100);
        expect(await nginx()).not.toBe(before);
        expect(await stale()).toBe("");
        expect(await host.machine.sh("systemctl --failed --no-legend")).toBe("");
    });
});
