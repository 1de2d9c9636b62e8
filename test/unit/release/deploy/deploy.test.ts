import { deploy } from "../../../../release/deploy/deploy";
import type { Request } from "../../../../release/deploy/world";
import { A, B, Stage } from "./stage";

const REQUEST: Request = { kind: "deploy", release: B, watchSeconds: 60 };

const everywhere = (stage: Stage, release: string): void => {
    expect(new Set(Object.values(stage.currents()))).toEqual(new Set([release]));
};

/** What is true of a stack whatever happened to whom: hosts serve, with tables that their releases know. */
function isWhole(stage: Stage): void {
    for (const { current, state, installed } of stage.machines.filter(({ state }) => state === "serving")) {
        expect([state, current !== null && installed.has(current)]).toEqual(["serving", true]);
    }
    expect(stage.applied).toEqual([...new Set(stage.applied)]);
    if (stage.applied.length > 1) expect(stage.snapshots[0]).toMatchObject({ applied: 1 });
}

test("a release reaches every host: snapshot, migrations, the parameter, workers, web hosts", async () => {
    const stage = new Stage();
    const { outcome, message } = await deploy(REQUEST, stage.world());
    expect({ outcome, message }).toEqual({
        outcome: "done",
        message: "Every host runs release bbbbbbbbbbbb.",
    });
    everywhere(stage, B);
    expect(stage.pointer).toEqual({ release: B, previous: A });
    const changes = stage.asked.filter((line) => /migrate|fixtures|superuser|switch/.test(line));
    expect(changes).toEqual([
        ...["w1 migrate", "w1 fixtures", "w1 superuser"],
        ...["w1 switch", "w2 switch", "web1 switch", "web2 switch"],
    ]);
    const order = ["verify", "snapshot", `migrate ${B.slice(0, 4)}`, "static", "write parameter"];
    expect(stage.calls.filter((call) => order.includes(call))).toEqual(order);
    expect(stage.records).toMatchObject([
        { kind: "deploy", release: B, from: A, outcome: "done", who: stage.world().who },
    ]);
    expect(stage.records[0]?.steps.map(({ step }) => step)).toEqual([
        ...["ready", "release", "install", "check", "migrations", "snapshot", "migrate"],
        ...["fixtures", "superuser", "static", "parameter", "switch", "watch", "clean"],
    ]);
    expect(stage.lock).toBeUndefined();
});

test("without migrations, there is no snapshot, and web hosts run commands where there are no workers", async () => {
    const stage = new Stage({ web1: "web" });
    stage.releases[B] = { migrations: ["app.0001_initial"] };
    await deploy(REQUEST, stage.world());
    expect(stage.snapshots).toEqual([]);
    expect(stage.asked).toContain("web1 superuser");
});

test("what is there already is not done again", async () => {
    const stage = new Stage();
    await deploy(REQUEST, stage.world());
    stage.asked.length = 0;
    const { outcome } = await deploy(REQUEST, stage.world());
    expect(outcome).toBe("done");
    expect(stage.asked).toEqual([]);
    expect(stage.records).toHaveLength(1);
});

test("a first release, where there was none", async () => {
    const stage = new Stage();
    stage.pointer = { release: null, previous: null };
    stage.machines.forEach((machine) => Object.assign(machine, { current: null, installed: new Set() }));
    expect((await deploy(REQUEST, stage.world())).outcome).toBe("done");
    expect(stage.pointer).toEqual({ release: B, previous: null });
});

test("the end waits for hosts that boot, and makes sure of them too", async () => {
    const stage = new Stage();
    stage.events[25] = () => {
        stage.boots("web3", "web", 9);
    };
    expect((await deploy(REQUEST, stage.world())).outcome).toBe("done");
    expect(stage.said).toContain("    waiting for web3 to start");
    expect(stage.asked).toContain("web3 switch");
    everywhere(stage, B);
});

test("a host that never comes up is named after twenty minutes, and ends nothing", async () => {
    const stage = new Stage();
    stage.boots("web3", "web", Infinity);
    expect((await deploy(REQUEST, stage.world())).outcome).toBe("done");
    expect(stage.said).toContain("    still starting, with this release: web3");
});

describe("killed at each call, a second run", () => {
    /** Runs the deployment with a kill at each call, until there is none, and hands over what is left. */
    async function killEverywhere(make: () => Stage, then: (stage: Stage, at: string) => Promise<void>) {
        let kills = 0;
        for (const end of ["killed before", "killed after"] as const) {
            for (let at = 1; ; at++) {
                const stage = make();
                stage.hasProcess = () => false;
                await deploy(REQUEST, stage.world(at, end)).catch(() => undefined);
                if (stage.calls.length < at) break;
                kills++;
                isWhole(stage);
                stage.hasProcess = () => true;
                stage.waits(301);
                await then(stage, `${end} call ${at}, ${stage.calls[at - 1]}`);
            }
        }
        return kills;
    }

    test("completes", async () => {
        const kills = await killEverywhere(
            () => new Stage(),
            async (stage, at) => {
                const { outcome } = await deploy(REQUEST, stage.world());
                expect([at, outcome, stage.pointer]).toEqual([at, "done", { release: B, previous: A }]);
                everywhere(stage, B);
                isWhole(stage);
                expect(stage.superusers).toBe(1);
                expect(stage.lock).toBeUndefined();
                expect(stage.records.filter(({ outcome }) => outcome === "done")).toHaveLength(1);
            },
        );
        // Every call of the undisturbed run, before and after.
        const stage = new Stage();
        await deploy(REQUEST, stage.world());
        expect(kills).toBe(2 * stage.calls.length);
        expect(kills).toBeGreaterThan(60);
    });

    test("of a release that fails on the last host goes back", async () => {
        const kills = await killEverywhere(
            () => {
                const stage = new Stage();
                stage.alter(B, { failsOn: ["web2"] });
                return stage;
            },
            async (stage, at) => {
                const { outcome } = await deploy(REQUEST, stage.world());
                expect([at, outcome, stage.pointer]).toEqual([
                    at,
                    "rolled back",
                    { release: A, previous: null },
                ]);
                everywhere(stage, A);
                isWhole(stage);
            },
        );
        expect(kills).toBeGreaterThan(60);
    });

    test("or a rollback goes back to the former release, whenever it had begun", async () => {
        await killEverywhere(
            () => {
                const stage = new Stage();
                stage.releases[B] = { migrations: ["app.0001_initial"] };
                return stage;
            },
            async (stage, at) => {
                if (stage.pointer.release !== B) return;
                const back: Request = { kind: "rollback", release: A, watchSeconds: 0 };
                const { outcome } = await deploy(back, stage.world());
                expect([at, outcome, stage.pointer]).toEqual([at, "done", { release: A, previous: B }]);
                everywhere(stage, A);
            },
        );
    });
});

describe("at each call", () => {
    async function ateach(make: (at: number) => Stage, then: (stage: Stage) => Promise<void>): Promise<void> {
        for (let at = 1; ; at++) {
            const stage = make(at);
            await then(stage);
            if (stage.calls.length < at) return;
        }
    }

    test("a host that boots ends up with the release", async () => {
        await ateach(
            (at) => {
                const stage = new Stage();
                stage.events[at] = () => {
                    stage.boots("web3");
                };
                return stage;
            },
            async (stage) => {
                expect((await deploy(REQUEST, stage.world())).outcome).toBe("done");
                stage.events = {};
                const calls = [...stage.calls];
                for (let looks = 0; looks < 3; looks++) await stage.world().fleet.hosts();
                everywhere(stage, B);
                stage.calls.splice(0, Infinity, ...calls);
            },
        );
    });

    test("a host that its group ends fails nothing", async () => {
        for (const gone of ["w1", "web2"]) {
            await ateach(
                (at) => {
                    const stage = new Stage();
                    stage.events[at] = () => {
                        stage.ends(gone);
                    };
                    return stage;
                },
                async (stage) => {
                    const { outcome, message } = await deploy(REQUEST, stage.world());
                    expect([message, outcome]).toEqual(["Every host runs release bbbbbbbbbbbb.", "done"]);
                    everywhere(stage, B);
                },
            );
        }
    });

    test("Ctrl-C stops between two actions, gives the lock back, and the same command continues", async () => {
        const outcomes = new Set<string>();
        await ateach(
            (at) => {
                const stage = new Stage();
                stage.events[at] = () => {
                    stage.interrupted = true;
                };
                return stage;
            },
            async (stage) => {
                const { outcome, message } = await deploy(REQUEST, stage.world());
                outcomes.add(outcome);
                expect(stage.lock).toBeUndefined();
                isWhole(stage);
                if (outcome !== "done") {
                    expect(message).toContain(`To finish: npx hrms release deploy ${B} --stack prod`);
                }
                stage.interrupted = false;
                stage.events = {};
                const calls = [...stage.calls];
                expect((await deploy(REQUEST, stage.world())).outcome).toBe("done");
                everywhere(stage, B);
                stage.calls.splice(0, Infinity, ...calls);
            },
        );
        expect(outcomes).toEqual(new Set(["stopped", "interrupted", "done"]));
    });

    test("expired credentials stop everything, take nothing back, and say what to do", async () => {
        await ateach(
            (at) => {
                const stage = new Stage();
                stage.events[at] = () => {
                    const error = new Error("The security token included in the request is expired");
                    error.name = "ExpiredTokenException";
                    stage.cutOff(error);
                };
                return stage;
            },
            async (stage) => {
                const ended = await deploy(REQUEST, stage.world()).catch((error: unknown) => ({
                    outcome: "not begun",
                    message: String(error),
                }));
                if (["interrupted", "stopped"].includes(ended.outcome)) {
                    expect(ended.message).toMatch(
                        /aws sso login[^]*run the same command: npx hrms release deploy b+/,
                    );
                }
                isWhole(stage);
                const calls = [...stage.calls];
                stage.events = {};
                stage.waits(301);
                expect((await deploy(REQUEST, stage.world())).outcome).toBe("done");
                everywhere(stage, B);
                stage.calls.splice(0, Infinity, ...calls);
            },
        );
    });
});
