/** Releases that must never serve anybody: each is refused with what happened and what to do, and the old one serves on. */
import { generateKeyPairSync } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BUCKETS } from "../../../../lab/contents";
import type { Host, ReleaseAnswer } from "../../../../lab/host";
import type { Lab } from "../../../../lab/lab";
import { changed } from "../../../../lab/published";
import type { Release } from "../../../../lab/release";
import { localSigner } from "../../../../release/provenance";
import type { Traffic } from "../../../../lab/users/traffic";

interface Given {
    readonly lab: Lab;
    readonly host: Host;
    /** The one that serves. */
    readonly release: Release;
    readonly traffic: Traffic;
}

const WSGI = "app/hrms/wsgi.py";
const MIGRATION = (operation: string): string =>
    "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n" +
    `    dependencies = [("leave", "0001_initial")]\n    operations = [${operation}]\n`;

/** Without a memory controller, as on machines whose controllers are still of version 1, it ends as the kernel would end it. */
const GREEDY = `
import os, signal

if "memory" in open("/sys/fs/cgroup/cgroup.controllers").read().split():
    taken = b"x" * (8 << 30)
os.kill(os.getpid(), signal.SIGKILL)
`;

/** Releases that install, and do not serve. */
const SERVING: readonly [name: string, files: Readonly<Record<string, string>>, what: RegExp][] = [
    [
        "crashes at its start",
        { [WSGI]: 'raise RuntimeError("no licence")\n' },
        /^The new release does not serve, so the old one still does: it crashed at its start\. Its log says: RuntimeError: no licence/,
    ],
    [
        "answers 500",
        { "app/templates/accounts/login.html": "{% no_such_tag %}" },
        /: GET \/login\/ answers 500\. Its log says: .*TemplateSyntaxError: /,
    ],
    [
        "needs more memory than there is",
        { [WSGI]: GREEDY },
        /: it (needs more memory than the host has for it|crashed at its start)\. Its log says: code=killed, status=9\/KILL/,
    ],
    [
        "never becomes ready, because its migration has not been applied",
        { "app/leave/migrations/0002_later.py": MIGRATION('migrations.RunSQL("SELECT 1")') },
        /: it was not ready within 120 s: migrations\./,
    ],
];

export function badReleases(given: () => Given): void {
    const answered = async (work: (host: Host) => Promise<ReleaseAnswer>): Promise<ReleaseAnswer> => {
        const { host, release, traffic } = given();
        let answer: ReleaseAnswer = {};
        const { failed, requests } = await traffic.during(async () => (answer = await work(host)));
        expect(failed).toEqual([]);
        expect(requests).toBeGreaterThan(0);
        expect(await host.release("status")).toMatchObject({ current: release.id, serving: true });
        return answer;
    };

    test.each(SERVING)("a release that %s", async (_, files, what) => {
        const { lab, release } = given();
        const bad = changed(release, lab.folder, files);
        await lab.publish(bad);
        const answer = await answered(async (host) => {
            expect(await host.release("install", bad.id)).toEqual({ installed: bad.id });
            return host.release("switch", bad.id);
        });
        expect(answer.failed).toMatch(what);
        expect(answer.fix).toMatch(/^Read the whole log on this host \(journalctl --unit=hrms-web@/);
    });

    const harmless = { "app/harmless.py": "" };
    const notInstalled = async (id: string): Promise<void> => {
        const { host } = given();
        expect((await host.release("status")).installed).not.toContain(id);
        expect(await host.release("switch", id)).toMatchObject({
            failed: `Release ${id} is not installed on this host`,
        });
        expect(await host.machine.sh("ls -A /srv/hrms/releases")).not.toContain(".partial");
    };

    test("a release with one changed byte", async () => {
        const { lab, release } = given();
        const bad = changed(release, lab.folder, { ...harmless, "app/byte.py": "" });
        await lab.publish(bad);
        const bytes = readFileSync(bad.archive);
        bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
        const file = join(lab.folder, "changed-byte");
        writeFileSync(file, bytes);
        lab.cloud.seed({
            objects: [{ bucket: BUCKETS.releases, key: `releases/${bad.id}.tar.gz`, file }],
        });
        const answer = await answered((host) => host.release("install", bad.id));
        expect(answer.failed).toMatch(
            new RegExp(`^The archive of release ${bad.id} has another checksum: [0-9a-f]{64}$`),
        );
        expect(answer.fix).toMatch(/^Do not use this release\./);
        await notInstalled(bad.id);
    });

    test("a release that another key has signed, and one with the provenance of another release", async () => {
        const { lab, release } = given();
        const bad = changed(release, lab.folder, { ...harmless, "app/forged.py": "" });
        await lab.publish(bad, localSigner(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey));
        const forged = await answered((host) => host.release("install", bad.id));
        expect(forged.failed).toBe(`The provenance of release ${bad.id} is not signed with this stack's key`);
        await notInstalled(bad.id);
        lab.cloud.seed({
            objects: [
                {
                    bucket: BUCKETS.releases,
                    key: `releases/${bad.id}.intoto.json`,
                    file: join(lab.folder, `${release.id}.intoto.json`),
                },
            ],
        });
        const borrowed = await answered((host) => host.release("install", bad.id));
        expect(borrowed.failed).toBe(`The provenance beside release ${bad.id} is about something else`);
        await notInstalled(bad.id);
    });

    test("a release whose migration fails", async () => {
        const { lab, release } = given();
        const sql = 'migrations.RunSQL("ALTER TABLE no_such_table ADD COLUMN more INT")';
        const bad = changed(release, lab.folder, { "app/leave/migrations/0002_fails.py": MIGRATION(sql) });
        await lab.publish(bad);
        const answer = await answered(async (host) => {
            await host.release("install", bad.id);
            expect(await host.release("migrations", bad.id)).toMatchObject({
                pending: ["leave.0002_fails"],
            });
            return host.release("migrate", bad.id);
        });
        expect(answer.failed).toMatch(/^A migration failed: .*no_such_table' doesn't exist/);
        expect(answer.fix).toMatch(/^The old release still serves\. MySQL cannot undo half a migration/);
        const { host } = given();
        expect(await host.release("migrations", bad.id)).toMatchObject({ pending: ["leave.0002_fails"] });
    });

    test("a release that is not in the bucket", async () => {
        const id = "ab".repeat(32);
        const answer = await answered((host) => host.release("install", id));
        expect(answer).toEqual({
            failed: `The bucket ${BUCKETS.releases} has no releases/${id}.intoto.json`,
            fix: "Publish the release, or name one that is published",
        });
    });
}
