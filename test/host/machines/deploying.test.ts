/** What people type to publish, deploy and roll back, on two hosts that other people use meanwhile. */
import { once } from "node:events";
import { dirname } from "node:path";
import { fetchStatus, untilServed, visit } from "../../../lab/client";
import type { Host } from "../../../lab/host";
import { Lab } from "../../../lab/lab";
import { ADDRESSES } from "../../../lab/network";
import { hrms } from "../../../lab/operator";
import { HRMS, SEED_PASSWORD } from "../../../lab/projects";
import { changed } from "../../../lab/published";
import { buildRelease, UNCHECKED, type Release } from "../../../lab/release";
import { RELEASE_GATES, type ReleaseEvidence } from "../../../evidence/release";
import type { Status } from "../../../release/stack/status";
import type { DeploymentRecord } from "../../../release/deploy/record";
import { until } from "../../../system/until";
import { Traffic } from "../../../lab/users/traffic";
import { Figures } from "./figures";
import { machineSuite } from "./suite";

const ADDS_A_COLUMN = `
from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("leave", "0001_initial")]
    operations = [migrations.AddField("leaverequest", "remark", models.TextField(null=True))]
`;
const REMOVES_A_COLUMN = ADDS_A_COLUMN.replace("0001_initial", "0002_remark").replace(
    /AddField\(.*\)\]/,
    'RemoveField("leaverequest", "remark")]',
);

machineSuite("deployments by the commands that people type", () => {
    const figures = new Figures();
    let lab: Lab;
    let hosts: [Host, Host];
    let first: Release;
    let second: Release;
    let third: Release;

    beforeAll(async () => {
        lab = await Lab.open({});
        hosts = [await lab.launch("one"), await lab.launch("two")];
        await Promise.all(hosts.map((host) => host.settled()));
        first = await buildRelease({
            folder: HRMS,
            settingsModule: lab.settings.settingsModule,
            staticUrl: `https://${lab.names.static}/`,
        });
        second = changed(first, lab.folder, { "app/leave/migrations/0002_remark.py": ADDS_A_COLUMN });
        third = changed(second, lab.folder, {
            "app/leave/migrations/0003_no_remark.py": REMOVES_A_COLUMN,
        });
    });
    afterAll(async () => {
        figures.print();
        await lab?.close();
    });

    const release = (...args: string[]) => hrms(lab, ["release", ...args, "--stack", "prod"]).ended;
    const publish = async ({ id, archive }: Release): Promise<void> => {
        const { code, stderr } = await release("publish", id, "--from", dirname(archive));
        expect(code === 0 ? "" : stderr).toBe("");
    };
    const deploy = ({ id }: Release, ...more: string[]) => release("deploy", id, "--watch", "0", ...more);
    const status = async () => (await release("status", "--json")).stdout;
    const history = async (): Promise<DeploymentRecord[]> =>
        JSON.parse((await release("history", "--json")).stdout) as DeploymentRecord[];

    test("without a release, hosts say so, and status too", async () => {
        await until("the load balancer finds them healthy", () => visit(lab, "/") === 503, 60);
        const { code, stdout, stderr } = await release("status");
        expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
        expect(stdout).toMatch(/^Stack's release +none\n/);
    });

    test("a release that was not published is not deployed, and the message says what to do", async () => {
        const { code, stderr } = await deploy(first);
        expect({ code, fix: /Fix: .*npx hrms release publish/.test(stderr) }).toEqual({ code: 1, fix: true });
    });

    test("the first deployment migrates, creates the superuser and serves", async () => {
        await publish(first);
        const { code, stderr } = await deploy(first);
        expect(code === 0 ? "" : stderr).toBe("");
        await untilServed(lab, "/login/");
        expect(fetchStatus(lab, `https://${ADDRESSES.cdn}/hrms/app.css`)).toBe(200);
        expect(stderr).toMatch(/applied: .*leave\.0001_initial/);
        expect(stderr).toMatch(/created \S+; the password is in the stack's secret store/);
        expect(stderr).not.toContain(lab.secrets.superuserPassword);
        expect(JSON.parse(await status())).toMatchObject({
            parameter: { release: first.id, previous: null },
        });
    });

    test("a second release goes up while people use the site, and back down: no request fails", async () => {
        const seeded = await hosts[0].manage(["seed", "--employees", "50"], { SEED_PASSWORD });
        expect(seeded.code === 0 ? "" : seeded.stderr).toBe("");
        await publish(second);
        const traffic = Traffic.start(lab);
        await until("people are served", () => traffic.all.requests > 300, 120);
        const up = await traffic.during(async () => {
            const { code, stderr } = await deploy(second);
            expect(code === 0 ? "" : stderr).toBe("");
        });
        const refused = await release("rollback", "--watch", "0");
        expect({ code: refused.code, why: refused.stderr }).toEqual({
            code: 1,
            why: expect.stringMatching(/leave\.0002_remark[^]*--across-migrations/) as string,
        });
        const down = await traffic.during(async () => {
            const reason = ["--across-migrations", "the column may stay"];
            const { code, stderr } = await release("rollback", "--watch", "0", ...reason);
            expect(code === 0 ? "" : stderr).toBe("");
        });
        await traffic.stop();
        figures.add("requests during the deployment", up.requests, "requests");
        figures.add("requests during the rollback", down.requests, "requests");
        expect([up.failed, down.failed]).toEqual([[], []]);
        expect((await history()).map(({ kind, outcome }) => [kind, outcome]).slice(0, 3)).toEqual([
            ["rollback", "done"],
            ["rollback", "stopped"],
            ["deploy", "done"],
        ]);
    });

    test("a deployment that is killed between two hosts is finished by the next one; another one waits for it", async () => {
        let said = "";
        const killed = hrms(
            lab,
            ["release", "deploy", second.id, "--watch", "0", "--stack", "prod"],
            (text) => (said += text),
        );
        await until("the first host has switched", () => /Release \w+ serves/.test(said), 180);
        const other = await deploy(first);
        killed.process.kill("SIGKILL");
        await once(killed.process, "exit");
        expect({ code: other.code, why: other.stderr }).toEqual({
            code: 1,
            why: expect.stringMatching(/has been deploying since/) as string,
        });
        const next = await deploy(second);
        expect(next.code === 0 ? "" : next.stderr).toBe("");
        const { hosts: now } = JSON.parse(await status()) as Status;
        expect(now.map(({ release: own, serving }) => [own, serving])).toEqual([
            [second.id, true],
            [second.id, true],
        ]);
    });

    test("a migration that breaks the running release needs a reason", async () => {
        await publish(third);
        const { code, stderr } = await deploy(third);
        expect({ code, why: stderr }).toEqual({
            code: 1,
            why: expect.stringMatching(/RemoveField leaverequest\.remark[^]*--allow-destructive/) as string,
        });
        const allowed = await deploy(third, "--allow-destructive", "nothing reads the column");
        expect(allowed.code === 0 ? "" : allowed.stderr).toBe("");
        expect((await history())[0]).toMatchObject({ allowDestructive: "nothing reads the column" });
    });

    test("the records of the release prove items of the checklist, and the steps that its build left out do not", async () => {
        const { code, stdout, stderr } = await release("evidence", "--json");
        expect(code === 0 ? "" : stderr).toBe("");
        const { proofs, missing } = JSON.parse(stdout) as ReleaseEvidence;
        const leftOut = (step: string): string => `${step}: left out, ${UNCHECKED}`;
        expect(missing).toEqual({
            "preparation.code.tested-in-development": leftOut("tests"),
            "preparation.code.tests-pass": leftOut("tests"),
            "preparation.code.committed": "it was built from files that are not committed, or beside some",
            "preparation.code.merged": "its commit is not in the main branch",
            "preparation.database.migrations-tested": leftOut("migrations"),
            "preparation.database.schema-final": leftOut("migrations"),
            "preparation.environment.secret-key": leftOut("secrets"),
            "security.django.debug-off": leftOut("deployment"),
            "security.django.secret-key": leftOut("secrets"),
            "security.django.csrf": leftOut("deployment"),
            "testing.security.scanning": `${leftOut("secrets")}; ${leftOut("vulnerabilities")}`,
            "sign-off.records.version": "it was built from files that are not committed, or beside some",
        });
        expect(proofs.flatMap(({ covers }) => covers)).toEqual(
            Object.keys(RELEASE_GATES).filter((id) => !(id in missing)),
        );
    });

    test("a host that starts later has the stack's release", async () => {
        const host = await lab.launch("three");
        await host.settled();
        expect(await host.release("status")).toMatchObject({ current: third.id, serving: true });
    });
});
