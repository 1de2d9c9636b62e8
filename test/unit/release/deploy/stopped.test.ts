/** Deployments that do not end well: what becomes of hosts, parameter and lock, and what people read. */
import { deploy } from "../../../../release/deploy/deploy";
import type { Request } from "../../../../release/deploy/world";
import { A, B, C, Stage } from "./stage";

const REQUEST: Request = { kind: "deploy", release: B, watchSeconds: 60 };
const BACK: Request = { kind: "rollback", release: A, watchSeconds: 0 };

async function run(
    stage: Stage,
    request: Partial<Request> = {},
): Promise<{ outcome: string; message: string }> {
    const result = await deploy({ ...REQUEST, ...request }, stage.world());
    expect(stage.lock).toBeUndefined();
    return result;
}

const onAll = (stage: Stage): unknown[] => [...new Set(Object.values(stage.currents()))];

interface Case {
    readonly arrange: (stage: Stage) => unknown;
    readonly says: RegExp;
}

const STOPPED: Readonly<Record<string, Case>> = {
    "one that was never published, or is signed by somebody else": {
        arrange: (stage) => (stage.releases[B] = { migrations: [], isForged: true }),
        says: /not signed/,
    },
    "one while hosts are being replaced": {
        arrange: (stage) => (stage.refreshing = ["hrms-prod-web"]),
        says: /hosts of hrms-prod-web are being replaced[^]*wait for its end/,
    },
    "one without a host in service": {
        arrange: (stage) => (stage.machines = []),
        says: /no host in service[^]*release status --stack prod/,
    },
    "one with a failing migration": {
        arrange: (stage) =>
            (stage.releases[B] = {
                migrations: ["app.0001_initial", "app.0002_more", "app.0003_most"],
                migrationFails: true,
            }),
        says: /migration failed on w1: Unknown column[^]*the former release serves[^]*snapshot before-bbbbbbbbbbbb-[0-9a-f]{6}/,
    },
    "one whose static files are not served": {
        arrange: (stage) => (stage.releases[B] = { migrations: [], missingStatic: ["app.0a.css"] }),
        says: /1 of 9 static files[^]*app\.0a\.css[^]*release publish b{64}/,
    },
};
// A release without the first migration meets a database that has it.
const ACROSS = { acrossMigrations: "only in this test" };

test.each(Object.entries(STOPPED))("%s stops before any host changes", async (_, { arrange, says }) => {
    const stage = new Stage();
    arrange(stage);
    const before = stage.currents();
    const { outcome, message } = await run(stage, ACROSS);
    expect(outcome).toBe("stopped");
    expect(message).toMatch(says);
    expect(stage.currents()).toEqual(before);
    expect(stage.pointer).toEqual({ release: A, previous: null });
    expect(stage.records).toMatchObject([{ outcome: "stopped", reason: message }]);
});

test("after a migration that failed half way, the next run takes another snapshot", async () => {
    const stage = new Stage();
    const migrations = ["app.0001_initial", "app.0002_more", "app.0003_most"];
    stage.releases[B] = { migrations, migrationFails: true };
    await run(stage);
    stage.releases[B] = { migrations };
    expect((await run(stage)).outcome).toBe("done");
    expect(stage.snapshots.map(({ applied }) => applied)).toEqual([1, 2]);
});

test("migrations that can break the running release need a reason, and the message gives the way", async () => {
    const stage = new Stage();
    stage.releases[B] = { migrations: ["app.0001_initial", "app.0002_drop"], destructive: ["app.0002_drop"] };
    const { message } = await run(stage);
    expect(message).toMatch(
        /app\.0002_drop: RemoveField: its readers fail[^]*expand first[^]*deploy b{64} --stack prod --allow-destructive "/,
    );
    expect(stage.applied).toEqual(["app.0001_initial"]);
    expect((await run(stage, { allowDestructive: "Sunday" })).outcome).toBe("done");
    expect(stage.records.at(-1)).toMatchObject({ allowDestructive: "Sunday" });
});

test("the same migrations are no matter where they have run already", async () => {
    const stage = new Stage();
    stage.releases[B] = { migrations: ["app.0001_initial"], destructive: ["app.0001_initial"] };
    expect((await run(stage)).outcome).toBe("done");
});

describe("a rollback", () => {
    test("takes web hosts first, and runs no migration", async () => {
        const stage = new Stage();
        stage.releases[B] = { migrations: ["app.0001_initial"] };
        await run(stage);
        stage.asked.length = 0;
        expect((await run(stage, BACK)).outcome).toBe("done");
        expect(stage.asked.filter((line) => /switch|migrate|superuser/.test(line))).toEqual(
            ["web1", "web2", "w1", "w2"].map((id) => `${id} switch`),
        );
        expect(stage.pointer).toEqual({ release: A, previous: B });
    });

    test("across migrations says what stays, and needs a reason", async () => {
        const stage = new Stage();
        await run(stage);
        const { outcome, message } = await run(stage, BACK);
        expect(outcome).toBe("stopped");
        expect(message).toMatch(
            /2 migrations that this release does not know:\n {4}app\.0002_more[^]*nothing is taken back[^]*rollback --to a{64} --stack prod --across-migrations "/,
        );
        expect(onAll(stage)).toEqual([B]);
        expect((await run(stage, { ...BACK, acrossMigrations: "they only add" })).outcome).toBe("done");
        expect(onAll(stage)).toEqual([A]);
    });

    test("to a release whose migrations never ran is a deployment", async () => {
        const stage = new Stage();
        const { outcome, message } = await run(stage, { kind: "rollback", release: B });
        expect(outcome).toBe("stopped");
        expect(message).toMatch(/never ran: app\.0002_more, app\.0003_most[^]*npx hrms release deploy b{64}/);
    });
});

describe("after the first switch", () => {
    test.each(["w1", "w2", "web1", "web2"])(
        "a release that does not start on %s goes back everywhere",
        async (id) => {
            const stage = new Stage();
            stage.alter(B, { failsOn: [id] });
            const { outcome, message } = await run(stage);
            expect(outcome).toBe("rolled back");
            expect(message).toMatch(new RegExp(`${id}: it is not ready[^]*back at what it ran before`));
            expect(onAll(stage)).toEqual([A]);
            expect(stage.pointer).toEqual({ release: A, previous: null });
            expect(stage.records).toMatchObject([{ outcome: "rolled back", from: A }]);
        },
    );

    test("web hosts go back before workers", async () => {
        const stage = new Stage();
        stage.alter(B, { failsOn: ["web2"] });
        await run(stage);
        expect(stage.asked.filter((line) => line.endsWith("switch"))).toEqual(
            ["w1", "w2", "web1", "web2", "web1", "w1", "w2"].map((host) => `${host} switch`),
        );
    });

    test("an alarm takes every host back, and one that was on before counts for nothing", async () => {
        const stage = new Stage();
        stage.alarms = ["hrms-prod-response-time"];
        expect((await run(stage)).outcome).toBe("done");

        const other = new Stage();
        other.events[34] = () => {
            other.alarms = ["hrms-prod-response-time"];
        };
        const { outcome, message } = await run(other);
        expect(outcome).toBe("rolled back");
        expect(message).toContain("these alarms went on: hrms-prod-response-time");
        expect(onAll(other)).toEqual([A]);
    });

    test("a host that boots with the bad release in the middle of the way back comes back too", async () => {
        const stage = new Stage();
        stage.alter(B, { failsOn: ["web2"] });
        await run(stage);
        const reached = stage.calls.indexOf("write parameter", stage.calls.indexOf("write parameter") + 1);
        const again = new Stage();
        again.alter(B, { failsOn: ["web2"] });
        again.events[reached] = () => {
            again.boots("web3", "web", 1);
        };
        await run(again);
        expect(onAll(again)).toEqual([A]);
    });

    test("a host that cannot go back is named, with what to do", async () => {
        const stage = new Stage();
        stage.alter(B, { failsOn: ["web2"] });
        stage.alter(A, { failsOn: ["w1"] });
        const { outcome, message } = await run(stage);
        expect(outcome).toBe("failed");
        expect(message).toMatch(/did not succeed everywhere:\n {4}w1: it is not ready[^]*terminate-instance/);
        expect(stage.currents()).toEqual({ w1: B, w2: A, web1: A, web2: A });
    });

    test("a first release has nothing to go back to, and says so", async () => {
        const stage = new Stage({ web1: "web" });
        stage.pointer = { release: null, previous: null };
        stage.machines.forEach((machine) => (machine.current = null));
        stage.alter(B, { failsOn: ["web1"] });
        const { outcome, message } = await run(stage);
        expect(outcome).toBe("rolled back");
        expect(message).toContain("There is no former release to go back to.");
        expect(stage.pointer).toEqual({ release: null, previous: null });
    });

    test("a second deployment of what runs for long never goes back to what was before it", async () => {
        const stage = new Stage();
        await run(stage);
        stage.releases[C] = { migrations: stage.applied, failsOn: ["w1"] };
        await run(stage, { release: C });
        stage.alter(C, { isForged: true });
        await run(stage, { release: C });
        stage.alarms = ["hrms-prod-response-time"];
        stage.asked.length = 0;
        expect((await run(stage)).outcome).toBe("done");
        expect(stage.asked).toEqual([]);
        expect(onAll(stage)).toEqual([B]);
    });
});

test("a second deployment at the same time is refused, and leaves the lock alone", async () => {
    const stage = new Stage();
    await stage.world().lock("another");
    await expect(deploy(REQUEST, stage.world())).rejects.toThrow("ann is deploying");
    expect(stage.lock).toBeDefined();
    expect(stage.asked).toEqual([]);
});

test("a deployment that has lost its lock to another one stops", async () => {
    const stage = new Stage();
    stage.events[20] = () => {
        stage.lock = { expires: Infinity };
    };
    const { outcome, message } = await deploy(REQUEST, stage.world());
    expect(outcome).toBe("stopped");
    expect(message).toContain("the lock is another's");
});
