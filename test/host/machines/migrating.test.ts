/**
 * Three hosts and one database: a migration is applied once, fixtures are loaded once, the first superuser is created once,
 * and no password shows.
 */
import type { Host, ReleaseAnswer } from "../../../lab/host";
import { Lab } from "../../../lab/lab";
import { HRMS } from "../../../lab/projects";
import { changed } from "../../../lab/published";
import type { Release } from "../../../lab/release";
import { until } from "../../../system/until";
import { machineSuite } from "./suite";

const SLOW_SECONDS = 8;
/** A step that nobody can repeat, and one that takes so long that all hosts wait for it. */
const MIGRATION = `from django.db import migrations

class Migration(migrations.Migration):
    dependencies = [("leave", "0001_initial")]
    operations = [
        migrations.RunSQL("CREATE TABLE leave_once (id INT)"),
        migrations.RunSQL("DO SLEEP(${SLOW_SECONDS})"),
        migrations.RunSQL("INSERT INTO leave_once VALUES (1)"),
    ]
`;

const FIXTURES = {
    "app/people/fixtures/departments.json": JSON.stringify(
        ["Payroll", "Works council"].map((name, at) => ({
            model: "people.department",
            pk: at + 1,
            fields: { name },
        })),
    ),
    // Permissions are in the database after `migrate`, and a fixture can change them all the same.
    "app/leave/fixtures/roles.json": JSON.stringify([
        { model: "auth.permission", pk: 1, fields: { name: "Can add", content_type: 1, codename: "add_it" } },
    ]),
};

machineSuite("three hosts migrate one database", () => {
    let lab: Lab;
    let hosts: Host[];
    let release: Release;
    beforeAll(async () => {
        lab = await Lab.open({
            project: HRMS,
            settings: { fixtures: ["departments", "leave/fixtures/roles.json"] },
        });
        hosts = [await lab.launch("one"), await lab.launch("two"), await lab.launch("three")];
        await Promise.all(hosts.map((host) => host.settled(600)));
        release = changed(lab.release, lab.folder, {
            ...FIXTURES,
            "app/leave/migrations/0002_once.py": MIGRATION,
        });
        await lab.publish(release);
        await Promise.all(hosts.map((host) => host.release("install", release.id)));
    });
    afterAll(() => lab?.close());

    const everywhere = (command: string): Promise<ReleaseAnswer[]> =>
        Promise.all(hosts.map((host) => host.release(command, release.id)));

    const departments = (): string =>
        lab.database.sql(`SELECT COUNT(*) FROM ${lab.settings.databaseName}.people_department`);

    test("preparation.database.migrations-tested: of three hosts that migrate at once, one applies the migrations, and the others wait for it", async () => {
        const [first] = hosts;
        const before = await first?.release("migrations", release.id);
        expect(before?.pending).toEqual(expect.arrayContaining(["leave.0001_initial", "leave.0002_once"]));
        const answers = await everywhere("migrate");
        const applied = answers.map((answer) => answer.applied as string[]);
        const by = applied.filter((names) => names.length > 0);
        expect(by).toEqual([before?.pending]);
        expect(lab.database.sql(`SELECT COUNT(*) FROM ${lab.settings.databaseName}.leave_once`)).toBe("1");
        expect(await first?.release("migrations", release.id)).toEqual({
            pending: [],
            unapplied_on_rollback: [],
            destructive: [],
        });
    });

    test("a rollback learns which migrations its release does not have", async () => {
        expect(await hosts[1]?.release("migrations", lab.release.id)).toEqual({
            pending: [],
            unapplied_on_rollback: ["leave.0002_once"],
            destructive: [],
        });
    });

    test("a migration that is killed on one host goes on, and the next command there waits for its end", async () => {
        const [, two] = hosts;
        const later = changed(release, lab.folder, {
            "app/leave/migrations/0003_later.py": MIGRATION.replace("0001_initial", "0002_once").replaceAll(
                "leave_once",
                "leave_later",
            ),
        });
        await lab.publish(later);
        await two?.release("install", later.id);
        const killed = two?.machine.run(["/opt/hrms/bin/release", "migrate", later.id]);
        await until(
            "the migration runs",
            async () => (await two?.machine.run(["pgrep", "--full", "manage.py migrate"]))?.code === 0,
            60,
        );
        await two?.machine.sh("pkill -KILL --full 'hrms/bin/[r]elease migrate'");
        expect((await killed)?.code).not.toBe(0);
        expect(await two?.release("migrate", later.id)).toEqual({ applied: [] });
        expect(lab.database.sql(`SELECT COUNT(*) FROM ${lab.settings.databaseName}.leave_later`)).toBe("1");
    });

    test("a fixture that cannot be loaded leaves nothing behind, and the answer says what to do", async () => {
        const broken = changed(release, lab.folder, {
            "app/leave/fixtures/roles.json": '[{"model": "leave.request", "fields": {}}]',
        });
        await lab.publish(broken);
        await hosts[0]?.release("install", broken.id);
        expect(await hosts[0]?.release("fixtures", broken.id)).toEqual({
            failed: expect.stringMatching(/^The fixtures could not be loaded, .*leave\.request/) as unknown,
            fix: expect.stringContaining(
                "python manage.py loaddata departments leave/fixtures/roles.json",
            ) as unknown,
        });
        expect(departments()).toBe("0");
    });

    test("preparation.database.seed-data: of three hosts that load fixtures at once, one loads them, and what people change stays", async () => {
        const fixtures = ["departments", "leave/fixtures/roles.json"];
        const answers = await everywhere("fixtures");
        expect(answers).toHaveLength(3);
        expect(answers).toEqual(
            expect.arrayContaining([
                { fixtures, loaded: 3, has_rows: null },
                { fixtures, loaded: 0, has_rows: "people.Department" },
            ]),
        );
        expect(answers.filter(({ loaded }) => loaded === 3)).toHaveLength(1);
        expect(departments()).toBe("2");
        lab.database.sql(`DELETE FROM ${lab.settings.databaseName}.people_department WHERE name = 'Payroll'`);
        expect(await hosts[1]?.release("fixtures", release.id)).toEqual({
            fixtures,
            loaded: 0,
            has_rows: "people.Department",
        });
        expect(departments()).toBe("1");
    });

    test("the first superuser is created by one of three hosts, and can log in with the password of the secret store", async () => {
        const { superuserEmail } = lab.settings;
        const answers = await everywhere("superuser");
        expect(answers.filter(({ created }) => created === true)).toHaveLength(1);
        expect(answers.map(({ user }) => user)).toEqual(answers.map(() => superuserEmail));
        const check =
            "import sys; from django.contrib.auth import authenticate; " +
            `user = authenticate(username="${superuserEmail}", password=sys.stdin.read()); print(user and user.is_superuser)`;
        const found = await hosts[0]?.machine.run(
            ["/opt/hrms/bin/manage", "shell", "--no-imports", "--command", check],
            lab.secrets.superuserPassword,
        );
        expect(found?.stdout.trim()).toBe("True");
    });

    test("neither password is on a disk, in the journal, in the environment of the application, or in any process", async () => {
        const { databasePassword, migratorPassword, superuserPassword } = lab.secrets;
        const canaries = [migratorPassword, superuserPassword];
        for (const { machine } of hosts) {
            const files = await machine.run(
                [
                    ...["grep", "--recursive", "--files-with-matches", "--fixed-strings", "--file=-"],
                    ...["/etc", "/opt", "/root", "/run", "/srv", "/var", "/tmp"],
                ],
                canaries.join("\n"),
            );
            expect(files.stdout).toBe("");
            // What each shows without doubt, so that an empty answer is noticed: the application has its own password.
            for (const [shown, sure] of [
                ["cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline 2>/dev/null", databasePassword],
                ["journalctl --boot --no-pager --output=cat", "is installed."],
            ] as const) {
                const { stdout } = await machine.run(["sh", "-c", shown]);
                const found = canaries.filter((canary) => stdout.includes(canary)).length;
                expect({ shown, found, isShown: stdout.includes(sure) }).toEqual({
                    shown,
                    found: 0,
                    isShown: true,
                });
            }
        }
    });

    test("a host whose role cannot read the secrets says where to migrate", async () => {
        const [, , three] = hosts;
        await three?.machine.sh(
            "sed -i 's/^HRMS_RUNS_MIGRATIONS=yes/HRMS_RUNS_MIGRATIONS=no/' /opt/hrms/host.env",
        );
        expect(await three?.release("migrate", release.id)).toEqual({
            failed: "This host's role cannot read the secret of the database user of migrations",
            fix: "Run the command on a worker host; where the stack has none, every web host can",
        });
    });
});
