/** A host's first boot and reboots: from Debian's own image to a healthy answer, unattended. */
import { LIVENESS_PATH } from "../../../host/bundle";
import { Lab } from "../../../lab/lab";
import { until } from "../../../system/until";
import { HRMS } from "../../../lab/projects";
import { fetchStatus } from "../../../lab/client";
import { machineSuite, needsImages } from "./suite";
import { Figures } from "./figures";

machineSuite("a host boots", () => {
    needsImages("debian");
    const figures = new Figures();
    let lab: Lab;
    beforeAll(async () => {
        lab = await Lab.open({ project: HRMS });
    });
    afterAll(async () => {
        figures.print();
        await lab?.close();
    });

    const healthy = (address: string) => () => fetchStatus(lab, `https://${address}${LIVENESS_PATH}`) === 200;
    const serves = (address: string) => () => {
        const { domain } = lab.settings;
        const resolved = ["--resolve", `${domain}:443:${address}`];
        return fetchStatus(lab, `https://${domain}/login/`, ...resolved) === 200;
    };

    test("setup.server.software, setup.server.os-updated: a bare Debian becomes a healthy host, and is healthy again after a reboot", async () => {
        const host = await lab.launch("bare", { from: "debian" });
        figures.add("first boot of Debian's own image to a healthy host", await host.settled());
        await until("healthy", healthy(host.address), 60);
        expect(await host.machine.sh("systemctl --failed --no-legend")).toBe("");

        const start = performance.now();
        await host.machine.reboot();
        await until("healthy after a reboot", healthy(host.address), 120);
        figures.add("reboot to a healthy host", (performance.now() - start) / 1000);
        await until(
            "everything started",
            async () => (await host.machine.sh("systemctl is-system-running --wait || true")) === "running",
            240,
        );
        expect(await host.machine.sh("systemctl --failed --no-legend")).toBe("");
        await host.machine.remove();
    });

    test("a bundle whose checksum differs from the one in the user data is not run", async () => {
        const bundle = lab.bundle("web");
        const archive = Buffer.from(bundle.archive);
        archive[archive.length - 1] = (archive.at(-1) ?? 0) ^ 1;
        const host = await lab.launch("tampered", { bundle: { ...bundle, archive } });
        await until(
            "cloud-init has ended",
            async () =>
                /status: (done|error)/.test((await host.machine.run(["cloud-init", "status"])).stdout),
            240,
        );
        expect(await host.machine.sh("cat /var/log/cloud-init-output.log")).toMatch(
            /WARNING: 1 computed checksum did NOT match/,
        );
        expect((await host.machine.run(["test", "-e", "/opt/hrms"])).code).toBe(1);
        expect(lab.cloud.completed.map(({ instance }) => instance)).not.toContain(host.instance);
        await host.machine.remove();
    });

    test("a host that boots with a wrong clock, or while Secrets Manager is down, waits and then serves", async () => {
        await lab.cloud.set({ down: ["secretsmanager"] });
        const host = await lab.launch("early");
        await until(
            "the host has failed to get its secrets",
            async () => /trying again/i.test(await host.journal("hrms-environment")),
            240,
        );
        expect(serves(host.address)()).toBe(false);
        await lab.cloud.set({ down: [], clockAhead: 3600 });
        await until(
            "AWS has rejected its clock",
            async () => (await host.journal("hrms-environment")).includes("RequestTimeTooSkewed"),
            240,
        );
        await lab.cloud.set({ clockAhead: 0 });
        figures.add("secrets and clock back to serving", await until("serving", serves(host.address), 240));
        await host.settled();
        expect(await host.machine.sh("systemctl --failed --no-legend")).toBe("");
        await host.machine.remove();
    });
});
