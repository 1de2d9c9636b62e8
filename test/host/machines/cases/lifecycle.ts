/** The last days of a host: a second setup, a patch that needs a reboot, and the end. Nothing follows these cases. */
import { TERMINATING_HOOK } from "../../../../host/bundle";
import type { Host } from "../../../../lab/host";
import type { Lab } from "../../../../lab/lab";
import { Users } from "../../../../lab/users";
import { until } from "../../../../system/until";
import { visit } from "../../../../lab/client";
import { Figures } from "../figures";
import { cases, type ReleasedHost } from "../shared";

/** What bin/setup could change: files of ours, links, enabled units. */
const STATE = `find /etc /opt/hrms /srv/hrms -xdev \\( -type f -o -type l \\) ! -name '*.pyc' -printf '%p %l %m %u ' \
    -exec sh -c 'test -L "$1" && echo || sha256sum < "$1"' sh {} \\; | sort`;

export const lifecycle = cases("a host to its end", (shared: ReleasedHost) => {
    const figures = new Figures();
    let lab: Lab;
    let host: Host;

    beforeAll(async () => {
        ({ lab, host } = shared);
        await shared.prepare();
        await until("serves", () => visit(lab, "/login/") === 200, 120);
    });
    afterAll(() => {
        figures.print();
    });

    const runsOf = (key: string): string =>
        lab.database.sql(
            `SELECT runs FROM ${lab.settings.databaseName}.leave_recalculation WHERE \`key\` = '${key}'`,
        );

    /** Runs something while people use the site. Returns the answers that were not pages. */
    async function withUsers(work: () => Promise<unknown>): Promise<{ all: number; failed: number[] }> {
        const users = Users.start(lab, { count: 4, pauseMs: 50, pages: [{ path: "/login/" }] });
        await until("people are served", () => users.answers.length > 20, 60);
        await work();
        const before = users.answers.length;
        await until("people are still served", () => users.answers.length > before + 20, 60);
        await users.stop();
        const statuses = users.answers.map(({ status }) => status);
        return { all: statuses.length, failed: statuses.filter((status) => status !== 200) };
    }

    test("a second bin/setup changes nothing, and no request fails meanwhile", async () => {
        const processes = (): Promise<string> =>
            host.machine.sh("systemctl show nginx hrms-web@blue hrms-worker hrms-beat --property=MainPID");
        const before = [await host.machine.sh(STATE), await processes()];
        const { all, failed } = await withUsers(() => host.machine.sh("/opt/hrms/bin/setup 2>&1"));
        figures.add("second bin/setup: requests", all, "requests");
        expect(failed).toEqual([]);
        expect([await host.machine.sh(STATE), await processes()]).toEqual(before);
        expect(await host.machine.sh("systemctl --failed --no-legend")).toBe("");
    });

    test("bin/patch restarts Gunicorn with a new library, and no request fails", async () => {
        const pid = (): Promise<string> =>
            host.machine.sh("systemctl show hrms-web@blue --property=MainPID --value");
        const before = await pid();
        await host.machine.sh("DEBIAN_FRONTEND=noninteractive apt-get install -qy --reinstall libssl3t64");
        const { all, failed } = await withUsers(() => host.machine.sh("/opt/hrms/bin/patch 2>&1"));
        figures.add("bin/patch with a release: requests", all, "requests");
        expect(failed).toEqual([]);
        expect(await pid()).not.toBe(before);
    });

    test("a patch that needs a reboot asks the group for another host", async () => {
        await host.machine.sh("touch /run/reboot-required; echo linux-image > /run/reboot-required.pkgs");
        expect(await host.machine.sh("/opt/hrms/bin/patch 2>&1")).toContain(
            "A reboot is required by: linux-image",
        );
        expect(lab.cloud.reportedHealth).toEqual([{ status: "Unhealthy", instance: host.instance }]);
    });

    test("a host that its group terminates finishes its task and then lets the group proceed", async () => {
        expect(await host.manage(["recalculate", "15", "terminated"])).toMatchObject({ code: 0 });
        await until(
            "the task runs",
            async () =>
                /recalculate.*received/.test(
                    (await host.journal("hrms-worker")).split("\n").slice(-5).join("\n"),
                ),
            60,
        );
        const { instances } = lab.cloud;
        const instance = instances[host.address];
        if (instance === undefined) {
            throw new Error(`the cloud has no instance at ${host.address}`);
        }
        await lab.cloud.set({
            instances: { ...instances, [host.address]: { ...instance, targetLifecycleState: "Terminated" } },
        });
        const ended = (): boolean => lab.cloud.completed.some(({ hook }) => hook === TERMINATING_HOOK);
        figures.add("Terminated to proceed", await until("the group may proceed", ended, 120));
        expect(runsOf("terminated")).toBe("1");
        expect(lab.cloud.completed.at(-1)).toEqual({ hook: TERMINATING_HOOK, instance: host.instance });
        expect(await host.machine.sh("systemctl is-active hrms-web@blue hrms-worker hrms-beat || true")).toBe(
            "inactive\ninactive\ninactive",
        );
    });
});
